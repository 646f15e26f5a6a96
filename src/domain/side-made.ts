import type { AwsChange } from './aws-plan.ts';
import type { AwsGroup, AwsSide } from './aws-side.ts';
import type { GoogleChange } from './google-plan.ts';
import type { GoogleSide } from './google-side.ts';
import type { SideChange, SideMade, SidePlan } from './side-plan.ts';

/** The effect of a change that is there. `made`: what of it could be taken back. */
export interface Effect {
  readonly made: SideMade | null;
}

const findGroup = (
  { groups }: AwsSide,
  key: { readonly id: string } | { readonly name: string },
): AwsGroup | undefined =>
  groups.find((group) => ('id' in key ? group.id === key.id : group.name === key.name));

const findRoute = (side: AwsSide, change: Extract<AwsChange, { kind: 'create-route' }>): Effect | null => {
  const { tableId, destination, peeringId } = change;
  const table = side.tables.find(({ id }) => id === tableId);
  const route = table?.routes.find((one) => one.destination.text === destination.text);
  if (route?.target !== peeringId) return null;
  return { made: { kind: 'route', tableId, destination: destination.text, peeringId } };
};

const findRule = (side: AwsSide, change: Extract<AwsChange, { kind: 'let-out' }>): Effect | null => {
  const group = findGroup(side, change.group);
  const rule = group?.egress.find(
    ({ protocol, fromPort, toPort, to }) =>
      protocol === 'tcp' && fromPort === change.port && toPort === change.port && to?.text === change.to.text,
  );
  if (group === undefined || rule === undefined) return null;
  const { port, to } = change;
  return { made: { kind: 'rule', groupId: group.id, ruleId: rule.ruleId, port, to: to.text } };
};

const findPeering = (side: GoogleSide, { network, name, to }: GoogleChange): Effect | null => {
  const peering = side.peerings.find((one) => one.name === name);
  const isOurs = peering?.to.projectId === to.projectId && peering.to.network === to.network;
  return isOurs ? { made: { kind: 'google-peering', network, name, to } } : null;
};

/**
 * The effect of a change whose answer was lost, as the plan's look shows it. Null: it is not there, or not
 * yet. Whoever takes it back looks whose it is.
 */
export const findEffect = (change: SideChange, plan: SidePlan): Effect | null => {
  if (change.kind === 'add-peering') {
    return plan.kind === 'google' ? findPeering(plan.facts.side, change) : null;
  }
  if (plan.kind !== 'aws') return null;
  const { side } = plan.facts;
  switch (change.kind) {
    case 'accept':
    case 'revoke-surplus':
      return plan.changes.some(({ key }) => key === change.key) ? null : { made: null };
    case 'create-route':
      return findRoute(side, change);
    case 'create-group': {
      const group = findGroup(side, change);
      return group === undefined ? null : { made: { kind: 'group', groupId: group.id } };
    }
    case 'let-out':
      return findRule(side, change);
    default:
      return change satisfies never;
  }
};
