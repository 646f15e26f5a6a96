import { expect, test } from 'vitest';
import { findNearest } from '../../src/domain/nearest.ts';
import { AWS_REGIONS, judgePeerRegion, judgeRegion, TIGER_REGIONS } from '../../src/domain/region.ts';

test('Tiger Cloud has thirteen regions, all of them known to AWS', () => {
  expect(new Set(TIGER_REGIONS).size).toBe(13);
  expect(TIGER_REGIONS.filter((region) => judgeRegion(region, AWS_REGIONS).kind !== 'region')).toEqual([]);
});

test.each(['us-east-1', ' US-East-1 '])('judgeRegion takes "%s"', (text) => {
  expect(judgeRegion(text, TIGER_REGIONS)).toEqual({ kind: 'region', region: 'us-east-1' });
});

test.each([
  { text: '', verdict: { kind: 'empty' }, because: 'nothing was typed' },
  {
    text: 'us-est-1',
    verdict: { kind: 'unknown-region', text: 'us-est-1', nearest: 'us-east-1', example: 'us-east-1' },
    because: 'a letter is missing',
  },
  {
    text: 'us-east-1a',
    verdict: { kind: 'unknown-region', nearest: 'us-east-1' },
    because: 'a zone is no region',
  },
  {
    text: 'useast1',
    verdict: { kind: 'unknown-region', nearest: 'us-east-1' },
    because: 'the dashes are missing',
  },
  { text: 'mars', verdict: { kind: 'unknown-region', nearest: null }, because: 'nothing is near' },
  {
    text: 'x'.repeat(10_000),
    verdict: { kind: 'unknown-region', nearest: null },
    because: 'so long a word is none',
  },
])('judgeRegion refuses "$text", because $because', ({ text, verdict }) => {
  expect(judgeRegion(text, TIGER_REGIONS)).toMatchObject(verdict);
});

test.each([
  { text: 'eu-west-3', verdict: { kind: 'region', known: true }, because: 'AWS has it, Tiger has not' },
  {
    text: 'sa-west-1',
    verdict: { kind: 'region', known: false, region: 'sa-west-1' },
    because: 'it may be younger than the list',
  },
  { text: 'us-gov-west-1', verdict: { kind: 'other-partition' }, because: 'GovCloud peers with itself only' },
  { text: 'CN-North-1', verdict: { kind: 'other-partition' }, because: 'so does China' },
  {
    text: 'us-east',
    verdict: { kind: 'unknown-region', nearest: 'us-east-1' },
    because: 'its number is missing',
  },
  { text: 'virginia', verdict: { kind: 'unknown-region', nearest: null }, because: 'a place is no code' },
  { text: ' ', verdict: { kind: 'empty' }, because: 'nothing was typed' },
])('judgePeerRegion answers "$text" with $verdict.kind, because $because', ({ text, verdict }) => {
  expect(judgePeerRegion(text)).toMatchObject(verdict);
});

const VERBS = ['help', 'create', 'list', 'show', 'peer', 'rename', 'delete', 'quota', 'cancel', 'subscribe'];

test.each([
  { word: 'delte', nearest: 'delete', because: 'a letter is missing' },
  { word: 'lsit', nearest: 'list', because: 'two letters changed places' },
  { word: 'CREATE', nearest: 'create', because: 'case does not count' },
  { word: 'sub', nearest: 'subscribe', because: 'only one verb begins like this' },
  { word: 'c', nearest: null, because: 'one letter says nothing' },
  { word: 'xyzzy', nearest: null, because: 'it is another word' },
  { word: '', nearest: null, because: 'nothing was typed' },
])('findNearest takes "$word" for $nearest, because $because', ({ word, nearest }) => {
  expect(findNearest(word, VERBS)).toBe(nearest);
});

test('findNearest finds nothing among no words', () => {
  expect(findNearest('payments', [])).toBeNull();
});
