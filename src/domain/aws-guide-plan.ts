import { type AwsPlan, planAws } from './aws-plan.ts';
import type { AwsInterface, AwsRouteTable } from './aws-side.ts';
import type { AwsGuideFacts } from './guide.ts';
import type { RouteVerdict } from './route-plan.ts';
import type { SecurityChoice } from './security-choice.ts';

/** A message has room for no more. */
const TABLES_NAMED = 30;

/**
 * What is planned for somebody who follows the instructions with this choice, by the last look. Null: nobody
 * looked, or there is too much to name, and people find out and choose for themselves.
 */
export const planForGuide = (
  { seen, ports }: Pick<AwsGuideFacts, 'seen' | 'ports'>,
  security: SecurityChoice,
): AwsPlan | null => {
  if (seen === null) return null;
  const plan = planAws({ ...seen.facts, ports, choice: { ...seen.facts.choice, security } });
  return plan.routes.length > TABLES_NAMED ? null : plan;
};

export const listTablesWhere = (
  { routes }: Pick<AwsPlan, 'routes'>,
  kind: RouteVerdict['kind'],
): readonly AwsRouteTable[] =>
  routes.filter(({ verdict }) => verdict.kind === kind).map(({ table }) => table);

/** Nothing is left to accept. */
export const isAcceptedIn = ({ facts: { proof } }: AwsPlan): boolean => proof.kind === 'accepted';

/** Whether to tell somebody how to accept it; what is not the request that was asked for, nobody should. */
export const isAcceptable = (plan: AwsPlan | null): boolean =>
  plan === null || ['proven', 'unconfirmed', 'not-there'].includes(plan.facts.proof.kind);

const has = ({ groupIds }: AwsInterface, groupId: string | null): boolean =>
  groupId !== null && groupIds.includes(groupId);

/** What the new group is for; AWS itself keeps the interfaces of load balancers, functions and containers. */
export interface Attachable {
  readonly without: readonly AwsInterface[];
  readonly withIt: readonly AwsInterface[];
  /** Interfaces of no instance. */
  readonly others: number;
}

export const listAttachable = ({ egress, facts: { side } }: AwsPlan): Attachable => {
  const groupId = egress.kind === 'new-group' ? (egress.group?.id ?? null) : null;
  const ofInstances = side.interfaces.filter(({ instanceId }) => instanceId !== null);
  return {
    without: ofInstances.filter((one) => !has(one, groupId)),
    withIt: ofInstances.filter((one) => has(one, groupId)),
    others: side.interfaces.length - ofInstances.length,
  };
};
