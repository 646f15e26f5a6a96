import { expect, test } from 'vitest';
import { shareWatch } from '../../sandbox/demo/shared-watch.ts';

/** A watch that sees what the test shows it, and counts how many look. */
const openWatch = () => {
  const looking: ((seen: string) => void)[] = [];
  const state = { running: 0 };
  const shared = shareWatch<string>((tell) => {
    looking.push(tell);
    state.running += 1;
    return () => {
      state.running -= 1;
    };
  });
  const join = () => {
    const heard: string[] = [];
    return { heard, leave: shared.join((seen) => heard.push(seen)) };
  };
  return {
    shared,
    join,
    running: () => state.running,
    /** As the watch that was begun at this place among all. */
    show: (seen: string, at = looking.length - 1) => looking[at]?.(seen),
  };
};

test('one watch runs for all, and none for nobody', () => {
  const { join, running } = openWatch();
  expect(running()).toBe(0);
  const one = join();
  const other = join();
  expect(running()).toBe(1);
  one.leave();
  one.leave();
  expect(running()).toBe(1);
  other.leave();
  expect(running()).toBe(0);
  join();
  expect(running()).toBe(1);
});

test('a newcomer is told at once what was seen last', () => {
  const { join, show } = openWatch();
  const one = join();
  show('a');
  show('b');
  expect(one.heard).toEqual(['a', 'b']);
  expect(join().heard).toEqual(['b']);
});

test('what nobody saw lately is not told to the next who comes', () => {
  const { join, show } = openWatch();
  const one = join();
  show('a');
  one.leave();
  expect(join().heard).toEqual([]);
});

test('a look that comes back after a reset is not believed', () => {
  const { shared, join, show, running } = openWatch();
  const one = join();
  show('before');
  shared.renew();
  show('late', 0);
  show('after');
  expect(one.heard).toEqual(['before', 'after']);
  expect(running()).toBe(1);
});

test('a reset while nobody looks begins no watch', () => {
  const { shared, running } = openWatch();
  shared.renew();
  expect(running()).toBe(0);
});
