import type { AwsPlan } from './aws-plan.ts';
import type { AwsGroup, AwsRequest } from './aws-side.ts';
import { findClosedPorts } from './egress-plan.ts';
import type { Fit } from './fit.ts';
import type { GooglePlan } from './google-plan.ts';
import type { TablePlan } from './route-plan.ts';
import type { SideFinding } from './side-health.ts';
import type { SidePlan } from './side-plan.ts';

/** What is known of the other side beside the plan that was made from it just now. */
export interface SideFacts {
  /** Null: AWS does not show the peering connection; Google Cloud has none. */
  readonly request: AwsRequest | null;
  /** Ranges of the customer's network when it was first seen; null: never. */
  readonly rangesAtFirst: readonly string[] | null;
}

const judgePeering = (request: AwsRequest | null): SideFinding => {
  const kind = 'side-peering';
  if (request === null) return { fit: 'missing', kind, state: 'not there' };
  const { state, rawState } = request;
  if (state === 'active') return { fit: 'good', kind, state: rawState };
  const fit: Fit = state === 'provisioning' || state === 'unknown' ? 'unknown' : 'missing';
  return { fit, kind, state: rawState };
};

const judgeRoute = ({ table, verdict }: TablePlan): SideFinding => {
  const about = { kind: 'side-route', tableId: table.id, table: table.name } as const;
  switch (verdict.kind) {
    case 'create':
      return { fit: 'missing', ...about, route: 'absent', target: null };
    case 'exists':
      return {
        fit: verdict.state === 'active' ? 'good' : 'missing',
        ...about,
        route: verdict.state,
        target: null,
      };
    case 'conflict':
      return { fit: 'missing', ...about, route: 'elsewhere', target: verdict.route.target };
    default:
      return verdict satisfies never;
  }
};

interface Chosen {
  /** Null: there is none. */
  readonly group: AwsGroup | null;
  /** What its lack of is in the way. */
  readonly closedPorts: readonly number[];
}

const findChosen = ({ egress, facts: { ports } }: AwsPlan): Chosen => {
  switch (egress.kind) {
    case 'new-group':
    case 'rule':
      return { group: egress.group, closedPorts: egress.missing };
    case 'as-it-is':
      return { group: null, closedPorts: egress.open.length > 0 ? [] : ports };
    case 'no-group':
      return { group: null, closedPorts: ports };
    default:
      return egress satisfies never;
  }
};

interface Outlets {
  readonly closedPorts: readonly number[];
  /** Groups that let all of it out. */
  readonly open: number;
  readonly attached: number;
  readonly of: number;
}

/** What gets out gets out, whichever group lets it; a group works only where something has it. */
const fitEgress = ({ closedPorts, open, attached, of }: Outlets): Fit => {
  if (attached > 0) return 'good';
  if (of === 0) return open > 0 ? 'good' : 'missing';
  return closedPorts.length === 0 ? 'careful' : 'missing';
};

const judgeEgress = (plan: AwsPlan): SideFinding => {
  const { side, vpcCidr, ports } = plan.facts;
  const { group, closedPorts } = findChosen(plan);
  const open = side.groups
    .filter((one) => findClosedPorts(one, { to: vpcCidr, ports }).length === 0)
    .map(({ id }) => id);
  const attached = side.interfaces.filter(({ groupIds }) => groupIds.some((id) => open.includes(id))).length;
  const of = side.interfaces.length;
  const fit = fitEgress({ closedPorts, open: open.length, attached, of });
  const names = { groupId: group?.id ?? null, group: group?.name ?? null };
  return { fit, kind: 'side-egress', ...names, closedPorts, attached, of };
};

/** Timescale's routes lead to the ranges that the VPC had when the peering was made, and to no others. */
const judgeRanges = ({ side }: AwsPlan['facts'], rangesAtFirst: readonly string[] | null): SideFinding => {
  const now = side.ranges.map(({ text }) => text);
  const first = rangesAtFirst ?? now;
  const added = now.filter((range) => !first.includes(range));
  const gone = first.filter((range) => !now.includes(range));
  const fit: Fit = added.length > 0 ? 'missing' : gone.length > 0 ? 'careful' : 'good';
  return { fit, kind: 'side-ranges', added, gone };
};

const verifyAws = (plan: AwsPlan, { request, rangesAtFirst }: SideFacts): readonly SideFinding[] => [
  judgePeering(request),
  ...plan.routes.map(judgeRoute),
  judgeEgress(plan),
  judgeRanges(plan.facts, rangesAtFirst),
];

const FIT_OF_GOOGLE = { active: 'good', inactive: 'missing', unknown: 'unknown' } as const;

/** Google Cloud exchanges the routes of subnets by itself, those of new ones too. */
const verifyGoogle = ({ existing: peering }: GooglePlan): readonly SideFinding[] => [
  {
    fit: peering === null ? 'missing' : FIT_OF_GOOGLE[peering.state],
    kind: 'side-google-peering',
    peering,
  },
];

/** Whether the other side of an active peering is as it should be, as it was seen just now. */
export const verifySide = (plan: SidePlan, facts: SideFacts): readonly SideFinding[] => {
  switch (plan.kind) {
    case 'aws':
      return verifyAws(plan, facts);
    case 'google':
      return verifyGoogle(plan);
    default:
      return plan satisfies never;
  }
};
