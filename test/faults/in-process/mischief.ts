import type { Fault } from '../../../sandbox/faults.ts';
import type { Chance } from './chance.ts';

/** How often each thing goes wrong, from 0 to 1: drawn for each schedule, so that some are calm and some are not. */
const RATES = [0, 0.02, 0.05, 0.2] as const;

export const MISCHIEFS = [
  'provider status',
  'provider drop',
  'provider answer lost',
  'slack status',
  'slack drop',
  'slack answer lost',
  'killed before a call',
  'killed after a call',
  'killed after a commit',
  'store refuses',
  'queue refuses',
  'wake ignored',
  'job lost',
  'job doubled',
  'queue emptied',
  'clock jumps',
  'delivered twice',
  'never delivered',
] as const;
export type Mischief = (typeof MISCHIEFS)[number];

/** Killing is followed by a start, which costs, and there are many verbs for each call: seldom enough. */
const RARE: readonly Mischief[] = [
  'killed before a call',
  'killed after a call',
  'killed after a commit',
  'store refuses',
];

/** What goes wrong in one schedule, and how often it did. */
export const createMischief = (chance: Chance) => {
  const rates = new Map(
    MISCHIEFS.map((kind) => [kind, chance.one(RATES) * (RARE.includes(kind) ? 0.2 : 1)] as const),
  );
  const counts: Partial<Record<Mischief, number>> = {};
  let isOn = true;

  /** Whether it goes wrong now; counted where it does. */
  const strikes = (kind: Mischief): boolean => {
    if (!isOn || !chance.isSo(rates.get(kind) ?? 0)) return false;
    counts[kind] = (counts[kind] ?? 0) + 1;
    return true;
  };

  const status = (): Fault['status'] & number => chance.one([429, 500, 503, 504]);

  const faultAt = (target: Fault['target'], kill: () => void): Fault | null => {
    const where = target === 'slack' ? 'slack' : 'provider';
    const once = { target, match: '', times: 1 } as const;
    if (strikes('killed before a call')) {
      kill();
      return { ...once, kind: 'drop' };
    }
    if (strikes('killed after a call')) {
      kill();
      return { ...once, kind: 'lose-answer' };
    }
    if (strikes(`${where} status`)) {
      return { ...once, kind: 'status', status: status(), retryAfter: chance.one([1, 5, 20]) };
    }
    if (strikes(`${where} drop`)) return { ...once, kind: 'drop' };
    if (strikes(`${where} answer lost`)) return { ...once, kind: 'lose-answer' };
    return null;
  };

  return {
    strikes,
    counts: (): Readonly<Record<string, number>> => ({ ...counts }),
    /** From now on nothing goes wrong any more. */
    end: (): void => {
      isOn = false;
    },
    /** What goes wrong with a request to the sandbox, or a payload to the app. */
    take: (target: Fault['target'], kill: () => void): Fault | null => {
      if (target !== 'app') return faultAt(target, kill);
      return strikes('never delivered') ? { target, match: '', times: 1, kind: 'drop' } : null;
    },
  };
};

export type MischiefMaker = ReturnType<typeof createMischief>;
