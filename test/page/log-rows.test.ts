import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlaceMemory } from '../../sandbox/page/place-memory.ts';
import { firstShown, PAGE, rowsOf } from '../../sandbox/page/shell/log-rows.ts';
import { countWords, unreadIn } from '../../sandbox/page/shell/unread.ts';
import type { SeenMessage } from '../../sandbox/slack/seen.ts';
import { aMessage } from './a-message.ts';

const NOON = 1_700_049_600;
const at = (seconds: number): string => `${NOON + seconds}.000100`;

const placeOf = (messages: readonly Partial<SeenMessage>[]) => {
  const place = createPlaceMemory();
  place.fill(messages.map(aMessage));
  return place;
};

/** `vpcbot`, `+vpcbot` where it goes on from the one above, `new`, `day`. */
const rowsFor = (
  messages: readonly Partial<SeenMessage>[],
  readTs: string | null = null,
): readonly string[] => {
  const place = placeOf(messages);
  return rowsOf({ place, shown: place.roots.value, readTs, reader: 'omar' }).map((row) =>
    row.kind === 'message' ? `${row.isFollowUp ? '+' : ''}${place.message(row.ts)?.value.author}` : row.kind,
  );
};

describe('the lines of a place', () => {
  it.each([
    {
      said: [{ ts: at(0) }, { ts: at(60) }, { ts: at(61), author: 'omar' }, { ts: at(62) }],
      rows: ['day', 'vpcbot', '+vpcbot', 'omar', 'vpcbot'],
      because: 'who goes on is named once',
    },
    {
      said: [{ ts: at(0) }, { ts: at(600) }],
      rows: ['day', 'vpcbot', 'vpcbot'],
      because: 'ten minutes later is another breath',
    },
    {
      said: [{ ts: at(0) }, { ts: at(86_400) }],
      rows: ['day', 'vpcbot', 'day', 'vpcbot'],
      because: 'each day has a line',
    },
    {
      said: [{ ts: at(0) }, { ts: at(1), isEphemeral: true }, { ts: at(2) }],
      rows: ['day', 'vpcbot', 'vpcbot', 'vpcbot'],
      because: 'what only the viewer sees stands by itself',
    },
    {
      said: [{ ts: at(0) }, { ts: at(1), threadTs: at(0), isBroadcast: true }, { ts: at(2) }],
      rows: ['day', 'vpcbot', 'vpcbot', 'vpcbot'],
      because: 'a reply to a thread stands by itself',
    },
  ])('$because', ({ said, rows }) => {
    expect(rowsFor(said)).toEqual(rows);
  });

  it.each([
    {
      readTs: at(0),
      rows: ['day', 'vpcbot', 'omar', 'new', 'vpcbot', '+vpcbot'],
      because: 'one’s own words are not new',
    },
    { readTs: at(9), rows: ['day', 'vpcbot', 'omar', 'vpcbot', '+vpcbot'], because: 'all is read' },
    {
      readTs: null,
      rows: ['day', 'vpcbot', 'omar', 'vpcbot', '+vpcbot'],
      because: 'the reader saw everything come',
    },
  ])('the line "New" for somebody who read up to $readTs: $because', ({ readTs, rows }) => {
    const said = [{ ts: at(0) }, { ts: at(1), author: 'omar' }, { ts: at(2) }, { ts: at(3) }];
    expect(rowsFor(said, readTs)).toEqual(rows);
  });
});

describe('how much of a place is drawn', () => {
  const roots = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => at(index));

  it('is about a page at the end of it, however much there is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), (count) => {
        const shown = count - firstShown(roots(count), null);
        expect(shown).toBeLessThan(PAGE + 20);
        expect(shown).toBeGreaterThanOrEqual(Math.min(count, PAGE));
      }),
    );
  });

  it('stays where the reader has looked back to while more comes in', () => {
    const before = firstShown(roots(500), at(300));
    expect(before).toBe(300);
    expect(firstShown(roots(900), at(300))).toBe(300);
  });
});

describe('what is unread', () => {
  const omar = { id: 'U0OMAR', name: 'omar', groups: ['S0NET'] };
  const root = { ts: at(0) };

  it.each([
    { said: [{ ts: at(1) }], unread: { count: 1, mentions: 0 }, because: 'somebody else said it' },
    {
      said: [{ ts: at(1), author: 'omar' }],
      unread: { count: 0, mentions: 0 },
      because: 'they said it themselves',
    },
    {
      said: [{ ts: at(1), isEphemeral: true }],
      unread: { count: 0, mentions: 0 },
      because: 'it is an answer to them',
    },
    {
      said: [{ ts: at(1), threadTs: at(0) }],
      unread: { count: 0, mentions: 0 },
      because: 'it stands in a thread',
    },
    {
      said: [{ ts: at(1), threadTs: at(0), isBroadcast: true }],
      unread: { count: 1, mentions: 0 },
      because: 'it was sent to the place too',
    },
    {
      said: [{ ts: at(1), threadTs: at(0), text: 'R1: <@U0OMAR>' }],
      unread: { count: 1, mentions: 1 },
      because: 'it names them',
    },
    {
      said: [{ ts: at(1), blocks: [{ type: 'section', text: { text: 'ask <!here>' } }] }],
      unread: { count: 1, mentions: 1 },
      because: 'it names everybody here',
    },
    {
      said: [{ ts: at(1), text: 'R1: <@U0OMARA>' }],
      unread: { count: 1, mentions: 0 },
      because: 'it names somebody else',
    },
    {
      said: [{ ts: at(1), text: '<!subteam^S0NET|network>' }],
      unread: { count: 1, mentions: 1 },
      because: 'it names a group of theirs',
    },
  ])('$unread.count, because $because', ({ said, unread }) => {
    expect(unreadIn(placeOf([root, ...said]), at(0), omar)).toEqual(unread);
  });

  it('is not counted past a hundred', () => {
    const place = placeOf(Array.from({ length: 300 }, (_, index) => ({ ts: at(index) })));
    expect(countWords(unreadIn(place, '0', omar).count)).toBe('99+');
  });
});
