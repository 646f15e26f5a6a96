import type { PeerNetwork } from '../domain/peer-network.ts';
import type { SideConflict } from '../domain/side-plan.ts';
import { code, join, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import type { Outcome } from './outcome-words.ts';
import { renderUnproven } from './side-proof-words.ts';
import { nameThing } from './side-words.ts';

/* What stands in the way at the other side, and what a person does about it. vpcbot replaces nothing. */

const renderRoute = ({ plan }: Extract<SideConflict, { kind: 'route' }>): Outcome => {
  const { table, verdict } = plan;
  const where = nameThing(table);
  if (verdict.kind !== 'conflict') return { what: mrkdwn`${where} is in the way.`, act: mrkdwn`` };
  const { destination, target, state } = verdict.route;
  if (target === 'local') {
    return {
      what: mrkdwn`${where} keeps ${code(destination.text)} within its own VPC, so no route there leads out.`,
      act: mrkdwn`Ask for another Timescale VPC with a range that is free: \`/vpc create\`.`,
    };
  }
  const dead = state === 'blackhole' ? mrkdwn` (a black hole by now)` : mrkdwn``;
  return {
    what: mrkdwn`In ${where}, ${code(destination.text)} leads to ${code(target)}${dead}.`,
    act: mrkdwn`Whoever keeps that table deletes this route if it is not needed; or choose other tables with *Change the plan*.`,
  };
};

const renderProof = ({ proof }: Extract<SideConflict, { kind: 'proof' }>, peer: PeerNetwork): Outcome => {
  const what = renderUnproven(proof, peer);
  switch (proof.kind) {
    case 'unconfirmed':
      return {
        what,
        act: mrkdwn`An owner presses *Complete it for me*, is shown that account, and confirms it once.`,
      };
    case 'not-there':
      return { what, act: mrkdwn`vpcbot looks again by itself, every minute.` };
    case 'over':
      return {
        what,
        act: mrkdwn`If the peering is still needed, ask for it again on the card of the request.`,
      };
    case 'refused':
      return { what, act: mrkdwn`Nobody should accept it. Ask whoever keeps vpcbot to look into it.` };
    default:
      return proof satisfies never;
  }
};

const renderGoogleRoute = ({ route }: Extract<SideConflict, { kind: 'google-route' }>): Outcome => {
  const leads = mrkdwn`leads ${code(route.destination.text)} to ${code(route.target)}, which has addresses of Timescale’s range`;
  return route.peering === null
    ? {
        what: mrkdwn`The route ${code(route.name)} ${leads}.`,
        act: mrkdwn`Whoever keeps that network deletes this route if it is not needed.`,
      }
    : {
        what: mrkdwn`The peering ${code(route.peering)} ${leads}.`,
        act: mrkdwn`Ask for another Timescale VPC with a range that is free: \`/vpc create\`.`,
      };
};

/** What it is, and what to do. */
export const renderConflict = (conflict: SideConflict, peer: PeerNetwork): Outcome => {
  switch (conflict.kind) {
    case 'range':
      return {
        what: mrkdwn`The VPC has ${code(conflict.own.text)}, which overlaps Timescale’s range.`,
        act: mrkdwn`Ask for another Timescale VPC with a range that is free: \`/vpc create\`.`,
      };
    case 'route':
      return renderRoute(conflict);
    case 'no-table':
      return {
        what: mrkdwn`The route table ${code(conflict.tableId)} is not there any more.`,
        act: mrkdwn`Choose the tables anew with *Change the plan*.`,
      };
    case 'no-group':
      return {
        what:
          conflict.groupId === ''
            ? mrkdwn`No security group is chosen.`
            : mrkdwn`The security group ${code(conflict.groupId)} is not there any more.`,
        act: mrkdwn`Choose another with *Change the plan*.`,
      };
    case 'foreign-group':
      return {
        what: mrkdwn`Somebody else made the security group ${nameThing(conflict.group)}, and it lets everything out: vpcbot takes no rule from it.`,
        act: mrkdwn`Whoever keeps it takes that rule away, or deletes the group; or choose it as one that you have with *Change the plan*.`,
      };
    case 'proof':
      return renderProof(conflict, peer);
    case 'subnet':
      return {
        what: mrkdwn`The subnet ${code(conflict.subnet)} has ${code(conflict.own.text)}, which overlaps Timescale’s range.`,
        act: mrkdwn`Ask for another Timescale VPC with a range that is free: \`/vpc create\`.`,
      };
    case 'auto-mode':
      return {
        what: mrkdwn`The network is in auto mode: Google keeps ${code(conflict.own.text)} for its subnets, and Timescale’s range lies in it.`,
        act: mrkdwn`Ask for another Timescale VPC with a range outside of it: \`/vpc create\`.`,
      };
    case 'google-route':
      return renderGoogleRoute(conflict);
    case 'peering-name':
      return {
        what: mrkdwn`A peering called ${code(conflict.peering.name)} leads to ${code(`${conflict.peering.to.projectId}/${conflict.peering.to.network}`)}.`,
        act: mrkdwn`Whoever keeps that network deletes that peering if it is not needed.`,
      };
    case 'legacy-network':
      return {
        what: mrkdwn`The network is of Google’s old kind, which cannot be peered.`,
        act: mrkdwn`Ask for a peering with another network: \`/vpc peer\`.`,
      };
    default:
      return conflict satisfies never;
  }
};

/** The same as one text. */
export const renderConflictWhole = (conflict: SideConflict, peer: PeerNetwork): Mrkdwn => {
  const { what, act } = renderConflict(conflict, peer);
  return join([what, act], ' ');
};
