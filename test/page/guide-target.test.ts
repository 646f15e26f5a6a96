import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stepOf } from '../../sandbox/page/beside/guide-step.ts';
import { type Here, targetOf } from '../../sandbox/page/beside/guide-target.ts';
import { anything } from './guide-facts.ts';

const here: fc.Arbitrary<Here> = fc.record({
  viewer: fc.constantFrom('U0OMAR', 'U0NINA'),
  isCovered: fc.boolean(),
  isBesideOpen: fc.boolean(),
  side: fc.constantFrom('aws', 'google', 'bot'),
});

test('there is something to point at unless one waits for Timescale or the bot', () => {
  fc.assert(
    fc.property(anything, here, (facts, place) => {
      const step = stepOf(facts);
      const waits = step.kind === 'made' || step.kind === 'completing' || step.kind === 'hear';
      expect(targetOf(step, place) === null).toBe(waits && !place.isCovered);
    }),
  );
});

test.each([
  {
    place: {},
    target: { kind: 'selectors', selectors: ['.guide-main'] },
    because: 'omar does not own the account',
  },
  {
    place: { viewer: 'U0NINA', isBesideOpen: false },
    target: { kind: 'button', words: 'Other side' },
    because: 'the request is not to be seen',
  },
  {
    place: { viewer: 'U0NINA', side: 'bot' },
    target: { kind: 'selectors', selectors: ['[data-tab="aws"]'] },
    because: 'another tab is open',
  },
  {
    place: { viewer: 'U0NINA' },
    target: { kind: 'selectors', selectors: ['[data-pcx="pcx-1"] .beside-primary'] },
    because: 'there it is',
  },
  {
    place: { viewer: 'U0NINA', isCovered: true },
    target: { kind: 'selectors', selectors: ['dialog[open] .dialog-foot > :last-child'] },
    because: 'a dialog lies over it',
  },
] as const)('to accept, one is led to $target: $because', ({ place, target }) => {
  const omars: Here = { viewer: 'U0OMAR', isCovered: false, isBesideOpen: true, side: 'aws' };
  expect(targetOf({ kind: 'accept', pcx: 'pcx-1' }, { ...omars, ...place })).toEqual(target);
});

test('the owner is led to the button of the plan, or to the thread that it stands in', () => {
  const step = { kind: 'complete', pcx: 'pcx-1', ts: '3.0', root: '1.0' } as const;
  const ninas: Here = { viewer: 'U0NINA', isCovered: false, isBesideOpen: true, side: 'aws' };
  expect(targetOf(step, ninas)).toEqual({
    kind: 'button',
    words: 'Complete it for me',
    or: 'article[data-ts="1.0"] .message-replies',
  });
  expect(targetOf(step, { ...ninas, viewer: 'U0OMAR' })).toEqual({
    kind: 'selectors',
    selectors: ['.guide-main'],
  });
});
