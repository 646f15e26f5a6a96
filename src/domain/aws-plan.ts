import type { AwsGroup, AwsRouteTable, AwsSide } from './aws-side.ts';
import { type Cidr, overlaps } from './cidr.ts';
import { type EgressPlan, type Outlet, planEgress } from './egress-plan.ts';
import type { Proof } from './request-proof.ts';
import { listTablesInUse, planRoute, type TablePlan } from './route-plan.ts';
import type { SecurityChoice } from './security-choice.ts';

/** What the owner of the account wants done, beside the acceptance. */
export interface AwsChoice {
  /** Null: every table that clients can be behind. */
  readonly tableIds: readonly string[] | null;
  readonly security: SecurityChoice;
  /** The group that gets the rule, where one is chosen. */
  readonly groupId: string | null;
}

export interface AwsPlanFacts {
  readonly peeringId: string;
  readonly vpcCidr: Cidr;
  readonly proof: Proof;
  readonly side: AwsSide;
  /** What a group of its own is called. */
  readonly groupName: string;
  /** Ports of the services, ascending. */
  readonly ports: readonly number[];
  readonly choice: AwsChoice;
}

/** One call that changes something, in the order of the list. `key` names it within its plan. */
export type AwsChange = { readonly key: string } & (
  | { readonly kind: 'accept'; readonly peeringId: string }
  | {
      readonly kind: 'create-route';
      readonly tableId: string;
      readonly destination: Cidr;
      readonly peeringId: string;
    }
  | { readonly kind: 'create-group'; readonly vpcId: string; readonly name: string }
  /** What AWS gives to a new group: it lets everything out. Of a group of our own only. */
  | { readonly kind: 'revoke-surplus'; readonly groupName: string }
  /** `group`: the id of a chosen one, or the name of our own. */
  | {
      readonly kind: 'let-out';
      readonly group: { readonly id: string } | { readonly name: string };
      readonly to: Cidr;
      readonly port: number;
    }
);

/** Why nothing is changed: each is for a person to settle. */
export type AwsConflict =
  | { readonly kind: 'range'; readonly own: Cidr }
  | { readonly kind: 'route'; readonly plan: TablePlan }
  | { readonly kind: 'no-table'; readonly tableId: string }
  | { readonly kind: 'no-group'; readonly groupId: string }
  /** Somebody else made a group of the name of our own, which lets everything out: nothing is taken from it. */
  | { readonly kind: 'foreign-group'; readonly group: Pick<AwsGroup, 'id' | 'name'> }
  | { readonly kind: 'proof'; readonly proof: Exclude<Proof, { kind: 'proven' | 'accepted' }> };

export interface AwsPlan {
  readonly facts: AwsPlanFacts;
  readonly routes: readonly TablePlan[];
  readonly egress: EgressPlan;
  readonly conflicts: readonly AwsConflict[];
  /** Empty where everything is as it should be. Nothing of it is done while there is a conflict. */
  readonly changes: readonly AwsChange[];
}

interface Chosen {
  readonly tables: readonly AwsRouteTable[];
  readonly missing: readonly string[];
}

const chooseTables = ({ tables }: AwsSide, { tableIds }: AwsChoice): Chosen => {
  if (tableIds === null) return { tables: listTablesInUse(tables), missing: [] };
  return {
    tables: tables.filter(({ id }) => tableIds.includes(id)),
    missing: tableIds.filter((id) => tables.every((table) => table.id !== id)),
  };
};

const listRouteChanges = (routes: readonly TablePlan[], facts: AwsPlanFacts): readonly AwsChange[] =>
  routes
    .filter(({ verdict }) => verdict.kind === 'create')
    .map(({ table }) => ({
      key: `route:${table.id}`,
      kind: 'create-route',
      tableId: table.id,
      destination: facts.vpcCidr,
      peeringId: facts.peeringId,
    }));

const letOut = (
  group: { readonly id: string } | { readonly name: string },
  ports: readonly number[],
  to: Cidr,
): readonly AwsChange[] =>
  ports.map((port) => ({ key: `let-out:${port}`, kind: 'let-out', group, to, port }));

/** A group that was made and not finished is finished; one that stands as it should is left alone. */
const listGroupChanges = (
  name: string,
  group: AwsGroup | null,
  { side, vpcCidr }: AwsPlanFacts,
  { missing, surplus }: { readonly missing: readonly number[]; readonly surplus: readonly unknown[] },
): readonly AwsChange[] => [
  ...(group === null ? [{ key: 'group', kind: 'create-group', vpcId: side.vpcId, name } as const] : []),
  // A new one comes with a rule of AWS's own, which is there only once the group is.
  ...(group === null || surplus.length > 0
    ? [{ key: 'revoke', kind: 'revoke-surplus', groupName: name } as const]
    : []),
  ...letOut({ name }, missing, vpcCidr),
];

const listEgressChanges = (egress: EgressPlan, facts: AwsPlanFacts): readonly AwsChange[] => {
  switch (egress.kind) {
    case 'new-group':
      return listGroupChanges(egress.name, egress.group, facts, egress);
    case 'rule':
      return letOut({ id: egress.group.id }, egress.missing, facts.vpcCidr);
    case 'as-it-is':
    case 'no-group':
      return [];
    default:
      return egress satisfies never;
  }
};

const findForeignGroup = (egress: EgressPlan): readonly AwsConflict[] => {
  if (egress.kind !== 'new-group' || egress.group === null || egress.surplus.length === 0) return [];
  const { id, name, request } = egress.group;
  return request === null ? [{ kind: 'foreign-group', group: { id, name } }] : [];
};

const findConflicts = (
  { proof, side, vpcCidr }: AwsPlanFacts,
  routes: readonly TablePlan[],
  missing: readonly string[],
  egress: EgressPlan,
): readonly AwsConflict[] => [
  ...(proof.kind === 'proven' || proof.kind === 'accepted' ? [] : [{ kind: 'proof', proof } as const]),
  ...side.ranges.filter((own) => overlaps(own, vpcCidr)).map((own): AwsConflict => ({ kind: 'range', own })),
  ...routes
    .filter(({ verdict }) => verdict.kind === 'conflict')
    .map((plan): AwsConflict => ({ kind: 'route', plan })),
  ...missing.map((tableId): AwsConflict => ({ kind: 'no-table', tableId })),
  ...(egress.kind === 'no-group' ? [{ kind: 'no-group', groupId: egress.groupId } as const] : []),
  ...findForeignGroup(egress),
];

/** The exact change on the customer's side that lets traffic through, and what stands in its way. */
export const planAws = (facts: AwsPlanFacts): AwsPlan => {
  const { side, choice, vpcCidr, ports, groupName, peeringId, proof } = facts;
  const { tables, missing } = chooseTables(side, choice);
  const routes = tables.map((table) => planRoute(table, vpcCidr, peeringId));
  const outlet: Outlet = { to: vpcCidr, ports };
  const egress = planEgress(side.groups, { ...choice, name: groupName }, outlet);
  const accept: readonly AwsChange[] =
    proof.kind === 'accepted' ? [] : [{ key: 'accept', kind: 'accept', peeringId }];
  return {
    facts,
    routes,
    egress,
    conflicts: findConflicts(facts, routes, missing, egress),
    changes: [...accept, ...listRouteChanges(routes, facts), ...listEgressChanges(egress, facts)],
  };
};
