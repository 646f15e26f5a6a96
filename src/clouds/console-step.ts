import type { ConsoleStep, LabelledValue } from '../domain/guide.ts';

export const at = (label: string, value: string): LabelledValue => ({ label, value });

type Rest = Partial<Pick<ConsoleStep, 'compare' | 'open' | 'enter' | 'press'>>;

/** One page of a web console, and what somebody does there. */
export const buildPage = <A>(
  where: Pick<ConsoleStep<A>, 'act' | 'does' | 'place' | 'url'>,
  { compare = [], open = [], enter = [], press = null }: Rest,
): ConsoleStep<A> => ({ ...where, compare, open, enter, press });
