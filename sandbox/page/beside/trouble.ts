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

const SLOW: Trouble = { id: 'slow', name: 'Slow (3 s)', fault: { kind: 'slow', ms: 3_000, times: 30 } };

export const TROUBLES: readonly Trouble[] = [
  SLOW,
  { id: 'limited', name: '429 for a while', fault: { kind: 'status', status: 429, retryAfter: 3, times: 8 } },
  { id: 'broken', name: '500 for a while', fault: { kind: 'status', status: 500, times: 12 } },
  { id: 'lost', name: 'Answers get lost', fault: { kind: 'lose-answer', times: 3 } },
];

/** A lost answer matters where something was changed. */
const CHANGES = {
  slack: 'chat.',
  tiger: 'POST ',
  managed: 'POST ',
  ec2: 'Create',
  sts: 'AssumeRole',
} as const satisfies Record<Target, string>;

/** The body for `POST /control/faults`. */
export const orderTrouble = ({ target, part }: Scope, { fault }: Trouble): object => ({
  target,
  match: fault.kind === 'lose-answer' ? `${CHANGES[target]}${part}` : part,
  ...fault,
});

const isOf = (scope: Scope, { fault }: Standing): boolean => {
  if (fault.target !== scope.target) return false;
  return fault.match === scope.part || fault.match === `${CHANGES[scope.target]}${scope.part}`;
};

const troubleOf = ({ fault }: Standing): string => {
  const known = TROUBLES.find(
    ({ fault: { kind, status } }) => kind === fault.kind && status === fault.status,
  );
  return known?.name ?? `${fault.kind} ${fault.status ?? ''}`.trim();
};

/** The ids of what is switched on here. */
export const troublesOn = (faults: CloudFacts['faults'], scope: Scope): readonly string[] =>
  TROUBLES.filter(({ name }) =>
    faults.some((standing) => isOf(scope, standing) && troubleOf(standing) === name),
  ).map(({ id }) => id);

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
    return {
      scope,
      words: `${troubleOf(standing)}, for ${left} more ${left === 1 ? 'request' : 'requests'}`,
    };
  });

export const SLACK: Scope = { target: 'slack', part: '', name: 'Slack' };
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

/** All that trouble can be made for, the narrowest first. */
export const scopesIn = ({ tiger, managed }: Pick<CloudFacts, 'tiger' | 'managed'>): readonly Scope[] => [
  ...tiger.projects.map(tigerScope),
  ...managed.projects.map(managedScope),
  SLACK,
  TIGER,
  MANAGED,
];
