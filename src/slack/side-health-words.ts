import { findOwner, type PeerNetwork } from '../domain/peer-network.ts';
import type { SideFinding } from '../domain/side-health.ts';
import type { Vpc } from '../domain/vpc.ts';
import { code, listSome, type Mrkdwn, mrkdwn, quoted } from './mrkdwn.ts';
import { count, hideAccounts } from './plain-words.ts';
import { namePorts } from './port-words.ts';
import { nameThing } from './side-words.ts';

/* How the other side of an active peering stands: one line for each thing that traffic takes. */

const RANGES_SHOWN = 5;

/** What is so, and how to mend it; null: nothing to mend. */
export interface SideDiagnosis {
  readonly what: Mrkdwn;
  readonly mend: Mrkdwn | null;
}

type Of<K extends SideFinding['kind']> = Extract<SideFinding, { kind: K }>;

const sayRoute = (
  { tableId, table, route, target }: Of<'side-route'>,
  { cidr }: Pick<Vpc, 'cidr'>,
): SideDiagnosis => {
  const where = nameThing({ id: tableId, name: table });
  const range = code(cidr.text);
  switch (route) {
    case 'active':
      return { what: mrkdwn`${where} leads ${range} through the peering.`, mend: null };
    case 'blackhole':
      return {
        what: mrkdwn`The route to ${range} in ${where} leads nowhere: AWS calls it a black hole.`,
        mend: mrkdwn`Look whether the peering is active in AWS too; if it was made anew, delete this route and press *Complete it for me*.`,
      };
    case 'absent':
      return {
        what: mrkdwn`${where} has no route to ${range}, so nothing gets out of its subnets.`,
        mend: mrkdwn`Press *Complete it for me*, or add the route by hand.`,
      };
    case 'elsewhere':
      return {
        what: mrkdwn`${where} leads ${range} to ${target === null ? 'something else' : code(target)}.`,
        mend: mrkdwn`Whoever keeps that table deletes this route if it is not needed; then press *Complete it for me*.`,
      };
    default:
      return route satisfies never;
  }
};

const listPorts = (ports: readonly number[]): Mrkdwn => namePorts(ports, RANGES_SHOWN);

/** What has the way out open: a group of ours, or any. */
const sayOpen = ({ groupId, group, attached, of }: Of<'side-egress'>, range: Mrkdwn): Mrkdwn => {
  const who =
    groupId === null
      ? mrkdwn`A security group lets it out to ${range}`
      : mrkdwn`The security group ${nameThing({ id: groupId, name: group })} lets it out to ${range}`;
  return of === 0
    ? mrkdwn`${who}; nothing is in the VPC yet that could have it.`
    : mrkdwn`${who}; ${attached} of ${count(of, 'network interface')} can get out so.`;
};

const sayEgress = (finding: Of<'side-egress'>, { cidr }: Pick<Vpc, 'cidr'>): SideDiagnosis => {
  const { fit, groupId, group, closedPorts, of } = finding;
  const range = code(cidr.text);
  if (fit === 'good') {
    const isElsewhere = closedPorts.length > 0 && of > 0;
    return { what: sayOpen(isElsewhere ? { ...finding, groupId: null } : finding, range), mend: null };
  }
  if (closedPorts.length === 0) {
    return {
      what: sayOpen(finding, range),
      mend: mrkdwn`It works only once it is attached: add it to whatever connects, beside the groups that they have.`,
    };
  }
  return groupId === null
    ? {
        what: mrkdwn`No security group lets ${listPorts(closedPorts)} out to ${range}.`,
        mend: mrkdwn`Choose a new security group with *Change the plan*, then press *Complete it for me*.`,
      }
    : {
        what: mrkdwn`The security group ${nameThing({ id: groupId, name: group })} does not let ${listPorts(closedPorts)} out to ${range}.`,
        mend: mrkdwn`Press *Complete it for me*, or add that rule by hand.`,
      };
};

const listRanges = (ranges: readonly string[]): Mrkdwn => listSome(ranges.map(code), RANGES_SHOWN);

const sayRanges = ({ added, gone }: Of<'side-ranges'>): SideDiagnosis => {
  if (added.length === 0 && gone.length === 0)
    return { what: mrkdwn`The network has the ranges that it had when the peering was made.`, mend: null };
  const got = added.length === 0 ? [] : [mrkdwn`it got ${listRanges(added)}`];
  const lost = gone.length === 0 ? [] : [mrkdwn`it lost ${listRanges(gone)}`];
  return {
    what: mrkdwn`The ranges of the network changed since the peering was made: ${listSome([...got, ...lost], RANGES_SHOWN)}. Timescale does not notice that.`,
    mend:
      added.length === 0
        ? null
        : mrkdwn`For answers to reach ${listRanges(added)}, the peering has to be made anew: \`/vpc unpeer\`, then \`/vpc peer\`.`,
  };
};

const sayGoogle = ({ peering }: Of<'side-google-peering'>, peer: PeerNetwork): SideDiagnosis => {
  if (peering === null) {
    return {
      what: mrkdwn`The network has no peering to Timescale’s.`,
      mend: mrkdwn`Press *Complete it for me*, or create it by hand.`,
    };
  }
  if (peering.state === 'active')
    return { what: mrkdwn`The peering ${code(peering.name)} is active.`, mend: null };
  const said = peering.details ?? '';
  const details = said.trim() === '' ? mrkdwn`` : mrkdwn`: ${quoted(hideAccounts(said, findOwner(peer)))}`;
  return {
    what: mrkdwn`The peering ${code(peering.name)} is not active in Google Cloud${details}.`,
    mend: mrkdwn`If it stays so, delete it there and create it anew: Timescale’s side may have been made again.`,
  };
};

/** What one finding says. `peer`: the network at the other side. */
export const describeSideFinding = (
  finding: SideFinding,
  peer: PeerNetwork,
  vpc: Pick<Vpc, 'cidr'>,
): SideDiagnosis => {
  switch (finding.kind) {
    case 'side-peering':
      return finding.fit === 'good'
        ? { what: mrkdwn`AWS shows the peering as ${code(finding.state)}.`, mend: null }
        : {
            what: mrkdwn`AWS shows the peering as ${code(finding.state)}, and not as active.`,
            mend: mrkdwn`If it waits to be accepted, press *Complete it for me*; if it is over, ask for another with \`/vpc peer\`.`,
          };
    case 'side-route':
      return sayRoute(finding, vpc);
    case 'side-egress':
      return sayEgress(finding, vpc);
    case 'side-ranges':
      return sayRanges(finding);
    case 'side-google-peering':
      return sayGoogle(finding, peer);
    default:
      return finding satisfies never;
  }
};
