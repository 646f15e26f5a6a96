import type { CloudFacts } from '../../demo/news.ts';

type Standing = CloudFacts['faults'][number];
export type Target = Standing['fault']['target'];

/** What trouble can be made for: one API, or one project's part of it. */
export interface Scope {
  readonly target: Target;
  /** What stands in the paths of the project's requests; empty: all requests. */
  readonly part: string;
  readonly name: string;
}

/** A kind of trouble that can be switched on. */
export interface Trouble {
  readonly id: string;
  readonly name: string;
  readonly fault: {
    readonly kind: Standing['fault']['kind'];
    readonly times: number;
    readonly status?: number;
    readonly retryAfter?: number;
    readonly ms?: number;
  };
}

const PROVIDER_TROUBLES: readonly Trouble[] = [
  { id: 'slow', name: 'Slow (3 s)', fault: { kind: 'slow', ms: 3_000, times: 30 } },
  { id: 'limited', name: '429 for a while', fault: { kind: 'status', status: 429, retryAfter: 3, times: 8 } },
  { id: 'broken', name: '500 for a while', fault: { kind: 'status', status: 500, times: 12 } },
  { id: 'lost', name: 'Answers get lost', fault: { kind: 'lose-answer', times: 3 } },
];

/** As clouds have it: AWS's throttled calls are 503 or 429 by themselves. */
const CLOUD_TROUBLES: readonly Trouble[] = [
  { id: 'slow', name: 'Slow (3 s)', fault: { kind: 'slow', ms: 3_000, times: 30 } },
  { id: 'limited', name: 'Throttled for a while', fault: { kind: 'status', status: 429, times: 12 } },
  { id: 'refused', name: 'Denied for a while', fault: { kind: 'status', status: 403, times: 6 } },
  { id: 'broken', name: 'Down for a while', fault: { kind: 'status', status: 500, times: 12 } },
  { id: 'lost', name: 'Answers get lost', fault: { kind: 'lose-answer', times: 3 } },
];

/** A person whose command is not acknowledged within 3 s sees that it failed. */
const APP_TROUBLES: readonly Trouble[] = [
  { id: 'late', name: 'Comes 4 s late', fault: { kind: 'slow', ms: 4_000, times: 5 } },
  { id: 'unheard', name: 'Gets lost', fault: { kind: 'drop', times: 5 } },
];

/** What can be made to go wrong there. */
export const troublesFor = ({ target }: Pick<Scope, 'target'>): readonly Trouble[] => {
  if (target === 'app') return APP_TROUBLES;
  return target === 'ec2' || target === 'sts' || target === 'google' ? CLOUD_TROUBLES : PROVIDER_TROUBLES;
};

/** A lost answer matters where something was changed. */
const CHANGES: Readonly<Partial<Record<Target, string>>> = {
  slack: 'chat.',
  tiger: 'POST ',
  managed: 'POST ',
  ec2: 'CreateRoute ',
  google: 'POST ',
};

const changesOf = ({ target, part }: Scope): string => `${CHANGES[target] ?? ''}${part}`;

/** The body for `POST /control/faults`. */
export const orderTrouble = (scope: Scope, { fault }: Trouble): object => ({
  target: scope.target,
  match: fault.kind === 'lose-answer' ? changesOf(scope) : scope.part,
  ...fault,
});

const isOf = (scope: Scope, { fault: { target, match } }: Standing): boolean =>
  target === scope.target && (match === scope.part || match === changesOf(scope));

const findTrouble = ({ fault }: Standing): Trouble | undefined =>
  troublesFor(fault).find(({ fault: { kind, status } }) => kind === fault.kind && status === fault.status);

/** The ids of what is switched on here. */
export const troublesOn = (faults: CloudFacts['faults'], scope: Scope): readonly string[] => [
  ...new Set(
    faults.filter((standing) => isOf(scope, standing)).flatMap((each) => findTrouble(each)?.id ?? []),
  ),
];

export interface SaidTrouble {
  readonly scope: Scope;
  /** `Slow (3 s)`, and for how many more requests. */
  readonly words: string;
}

/** Everything that is switched on, each with where it is. */
export const sayTroubles = (faults: CloudFacts['faults'], scopes: readonly Scope[]): readonly SaidTrouble[] =>
  faults.map((standing) => {
    const { fault, left } = standing;
    const scope = scopes.find((each) => isOf(each, standing)) ?? {
      target: fault.target,
      part: fault.match,
      name: `${fault.target} ${fault.match}`.trim(),
    };
    const name = findTrouble(standing)?.name ?? `${fault.kind} ${fault.status ?? ''}`.trim();
    return {
      scope,
      words: `${name}, for ${left} more ${left === 1 ? 'request' : 'requests'}`,
    };
  });

export const TO_BOT: Scope = { target: 'app', part: '', name: 'Slack to the bot' };
export const FROM_BOT: Scope = { target: 'slack', part: '', name: 'The bot to Slack' };
export const TIGER: Scope = { target: 'tiger', part: '', name: 'Tiger Cloud' };
export const MANAGED: Scope = { target: 'managed', part: '', name: 'Managed Service' };

export const tigerScope = ({ id, name }: { readonly id: string; readonly name: string }): Scope => ({
  target: 'tiger',
  part: `/projects/${id}`,
  name,
});

export const managedScope = ({ name }: { readonly name: string }): Scope => ({
  target: 'managed',
  part: `/project/${name}/`,
  name,
});

/** EC2 of one account: the labels of its requests are `CreateRoute 123456789012 us-east-1`. */
export const ec2Scope = (account: string): Scope => ({
  target: 'ec2',
  part: account,
  name: `EC2 of ${account}`,
});

/** Where the bot takes its role in that account. */
export const stsScope = (account: string): Scope => ({
  target: 'sts',
  part: account,
  name: `STS of ${account}`,
});

export const googleScope = (project: string): Scope => ({
  target: 'google',
  part: `/projects/${project}`,
  name: `Compute API of ${project}`,
});

type Scoped = Pick<CloudFacts, 'tiger' | 'managed' | 'aws' | 'compute'>;

/** All that trouble can be made for, the narrowest first. */
export const scopesIn = ({ tiger, managed, aws, compute }: Scoped): readonly Scope[] => [
  ...aws.accounts.flatMap(({ id }) => [ec2Scope(id), stsScope(id)]),
  ...compute.projects.map(({ id }) => googleScope(id)),
  ...tiger.projects.map(tigerScope),
  ...managed.projects.map(managedScope),
  TO_BOT,
  FROM_BOT,
  TIGER,
  MANAGED,
];
