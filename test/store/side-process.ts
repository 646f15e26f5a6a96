import type { Store } from '../../src/store/store.ts';
import type { SideWorld } from './side-world.ts';

/** The process ends here: nothing that comes after it happens. */
export class Death extends Error {}

/**
 * A process that dies after its so-manieth call to the store or the cloud, which is as good as before the next
 * one. Nothing that it would have done afterwards happens. Null: it lives.
 */
export const createProcess = (world: SideWorld, dieAfter: number | null) => {
  let calls = 0;
  const isDead = (): boolean => dieAfter !== null && calls >= dieAfter;
  const die = (): never => {
    throw new Death('the process was killed');
  };
  const begin = (): void => {
    if (isDead()) die();
    calls += 1;
  };
  const end = (): void => {
    if (isDead()) die();
  };
  const store = new Proxy(world.store, {
    get: (verbs: Store, name: keyof Store) => {
      const verb: unknown = Reflect.get(verbs, name);
      if (typeof verb !== 'function') return verb;
      return async (...given: unknown[]): Promise<unknown> => {
        begin();
        const answer: unknown = await Reflect.apply(verb, verbs, given);
        end();
        return answer;
      };
    },
  });
  world.aws.hooks.before = begin;
  world.aws.hooks.after = end;
  return { store, calls: () => calls };
};
