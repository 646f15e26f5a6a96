import type { ListedProblem, Looked, Silence } from './checkup.ts';
import type { Allowance, SideAccount } from './side-plan.ts';

/** What the role or the service account may do, as the cloud itself says. */
export interface Permission {
  /** `ec2:CreateRoute`, `compute.networks.addPeering`. */
  readonly action: string;
  readonly verdict: 'allowed' | 'denied' | 'throttled' | 'unknown';
}

/** One account of the customer's in one region; Google Cloud's projects have none. */
export interface CloudPlace {
  readonly kind: SideAccount['kind'];
  readonly account: string;
  readonly region: string | null;
}

/** What was seen of it. */
export interface CloudLooks extends CloudPlace {
  readonly allow: readonly Allowance[];
  readonly permissions: Looked<readonly Permission[]>;
  /** Those who decide on changes there. */
  readonly owners: readonly { readonly id: string; readonly looked: Looked<ListedProblem | null> }[];
}

/** One line of a checkup of the customer's side. */
export type CloudFinding = { readonly level: 'works' | 'warning' | 'broken' } & (
  | { readonly about: 'cloud-reach'; readonly silence: Silence | null; readonly allow: readonly Allowance[] }
  | { readonly about: 'cloud-denied'; readonly actions: readonly string[] }
  | { readonly about: 'cloud-throttled'; readonly actions: readonly string[] }
  /** `untried`: there is nothing yet on which they could be tried. */
  | { readonly about: 'cloud-allowed'; readonly count: number; readonly untried: readonly string[] }
  | { readonly about: 'unlisted'; readonly id: string; readonly problem: ListedProblem | Silence }
);

export interface CloudCheck {
  readonly place: CloudPlace;
  readonly findings: readonly CloudFinding[];
}

const judgePermissions = (seen: readonly Permission[]): readonly CloudFinding[] => {
  const of = (verdict: Permission['verdict']): readonly string[] =>
    seen.filter((permission) => permission.verdict === verdict).map(({ action }) => action);
  const [denied, throttled, untried] = [of('denied'), of('throttled'), of('unknown')];
  return [
    ...(denied.length === 0 ? [] : [{ about: 'cloud-denied', level: 'broken', actions: denied } as const]),
    ...(throttled.length === 0
      ? []
      : [{ about: 'cloud-throttled', level: 'warning', actions: throttled } as const]),
    { about: 'cloud-allowed', level: 'works', count: of('allowed').length, untried },
  ];
};

const judgeOwners = ({ owners }: CloudLooks): readonly CloudFinding[] =>
  owners.flatMap(({ id, looked }): readonly CloudFinding[] => {
    const problem = looked.kind === 'seen' ? looked.seen : looked.silence;
    return problem === null ? [] : [{ about: 'unlisted', level: 'warning', id, problem }];
  });

/** A pause that the cloud asks for is over soon; all else that keeps the bot out is for a person to mend. */
const levelOf = (silence: Silence): CloudFinding['level'] =>
  silence.code === 'CLOUD_RATE_LIMITED' ? 'warning' : 'broken';

export const judgeCloud = (looks: CloudLooks): CloudCheck => {
  const { kind, account, region, allow, permissions } = looks;
  const place = { kind, account, region };
  if (permissions.kind === 'silent') {
    const { silence } = permissions;
    const reach = { about: 'cloud-reach', level: levelOf(silence), silence, allow } as const;
    return { place, findings: [reach, ...judgeOwners(looks)] };
  }
  const reach = { about: 'cloud-reach', level: 'works', silence: null, allow } as const;
  return { place, findings: [reach, ...judgePermissions(permissions.seen), ...judgeOwners(looks)] };
};
