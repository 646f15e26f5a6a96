import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeLimitRequest, type LimitFacts, MOST_VPCS } from '../../src/domain/limit-request.ts';
import { aProject } from '../slack/example.ts';

const omar = { userId: 'U0OMAR', groups: [], standing: 'member' } as const;
const nothing: LimitFacts = { used: 3, granted: 0, asked: [], held: [] };
const WHY = 'two teams more';

const judge = (limit: string, why: string = WHY, facts: Partial<LimitFacts> = {}) =>
  judgeLimitRequest({ limit, why }, omar, aProject({ vpcQuota: 3 }), { ...nothing, ...facts });

test.each([
  { limit: '5', facts: {}, wanted: 5, because: 'it is above the limit' },
  { limit: ' 4 ', facts: {}, wanted: 4, because: 'blanks around a number are no matter' },
  { limit: '007', facts: {}, wanted: 7, because: 'zeros before it are none either' },
  {
    limit: '8',
    facts: { asked: [{ requestId: 9, wanted: 7 }] },
    wanted: 8,
    because: 'what is asked for already is less',
  },
])('a limit of "$limit" is asked for: $because', ({ limit, facts, wanted }) => {
  expect(judge(limit, WHY, facts)).toMatchObject({ kind: 'ask', asked: { wanted, why: WHY } });
});

test.each([
  { limit: '', facts: {}, problem: { kind: 'empty' }, because: 'nothing is typed' },
  {
    limit: 'five',
    facts: {},
    problem: { kind: 'not-a-number', text: 'five' },
    because: 'a word is no number',
  },
  {
    limit: '-4',
    facts: {},
    problem: { kind: 'not-a-number', text: '-4' },
    because: 'less than none is none',
  },
  { limit: '4.5', facts: {}, problem: { kind: 'not-a-number', text: '4.5' }, because: 'VPCs are whole' },
  {
    limit: '1001',
    facts: {},
    problem: { kind: 'too-high', most: MOST_VPCS },
    because: 'the configuration takes no more either',
  },
  {
    limit: '3',
    facts: {},
    problem: { kind: 'not-above', used: 3, limit: 3, atLeast: 4 },
    because: 'it is the limit already',
  },
  {
    limit: '4',
    facts: { granted: 6 },
    problem: { kind: 'not-above', used: 3, limit: 6, atLeast: 7 },
    because: 'six were granted',
  },
  {
    limit: '4',
    facts: { used: 5 },
    problem: { kind: 'not-above', used: 5, limit: 3, atLeast: 6 },
    because: 'people made five by hand, and a limit of four would let nobody through',
  },
])('a limit of "$limit" is not asked for: $because', ({ limit, facts, problem }) => {
  expect(judge(limit, WHY, facts)).toEqual({ kind: 'problems', problems: { limit: problem } });
});

test('a reason must say something and fit in a message', () => {
  expect(judge('5', ' . ')).toEqual({ kind: 'problems', problems: { why: 'too-short' } });
  expect(judge('5', 'x'.repeat(301))).toEqual({ kind: 'problems', problems: { why: 'too-long' } });
  expect(judge('', '')).toEqual({
    kind: 'problems',
    problems: { limit: { kind: 'empty' }, why: 'too-short' },
  });
});

test('what is asked for already is not asked for twice', () => {
  const asked = [{ requestId: 9, wanted: 7 }];
  expect(judge('7', WHY, { asked })).toEqual({ kind: 'under-way', requestId: 9, wanted: 7 });
  expect(judge('6', WHY, { asked })).toMatchObject({ kind: 'under-way', requestId: 9 });
});

test('who may not ask is refused before anything else', () => {
  const project = aProject({ requesters: ['U0NINA'] });
  expect(judgeLimitRequest({ limit: '', why: '' }, omar, project, nothing)).toMatchObject({
    kind: 'refused',
    verdict: { reason: 'not-a-requester' },
  });
});

test('whatever is typed, what is asked for is above what there is', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(40), fc.nat(40), (limit, used, granted) => {
      const verdict = judge(limit, WHY, { used, granted });
      if (verdict.kind !== 'ask') return;
      expect(verdict.asked.wanted).toBeGreaterThan(Math.max(used, granted, 3));
      expect(verdict.asked.wanted).toBeLessThanOrEqual(MOST_VPCS);
    }),
  );
});
