import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shownOf } from '../../sandbox/page/draft.ts';
import { createDrafts, type DraftKey } from '../../sandbox/page/drafts.ts';
import type { SeenView } from '../../sandbox/slack/seen.ts';

const KEY: DraftKey = { home: 'V1', block: 'name', action: 'it', isTold: true };

const viewOf = (value: unknown, fields = true): SeenView => ({
  id: 'V1',
  type: 'modal',
  title: 'Form',
  submit: 'Send',
  close: null,
  callbackId: '',
  privateMetadata: '',
  hash: '',
  lines: [],
  fields: fields
    ? [
        {
          label: 'Name',
          actionId: 'it',
          blockId: 'name',
          type: 'plain_text_input',
          hint: '',
          isOptional: false,
          shown: '',
          value,
          options: [],
          error: null,
        },
      ]
    : [],
  buttons: [],
  errors: {},
  blocks: [],
});

/** Everything that may happen runs to its end before the next thing does. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type Post = { readonly value: unknown; readonly answer: (isTaken: boolean) => void };

/** A sandbox that holds one field, and tabs that are told of it; nothing moves until it is moved. */
const openTabs = (count: number) => {
  let held: unknown = null;
  const tabs = Array.from({ length: count }, () => {
    const timers = new Set<() => void>();
    const drafts = createDrafts((_, act) => {
      timers.add(act);
      return () => void timers.delete(act);
    });
    const posts: Post[] = [];
    const news: (() => void)[] = [];
    const send = (value: unknown): Promise<void> =>
      new Promise((resolve, reject) => {
        posts.push({ value, answer: (isTaken) => (isTaken ? resolve() : reject(new Error('no answer'))) });
      });
    return {
      drafts,
      posts,
      news,
      draft: drafts.open(KEY, null),
      shown: () => shownOf(drafts.open(KEY, null).peek()) ?? '',
      types: (text: string) => drafts.enter(KEY, text, { send, wait: 150, tells: false }),
      waits: () => {
        for (const act of [...timers]) {
          timers.delete(act);
          act();
        }
      },
      hears: () => news.shift()?.(),
    };
  });
  const tellAll = (): void => {
    const value = held;
    for (const { news, drafts } of tabs) news.push(() => drafts.hear([viewOf(value)]));
  };
  const serve = (tab: number, isTaken: boolean): void => {
    const here = tabs[tab];
    const post = here?.posts.shift();
    if (here === undefined || post === undefined) return;
    if (isTaken) {
      held = post.value === '' ? null : post.value;
      tellAll();
    }
    // The sandbox tells what happened before it answers.
    here.news.push(() => post.answer(isTaken));
  };
  const rest = async (): Promise<void> => {
    for (let still = 0; still < 3; still += 1) {
      for (const [index, tab] of tabs.entries()) {
        tab.waits();
        await settled();
        while (tab.posts.length > 0) serve(index, true);
        for (const other of tabs) while (other.news.length > 0) other.hears();
        await settled();
      }
      tellAll();
    }
  };
  return { tabs, serve, tellAll, rest, held: () => held ?? '' };
};

const tabNumber = fc.nat({ max: 1 });
const step = (typing: fc.Arbitrary<number>) =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('type' as const),
        tab: typing,
        text: fc.string({ maxLength: 2 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), tab: tabNumber }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('serve' as const),
        tab: tabNumber,
        isTaken: fc.boolean(),
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('hear' as const), tab: tabNumber }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('update' as const) }) },
  );

type Step = typeof step extends (typing: never) => fc.Arbitrary<infer S> ? S : never;

const take = ({ tabs, serve, tellAll }: ReturnType<typeof openTabs>, one: Step): void => {
  if (one.kind === 'type') tabs[one.tab]?.types(one.text);
  else if (one.kind === 'wait') tabs[one.tab]?.waits();
  else if (one.kind === 'serve') serve(one.tab, one.isTaken);
  else if (one.kind === 'hear') tabs[one.tab]?.hears();
  else tellAll();
};

test('who types alone always sees what they typed last, and in the end so does every tab', () =>
  fc.assert(
    fc.asyncProperty(fc.array(step(fc.constant(0)), { maxLength: 40 }), async (steps) => {
      const page = openTabs(2);
      let last = '';
      for (const one of steps) {
        if (one.kind === 'type') last = one.text;
        take(page, one);
        await settled();
        expect(page.tabs[0]?.shown()).toBe(last);
      }
      await page.rest();
      expect([...page.tabs.map((tab) => tab.shown()), page.held()]).toEqual([last, last, last]);
    }),
    { numRuns: 150 },
  ));

test('where two tabs type at once, both end with what the sandbox holds', () =>
  fc.assert(
    fc.asyncProperty(fc.array(step(tabNumber), { maxLength: 40 }), async (steps) => {
      const page = openTabs(2);
      const typed = new Set(['']);
      for (const one of steps) {
        if (one.kind === 'type') typed.add(one.text);
        take(page, one);
        await settled();
        if (one.kind === 'type') expect(page.tabs[one.tab]?.shown()).toBe(one.text);
      }
      await page.rest();
      expect(typed).toContain(page.held());
      expect(page.tabs.map((tab) => tab.shown())).toEqual([page.held(), page.held()]);
    }),
    { numRuns: 150 },
  ));

test('several keys in a row are sent as one text, and a submit does not wait for the pause', async () => {
  const { tabs, serve, rest } = openTabs(1);
  const [tab] = tabs;
  for (const text of ['p', 'pa', 'pay']) tab?.types(text);
  expect(tab?.posts).toEqual([]);
  const gone = tab?.drafts.settle();
  await settled();
  expect(tab?.posts.map(({ value }) => value)).toEqual(['pay']);
  serve(0, true);
  await rest();
  await gone;
});

test('a submit fails with what did not arrive, and the text stays', async () => {
  const { tabs, serve } = openTabs(1);
  const [tab] = tabs;
  tab?.types('pay');
  const gone = tab?.drafts.settle().then(
    () => 'sent',
    (error: Error) => error.message,
  );
  await settled();
  serve(0, false);
  tab?.hears();
  expect(await gone).toBe('no answer');
  expect(tab?.shown()).toBe('pay');
});

test('what was typed into a field that the app took away is forgotten, and holds nothing up', async () => {
  const { tabs, serve } = openTabs(1);
  const [tab] = tabs;
  tab?.types('pay');
  const gone = tab?.drafts.settle();
  await settled();
  tab?.drafts.hear([viewOf(null, false)]);
  serve(0, false);
  tab?.hears();
  await gone;
  expect(tab?.shown()).toBe('');
});
