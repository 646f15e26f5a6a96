import { expect, test } from 'vitest';
import type { ThreatId } from './threats.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** Which row of the table this is, and how it went: the command counts them. */
    threat?: ThreatId;
    tries?: number;
    through?: number;
  }
}

/** One try of an attack. `held`: whether nothing came of it. */
type Try = (what: string, held: boolean) => void;

/** A test of one row of the table: every try is counted, and all of them are made before any is judged. */
export const attack = (
  threat: ThreatId,
  name: string,
  act: (tried: Try) => Promise<void> | void,
  most?: number,
): void => {
  test(
    name,
    async ({ task }) => {
      const through: string[] = [];
      const meta = { threat, tries: 0, through: 0 };
      Object.assign(task.meta, meta);
      await act((what, held) => {
        meta.tries += 1;
        if (!held) through.push(what);
        Object.assign(task.meta, { tries: meta.tries, through: through.length });
      });
      expect(through).toEqual([]);
      expect(meta.tries, 'something was tried').toBeGreaterThan(0);
    },
    most,
  );
};
