import { expect, test } from 'vitest';
import { advanceNames, isAnswering } from '../../src/domain/advance-names.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import { minutes, NINE } from '../slack/example.ts';
import { aMoveRecord } from './move-example.ts';

const { dnsExpectedWithin, dnsGiveUp } = DEFAULT_TIMING;
const name = (host: string) => ({ host, answeredAt: null, lateTold: false });
const watched = () => aMoveRecord({ state: 'dns-propagating', names: [name('a'), name('b')] });

const look = (record: ReturnType<typeof watched>, answering: readonly string[], now: number) =>
  advanceNames(record, new Set(answering), { now, timing: DEFAULT_TIMING, jitter: 0.5 });
const said = ({ notices }: ReturnType<typeof look>) => notices.map(({ body }) => body);

test('the move is done when every new name answers, and says so once', () => {
  const first = look(watched(), ['a'], minutes(1));
  expect(said(first)).toEqual([]);
  expect(first.next.move.names).toMatchObject([{ answeredAt: minutes(1) }, { answeredAt: null }]);
  expect(first.lookAgainAt).toBe(minutes(1) + DEFAULT_TIMING.lookFirst);
  const second = look(first.next, ['b'], minutes(2));
  expect(said(second)).toEqual([{ kind: 'names-answer', hosts: ['a', 'b'] }]);
  expect(second.next).toMatchObject({ move: { state: 'done' }, request: { state: 'done' } });
  expect(second.lookAgainAt).toBeNull();
});

test('names that do not answer in time are warned of once, and given up in the end', () => {
  const record = { ...watched(), move: { ...watched().move, names: [name('a'), name('b')] } };
  const early = look(record, ['a'], NINE + dnsExpectedWithin - 1);
  expect(said(early)).toEqual([]);
  expect(early.lookAgainAt).toBe(NINE + dnsExpectedWithin);
  const late = look(early.next, [], NINE + dnsExpectedWithin);
  expect(said(late)).toEqual([{ kind: 'names-late', hosts: ['b'], since: NINE }]);
  const later = look(late.next, [], NINE + dnsGiveUp - 1);
  expect(said(later)).toEqual([]);
  expect(later.lookAgainAt).toBe(NINE + dnsGiveUp);
  const over = look(later.next, [], NINE + dnsGiveUp);
  expect(said(over)).toEqual([{ kind: 'names-given-up', hosts: ['b'] }]);
  expect(over.next).toMatchObject({ move: { state: 'done' }, request: { state: 'done' } });
});

test('a name that answers after the warning is the end that is told', () => {
  const late = look(watched(), [], NINE + dnsExpectedWithin);
  expect(said(look(late.next, ['a', 'b'], minutes(20)))).toEqual([
    { kind: 'names-answer', hosts: ['a', 'b'] },
  ]);
});

const by = (system: string, ...own: readonly string[]) =>
  [system, ...own].map((kind, at) => ({
    by: at === 0 ? 'system' : `10.0.0.${at}`,
    kind: kind as 'answers' | 'no-such-name' | 'no-answer',
  }));

test.each([
  { looks: by('answers'), answers: true, because: 'the system knows it and nobody else is asked' },
  { looks: by('no-such-name'), answers: false, because: 'nobody knows it' },
  { looks: by('no-answer'), answers: false, because: 'nobody can tell' },
  { looks: by('no-such-name', 'answers'), answers: true, because: 'it is known where people use it' },
  { looks: by('answers', 'no-such-name'), answers: false, because: 'people’s own server denies it' },
  { looks: by('answers', 'no-answer'), answers: true, because: 'a server that is down denies nothing' },
  { looks: by('no-answer', 'answers', 'no-such-name'), answers: false, because: 'one of two denies it' },
])('a host answers or not ($answers): $because', ({ looks, answers }) => {
  expect(isAnswering(looks)).toBe(answers);
});
