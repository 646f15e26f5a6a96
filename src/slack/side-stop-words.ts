import type { CompletionStop, SideTrouble } from '../domain/completion.ts';
import { findOwner, type PeerNetwork } from '../domain/peer-network.ts';
import { code, listSome, type Mrkdwn, mrkdwn, sentence } from './mrkdwn.ts';
import { nameAccount, namePlace, type Outcome } from './outcome-words.ts';
import { hideAccounts } from './plain-words.ts';
import { CLOUD_NAMES } from './region-words.ts';
import { renderConflictWhole } from './side-conflict-words.ts';
import { renderUnproven } from './side-proof-words.ts';
import { renderCloudSaid } from './side-words.ts';

/* Why nothing more happens at the other side of a peering, and what a person does about it. */

const CONFLICTS_SHOWN = 3;

/** What vpcbot signs in as, and where the docs tell what it must be allowed. */
const IDENTITY = {
  aws: mrkdwn`vpcbot’s role there (docs/aws.md has the whole policy)`,
  google: mrkdwn`vpcbot’s service account there (docs/google.md has the whole role)`,
  azure: mrkdwn`vpcbot’s identity there`,
} as const;

const AGAIN = mrkdwn`then press *Look again* on the plan`;

/** What stopped goes on only once somebody wants it again. */
const goOn = ({ isUndo }: { readonly isUndo: boolean }): Mrkdwn =>
  isUndo
    ? mrkdwn`then press *Undo…* on the plan again`
    : mrkdwn`then press *Complete it for me* on the plan again`;

/** A permission that is missing: which, where, and who adds it. */
const renderDenied = (
  { action, doing }: Pick<SideTrouble, 'action' | 'doing'>,
  said: string,
  peer: PeerNetwork,
  next = AGAIN,
): Outcome => {
  const what =
    action === null
      ? mrkdwn`${namePlace(peer)} does not allow vpcbot what it needs.`
      : mrkdwn`${namePlace(peer)} does not allow vpcbot ${code(action)}.`;
  const while_ =
    doing.trim() === ''
      ? mrkdwn``
      : mrkdwn` It was asked for this: ${sentence(hideAccounts(doing, findOwner(peer)))}.`;
  const add = action === null ? mrkdwn`what is missing` : code(action);
  return {
    what: mrkdwn`${what}${while_}${renderCloudSaid(said, peer)}`,
    act: mrkdwn`Whoever keeps ${nameAccount(peer)} adds ${add} to ${IDENTITY[peer.kind]}; ${next}.`,
  };
};

/** Whether it stopped while it was taken back. */
export const isUndoStop = (stop: CompletionStop): boolean =>
  (stop.kind === 'denied' || stop.kind === 'refused') && stop.isUndo;

/** Why a completion stopped. What was done before stays, and can be undone. */
export const renderStop = (stop: CompletionStop, peer: PeerNetwork): Outcome => {
  switch (stop.kind) {
    case 'conflicts': {
      const all = stop.conflicts.map((conflict) => renderConflictWhole(conflict, peer));
      return {
        what: mrkdwn`Something stands in the way: ${listSome(all, CONFLICTS_SHOWN)}`,
        act: mrkdwn`When that is settled, press *Complete it for me* on the plan again.`,
      };
    }
    case 'proof': {
      const { proof } = stop;
      const what =
        proof.kind === 'proven' || proof.kind === 'accepted'
          ? mrkdwn`The peering request is not as it was.`
          : renderUnproven(proof, peer);
      return { what, act: mrkdwn`Look at the plan before you press anything again.` };
    }
    case 'changed':
      return {
        what: mrkdwn`What there is to do is not what was approved any more.`,
        act: mrkdwn`Look at the plan as it is now, then press *Complete it for me* again.`,
      };
    case 'denied':
      return renderDenied(stop, stop.said, peer, goOn(stop));
    case 'refused':
      return {
        what: mrkdwn`${CLOUD_NAMES[peer.kind]} refuses it: ${sentence(hideAccounts(stop.doing, findOwner(peer)))}.${renderCloudSaid(stop.said, peer)}`,
        act: mrkdwn`Put right what it says, ${goOn(stop)}.`,
      };
    case 'over':
      return {
        what: mrkdwn`The peering, or the network that it leads to, is not there any more.`,
        act: mrkdwn`The card of the request says how the peering stands.`,
      };
    default:
      return stop satisfies never;
  }
};

/** A cloud that fails, from the code of the error catalogue. */
export const renderSideTrouble = (trouble: SideTrouble, peer: PeerNetwork): Outcome => {
  const cloud = CLOUD_NAMES[peer.kind];
  const waits = mrkdwn`vpcbot keeps trying, and nothing is lost. Nothing is needed from you.`;
  switch (trouble.code) {
    case 'CLOUD_DENIED':
      return renderDenied(trouble, '', peer);
    case 'CLOUD_UNAUTHORIZED':
      return {
        what: mrkdwn`${cloud} does not let vpcbot into ${namePlace(peer)}.`,
        act:
          peer.kind === 'aws'
            ? mrkdwn`Whoever keeps ${nameAccount(peer)} looks at the role that vpcbot assumes: its trust policy and its external id (docs/aws.md); ${AGAIN}.`
            : mrkdwn`Whoever keeps ${nameAccount(peer)} looks at vpcbot’s credentials and its service account (docs/google.md); ${AGAIN}.`,
      };
    case 'CLOUD_RATE_LIMITED':
      return { what: mrkdwn`${cloud} asks vpcbot to slow down in ${namePlace(peer)}.`, act: waits };
    case 'CLOUD_BUSY':
      return {
        what: mrkdwn`${cloud} is still busy with another change in ${namePlace(peer)}.`,
        act: waits,
      };
    case 'CLOUD_REFUSED':
      return {
        what: mrkdwn`${cloud} refuses what vpcbot asks of ${namePlace(peer)}.`,
        act: mrkdwn`Whoever keeps vpcbot looks into its log; ${AGAIN}.`,
      };
    default:
      return { what: mrkdwn`${cloud} does not answer as it should in ${namePlace(peer)}.`, act: waits };
  }
};
