/** What this browser remembers of the first steps. */
export interface Kept {
  /** Nobody wants to see them. */
  readonly isHidden: boolean;
  /** They were gone through to the end. */
  readonly isDone: boolean;
}

const NOTHING_KEPT: Kept = { isHidden: false, isDone: false };

const KEY = 'vpcbot-first-steps';

/** What was written there, whatever it is. */
export const parseKept = (text: string | null): Kept => {
  const words = text?.split(' ') ?? [];
  return { isHidden: words.includes('hidden'), isDone: words.includes('done') };
};

export const renderKept = ({ isHidden, isDone }: Kept): string =>
  [isHidden ? 'hidden' : '', isDone ? 'done' : ''].filter((word) => word !== '').join(' ');

/** Storage throws where the browser keeps none; then nothing is remembered. */
export const readKept = (): Kept => {
  try {
    return parseKept(localStorage.getItem(KEY));
  } catch {
    return NOTHING_KEPT;
  }
};

export const keep = (kept: Kept): void => {
  try {
    localStorage.setItem(KEY, renderKept(kept));
  } catch {
    // Then they begin anew with the next visit.
  }
};
