import { judgeRequester, type Person, type Verdict } from './access.ts';
import type { Project } from './project.ts';
import { limitOf, type ProjectFacts } from './vpc-request.ts';

/** What a person typed who asks for a higher limit, before anything is believed. */
export interface TypedLimit {
  readonly project: string;
  /** How many VPCs in all. */
  readonly limit: string;
  readonly why: string;
}

/** As in the configuration. */
export const MOST_VPCS = 1_000;
export const SHORTEST_WHY = 3;
/** What a message quotes whole. */
export const LONGEST_WHY = 300;

export type LimitProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-a-number'; readonly text: string }
  | { readonly kind: 'too-high'; readonly most: number }
  /** `atLeast`: what would be one more than there is. */
  | { readonly kind: 'not-above'; readonly used: number; readonly limit: number; readonly atLeast: number };

export interface LimitProblems {
  readonly limit?: LimitProblem;
  readonly why?: 'too-short' | 'too-long';
}

/** An ask for a higher limit that is under way. */
export interface AskedLimit {
  readonly requestId: number;
  readonly wanted: number;
}

export interface LimitFacts extends Pick<ProjectFacts, 'used' | 'granted'> {
  readonly asked: readonly AskedLimit[];
  /** Requests that wait for Timescale to raise its own limit, oldest first. */
  readonly held: readonly number[];
}

export interface WantedLimit {
  readonly project: Project;
  readonly wanted: number;
  readonly why: string;
  readonly used: number;
  readonly limit: number;
}

export type LimitVerdict =
  | { readonly kind: 'refused'; readonly verdict: Extract<Verdict, { kind: 'refused' }> }
  /** As much, or more, is asked for already. */
  | ({ readonly kind: 'under-way' } & AskedLimit)
  | { readonly kind: 'problems'; readonly problems: LimitProblems }
  | { readonly kind: 'ask'; readonly asked: WantedLimit };

type Read<T, P> = { readonly value: T } | { readonly problem: P };

const readLimit = (text: string, used: number, limit: number): Read<number, LimitProblem> => {
  const word = text.trim();
  if (word === '') return { problem: { kind: 'empty' } };
  if (!/^[0-9]+$/.test(word)) return { problem: { kind: 'not-a-number', text: word } };
  const value = Number(word);
  if (value > MOST_VPCS) return { problem: { kind: 'too-high', most: MOST_VPCS } };
  const most = Math.max(used, limit);
  return value > most ? { value } : { problem: { kind: 'not-above', used, limit, atLeast: most + 1 } };
};

const readWhy = (text: string): Read<string, 'too-short' | 'too-long'> => {
  const value = text.trim();
  if (value.length < SHORTEST_WHY) return { problem: 'too-short' };
  return value.length > LONGEST_WHY ? { problem: 'too-long' } : { value };
};

/** Judges an ask for a higher limit without a VPC that waits for it. */
export const judgeLimitRequest = (
  typed: Pick<TypedLimit, 'limit' | 'why'>,
  person: Person,
  project: Project,
  facts: LimitFacts,
): LimitVerdict => {
  const verdict = judgeRequester(person, project);
  if (verdict.kind === 'refused') return { kind: 'refused', verdict };
  const { used } = facts;
  const limit = limitOf(project, facts);
  const wanted = readLimit(typed.limit, used, limit);
  const why = readWhy(typed.why);
  if ('problem' in wanted || 'problem' in why) {
    const problems = {
      ...('problem' in wanted ? { limit: wanted.problem } : {}),
      ...('problem' in why ? { why: why.problem } : {}),
    };
    return { kind: 'problems', problems };
  }
  const twin = facts.asked.find((other) => other.wanted >= wanted.value);
  if (twin !== undefined) return { kind: 'under-way', ...twin };
  return { kind: 'ask', asked: { project, wanted: wanted.value, why: why.value, used, limit } };
};
