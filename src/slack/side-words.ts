import type { AwsRouteTable } from '../domain/aws-side.ts';
import { findOwner, type PeerNetwork } from '../domain/peer-network.ts';
import type { SideChange, SideMade, SidePlan } from '../domain/side-plan.ts';
import { code, type Mrkdwn, mrkdwn, quoted } from './mrkdwn.ts';
import { hideAccounts } from './plain-words.ts';
import { CLOUD_NAMES } from './region-words.ts';

/* What the things at the other side of a peering are called, and what is done to them. */

/** `private-a` (`rtb-1`), as people and AWS know it. */
export const nameThing = ({ id, name }: { readonly id: string; readonly name: string | null }): Mrkdwn =>
  name === null || name.trim() === '' || name === id ? code(id) : mrkdwn`${code(name)} (${code(id)})`;

const listTables = (plan: SidePlan | null): readonly AwsRouteTable[] =>
  plan?.kind === 'aws' ? plan.facts.side.tables : [];

/** By the name that the last look showed, where there was one. */
const nameTable = (tableId: string, plan: SidePlan | null): Mrkdwn =>
  nameThing(listTables(plan).find(({ id }) => id === tableId) ?? { id: tableId, name: null });

export const nameGroup = (groupId: string, plan: SidePlan | null): Mrkdwn =>
  nameThing(
    (plan?.kind === 'aws' ? plan.facts.side.groups.find(({ id }) => id === groupId) : undefined) ?? {
      id: groupId,
      name: null,
    },
  );

const nameOutlet = (
  group: Extract<SideChange, { kind: 'let-out' }>['group'],
  plan: SidePlan | null,
): Mrkdwn => ('id' in group ? nameGroup(group.id, plan) : code(group.name));

const nameTo = ({ to }: Extract<SideChange, { kind: 'add-peering' }>): Mrkdwn =>
  code(`${to.projectId}/${to.network}`);

/** The custom routes of a peering at Google Cloud, in words. */
export const describeFlags = ({
  exportCustomRoutes,
  importCustomRoutes,
}: {
  readonly exportCustomRoutes: boolean;
  readonly importCustomRoutes: boolean;
}): Mrkdwn =>
  mrkdwn`custom routes ${exportCustomRoutes ? 'exported' : 'not exported'}, ${importCustomRoutes ? 'imported' : 'not imported'}`;

/** Each change as it is to be made, and as it was made. */
const VERBS: { readonly [K in SideChange['kind']]: { readonly make: string; readonly made: string } } = {
  accept: { make: 'accept', made: 'accepted' },
  'create-route': { make: 'add', made: 'added' },
  'create-group': { make: 'make', made: 'made' },
  'revoke-surplus': { make: 'take', made: 'took' },
  'let-out': { make: 'let', made: 'let' },
  'add-peering': { make: 'create', made: 'created' },
};

/** What it is made of: `the route to 10.1.0.0/24 in private-a`. */
const describeObject = (change: SideChange, plan: SidePlan | null): Mrkdwn => {
  switch (change.kind) {
    case 'accept':
      return mrkdwn`the peering request ${code(change.peeringId)}`;
    case 'create-route':
      return mrkdwn`the route to ${code(change.destination.text)} in ${nameTable(change.tableId, plan)}`;
    case 'create-group':
      return mrkdwn`the security group ${code(change.name)}`;
    case 'revoke-surplus':
      return mrkdwn`from ${code(change.groupName)} the rule of AWS that lets everything out`;
    case 'let-out':
      return mrkdwn`TCP ${change.port} out to ${code(change.to.text)} in ${nameOutlet(change.group, plan)}`;
    case 'add-peering':
      return mrkdwn`the peering ${code(change.name)} from ${code(change.network)} to ${nameTo(change)}`;
    default:
      return change satisfies never;
  }
};

/** What somebody does: `add the route to 10.1.0.0/24 in private-a`. */
export const describeChange = (change: SideChange, plan: SidePlan | null): Mrkdwn =>
  mrkdwn`${VERBS[change.kind].make} ${describeObject(change, plan)}`;

/** What was done: `added the route to 10.1.0.0/24 in private-a`. */
export const describeDone = (change: SideChange, plan: SidePlan | null): Mrkdwn => {
  const done = mrkdwn`${VERBS[change.kind].made} ${describeObject(change, plan)}`;
  return change.kind === 'add-peering' ? mrkdwn`${done} (${describeFlags(change)})` : done;
};

/** Somebody else was faster: `the route to 10.1.0.0/24 was in private-a already`. */
export const describeThere = (change: SideChange, plan: SidePlan | null): Mrkdwn => {
  switch (change.kind) {
    case 'accept':
      return mrkdwn`the peering request ${code(change.peeringId)} was accepted already`;
    case 'create-route':
      return mrkdwn`the route to ${code(change.destination.text)} was in ${nameTable(change.tableId, plan)} already`;
    case 'create-group':
      return mrkdwn`the security group ${code(change.name)} was there already`;
    case 'revoke-surplus':
      return mrkdwn`${code(change.groupName)} did not let everything out any more`;
    case 'let-out':
      return mrkdwn`${nameOutlet(change.group, plan)} let TCP ${change.port} out to ${code(change.to.text)} already`;
    case 'add-peering':
      return mrkdwn`the peering ${code(change.name)} from ${code(change.network)} to ${nameTo(change)} was there already`;
    default:
      return change satisfies never;
  }
};

/** What is there now, and can be taken back. */
export const describeMade = (made: SideMade, plan: SidePlan | null): Mrkdwn => {
  switch (made.kind) {
    case 'route':
      return mrkdwn`the route to ${code(made.destination)} in ${nameTable(made.tableId, plan)}`;
    case 'group':
      return mrkdwn`the security group ${nameGroup(made.groupId, plan)}`;
    case 'rule':
      return mrkdwn`the rule ${code(made.ruleId)} of ${nameGroup(made.groupId, plan)}`;
    case 'google-peering':
      return mrkdwn`the peering ${code(made.name)} of ${code(made.network)}`;
    default:
      return made satisfies never;
  }
};

/** What a cloud says in its own words: they may name accounts that nobody here knows. */
export const renderCloudSaid = (said: string, peer: PeerNetwork): Mrkdwn =>
  said.trim() === ''
    ? mrkdwn``
    : mrkdwn` ${CLOUD_NAMES[peer.kind]} says ${quoted(hideAccounts(said, findOwner(peer)))}.`;
