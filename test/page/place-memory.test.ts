import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlaceMemory, isBefore, seatOf } from '../../sandbox/page/place-memory.ts';
import type { SeenMessage } from '../../sandbox/slack/seen.ts';
import { aMessage } from './a-message.ts';

/** Timestamps of other lengths too: as text 9.5 comes after 10.5. */
const someTs = fc.integer({ min: 1, max: 40 }).map((number) => `${number}.${'5'.repeat((number % 3) + 1)}`);

const someMessage = fc
  .record({
    ts: someTs,
    threadTs: fc.option(someTs),
    isBroadcast: fc.boolean(),
    isEphemeral: fc.boolean(),
    text: fc.constantFrom('a', 'b'),
  })
  .map(({ isBroadcast, threadTs, ...rest }) =>
    aMessage({ ...rest, threadTs, isBroadcast: isBroadcast && threadTs !== null }),
  );

const someEvent = fc.oneof(
  fc.record({ kind: fc.constant('put'), message: someMessage }),
  fc.record({ kind: fc.constant('remove'), message: someMessage }),
  fc.record({ kind: fc.constant('fill'), messages: fc.array(someMessage, { maxLength: 12 }) }),
);

/** What a message is of a place's truth: where it stands cannot change, what it says can. */
const settle = (
  known: SeenMessage | undefined,
  { threadTs, isBroadcast, ...rest }: SeenMessage,
): SeenMessage => ({
  ...rest,
  threadTs: known === undefined ? threadTs : known.threadTs,
  isBroadcast: known === undefined ? isBroadcast : known.isBroadcast,
});

const byTs = (one: SeenMessage, other: SeenMessage): number => Number(one.ts) - Number(other.ts);

const tsOf = (messages: readonly SeenMessage[]): readonly string[] => messages.map(({ ts }) => ts);

describe('what the page remembers of a place', () => {
  it('is what was told of it, in order, in whatever order it was told', () => {
    fc.assert(
      fc.property(fc.array(someEvent, { maxLength: 30 }), (events) => {
        const place = createPlaceMemory();
        const truth = new Map<string, SeenMessage>();
        for (const event of events) {
          if (event.kind === 'fill') {
            const told = new Map<string, SeenMessage>();
            for (const message of event.messages) {
              told.set(message.ts, settle(told.get(message.ts) ?? truth.get(message.ts), message));
            }
            truth.clear();
            for (const [ts, message] of told) truth.set(ts, message);
            place.fill([...told.values()]);
          } else if (event.kind === 'remove') {
            truth.delete(event.message.ts);
            place.remove(event.message);
          } else {
            const message = settle(truth.get(event.message.ts), event.message);
            truth.set(message.ts, message);
            place.put(message);
          }
        }
        const all = [...truth.values()].sort(byTs);
        expect(place.all.value).toEqual(tsOf(all));
        expect(place.roots.value).toEqual(
          tsOf(all.filter((one) => one.threadTs === null || one.isBroadcast)),
        );
        for (const { ts, threadTs } of all) {
          expect(place.message(ts)?.value).toEqual(truth.get(ts));
          if (threadTs === null) continue;
          expect(place.thread(threadTs).value).toEqual(tsOf(all.filter((one) => one.threadTs === threadTs)));
        }
      }),
    );
  });

  it('a reply that is sent to the place afterwards stands there too, and is no root any more when it is taken back', () => {
    const place = createPlaceMemory();
    const reply = aMessage({ ts: '2.5', threadTs: '1.5' });
    place.fill([aMessage({ ts: '1.5' }), reply]);
    expect(place.roots.value).toEqual(['1.5']);
    place.put({ ...reply, isBroadcast: true });
    expect(place.roots.value).toEqual(['1.5', '2.5']);
    place.put(reply);
    expect(place.roots.value).toEqual(['1.5']);
  });

  it('an edit changes one message and no list', () => {
    const place = createPlaceMemory();
    place.fill([aMessage({ ts: '1.5' }), aMessage({ ts: '2.5' })]);
    const before = place.roots.value;
    const other = place.message('2.5');
    place.put(aMessage({ ts: '1.5', text: 'edited', isEdited: true }));
    expect(place.roots.value).toBe(before);
    expect(place.message('2.5')).toBe(other);
    expect(place.message('1.5')?.value.text).toBe('edited');
  });

  it('keeps the lines of its own tab when everything is told anew', () => {
    const place = createPlaceMemory();
    place.put(aMessage({ ts: '1.5' }));
    place.note(aMessage({ author: 'Slackbot' }), 2_000);
    place.fill([aMessage({ ts: '3.5' })]);
    expect(place.roots.value).toEqual(['2.000000', '3.5']);
    expect(place.all.value).toEqual(['3.5']);
  });

  it('puts a line of its own tab below everything, also where this clock is slow', () => {
    const micros = fc.integer({ min: 0, max: 2_000_000_000_000_000 });
    fc.assert(
      fc.property(micros, fc.integer({ min: 0, max: 2_000_000_000_000 }), (last, nowMs) => {
        const place = createPlaceMemory();
        place.put(aMessage({ ts: `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, '0')}` }));
        for (const text of ['a', 'b']) place.note(aMessage({ text }), nowMs);
        const texts = place.roots.value.map((ts) => place.message(ts)?.value.text);
        expect(texts).toEqual(['', 'a', 'b']);
      }),
    );
  });

  it('finds the seat of a ts as a walk through the list would', () => {
    fc.assert(
      fc.property(fc.uniqueArray(someTs), someTs, (unsorted, ts) => {
        const list = [...unsorted].sort((one, other) => Number(one) - Number(other));
        expect(seatOf(list, ts)).toBe(list.filter((one) => isBefore(one, ts)).length);
      }),
    );
  });
});
