import type { AwsChange, AwsChoice, AwsConflict, AwsPlan } from './aws-plan.ts';
import type { GoogleChange, GoogleChoice, GoogleConflict, GooglePlan } from './google-plan.ts';
import type { PeerNetwork } from './peer-network.ts';
import type { Proof } from './request-proof.ts';
import type { GoogleEnd } from './timescale-end.ts';

/** What the owner of the other side wants done, as far as there is a choice. */
export type SideChoice = ({ readonly kind: 'aws' } & AwsChoice) | GoogleChoice;

/** The exact change on the other side of a peering, and what stands in its way. */
export type SidePlan = ({ readonly kind: 'aws' } & AwsPlan) | ({ readonly kind: 'google' } & GooglePlan);

export type SideChange = AwsChange | GoogleChange;
export type SideConflict = AwsConflict | GoogleConflict;

/** Whether the request is the one that was asked for, where that is in the way. Google Cloud has no requests. */
export const findProof = ({ conflicts }: { readonly conflicts: readonly SideConflict[] }): Proof | null =>
  conflicts.find((conflict) => conflict.kind === 'proof')?.proof ?? null;

/** A first request of an AWS account that nobody has confirmed is a conflict that its owner can settle by a yes. */
export const isUnconfirmed = (conflict: SideConflict): boolean =>
  conflict.kind === 'proof' && conflict.proof.kind === 'unconfirmed';

/** What a change made, as far as it can be taken back. */
export type SideMade =
  | {
      readonly kind: 'route';
      readonly tableId: string;
      /** As text. */
      readonly destination: string;
      readonly peeringId: string;
    }
  | { readonly kind: 'group'; readonly groupId: string }
  | {
      readonly kind: 'rule';
      readonly groupId: string;
      readonly ruleId: string;
      /** What it lets out, to whom: somebody may have made another of it since. */
      readonly port: number;
      readonly to: string;
    }
  | {
      readonly kind: 'google-peering';
      readonly network: string;
      readonly name: string;
      /** Under the same name somebody may have made another one since. */
      readonly to: GoogleEnd;
    };

/** What became of something that was to be taken back. */
export type TakenBack =
  | { readonly kind: 'gone' }
  /** Somebody else took it away, made it theirs, or uses it: it is left alone. */
  | { readonly kind: 'left'; readonly why: 'not-there' | 'not-ours' | 'in-use' };

/** What the configuration lets the bot do at the other side. */
export const ALLOWANCES = ['accept', 'routes', 'security-group', 'peer'] as const;
export type Allowance = (typeof ALLOWANCES)[number];

const ALLOWANCE_OF: { readonly [K in SideChange['kind']]: Allowance } = {
  accept: 'accept',
  'create-route': 'routes',
  'create-group': 'security-group',
  'revoke-surplus': 'security-group',
  'let-out': 'security-group',
  'add-peering': 'peer',
};

/** Splits a plan's changes into those that the bot may carry out and those that are left to people. */
export const splitAllowed = (
  changes: readonly SideChange[],
  allow: readonly Allowance[],
): { readonly ours: readonly SideChange[]; readonly theirs: readonly SideChange[] } => {
  const isOurs = ({ kind }: SideChange): boolean => allow.includes(ALLOWANCE_OF[kind]);
  return { ours: changes.filter(isOurs), theirs: changes.filter((change) => !isOurs(change)) };
};

/** The configuration of one account of the customer's, without its credentials. */
export interface SideAccount {
  readonly kind: 'aws' | 'google';
  /** The AWS account, or the Google Cloud project. */
  readonly id: string;
  /** AWS regions that may be looked at; none on Google Cloud, whose networks have no region. */
  readonly regions: readonly string[];
  /** Slack users and user groups that decide what is changed there. */
  readonly owners: readonly string[];
  readonly allow: readonly Allowance[];
}

/** Null: the configuration does not let the bot see that network. */
export const findSideAccount = (accounts: readonly SideAccount[], peer: PeerNetwork): SideAccount | null => {
  switch (peer.kind) {
    case 'aws':
      return (
        accounts.find(
          ({ kind, id, regions }) => kind === 'aws' && id === peer.accountId && regions.includes(peer.region),
        ) ?? null
      );
    case 'google':
      return accounts.find(({ kind, id }) => kind === 'google' && id === peer.projectId) ?? null;
    case 'azure':
      return null;
    default:
      return peer satisfies never;
  }
};

/** What is planned before anybody chose: all tables in use, and a security group of its own. */
export const firstSideChoice = (kind: SideAccount['kind']): SideChoice =>
  kind === 'aws'
    ? { kind, tableIds: null, security: 'new', groupId: null }
    : { kind, exportCustomRoutes: false, importCustomRoutes: false };

/** For the audit trail, in the words of the configuration. */
export const describeChoice = (choice: SideChoice): string => {
  switch (choice.kind) {
    case 'aws': {
      const { tableIds, security, groupId } = choice;
      const group = groupId === null ? security : `${security} ${groupId}`;
      return `route tables ${tableIds === null ? 'in use' : tableIds.join(' ')}; security group ${group}`;
    }
    case 'google': {
      const { importCustomRoutes, exportCustomRoutes } = choice;
      return `custom routes: import ${importCustomRoutes}, export ${exportCustomRoutes}`;
    }
    default:
      return choice satisfies never;
  }
};

/** The same for what is changed. */
export const describeChange = (change: SideChange): string => {
  switch (change.kind) {
    case 'accept':
      return `accept ${change.peeringId}`;
    case 'create-route':
      return `route ${change.destination.text} in ${change.tableId} to ${change.peeringId}`;
    case 'create-group':
      return `security group ${change.name} in ${change.vpcId}`;
    case 'revoke-surplus':
      return `only what is needed out of ${change.groupName}`;
    case 'let-out': {
      const group = 'id' in change.group ? change.group.id : change.group.name;
      return `tcp ${change.port} to ${change.to.text} out of ${group}`;
    }
    case 'add-peering':
      return `peering ${change.name} in ${change.network}`;
    default:
      return change satisfies never;
  }
};
