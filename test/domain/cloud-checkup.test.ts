import { expect, test } from 'vitest';
import { type CloudLooks, judgeCloud } from '../../src/domain/cloud-checkup.ts';

const seen = <T>(value: T) => ({ kind: 'seen', seen: value }) as const;
const silent = (code: string) => ({ kind: 'silent', silence: { code, said: null } }) as const;

const looks = (change: Partial<CloudLooks> = {}): CloudLooks => ({
  kind: 'aws',
  account: '123456789012',
  region: 'us-east-1',
  allow: ['routes'],
  permissions: seen([
    { action: 'ec2:DescribeVpcs', verdict: 'allowed' },
    { action: 'ec2:CreateRoute', verdict: 'allowed' },
  ]),
  owners: [{ id: 'S0NET', looked: seen(null) }],
  ...change,
});

const permissions = (...verdicts: ('allowed' | 'denied' | 'throttled' | 'unknown')[]) =>
  seen(verdicts.map((verdict, at) => ({ action: `ec2:A${at}`, verdict })));

test.each([
  { change: {}, found: [], because: 'all is well' },
  { change: { permissions: permissions('allowed', 'unknown') }, found: [], because: 'nobody can try it yet' },
  {
    change: { permissions: permissions('allowed', 'denied') },
    found: ['cloud-denied broken'],
    because: 'a permission is missing',
  },
  {
    change: { permissions: permissions('throttled', 'denied') },
    found: ['cloud-denied broken', 'cloud-throttled warning'],
    because: 'one has nothing to do with the other',
  },
  {
    change: { permissions: silent('CLOUD_DENIED') },
    found: ['cloud-reach broken'],
    because: 'the role cannot be taken',
  },
  { change: { permissions: silent('TOO_LATE') }, found: ['cloud-reach broken'], because: 'nobody knows' },
  {
    change: { permissions: silent('CLOUD_RATE_LIMITED') },
    found: ['cloud-reach warning'],
    because: 'a pause passes',
  },
  {
    change: { owners: [{ id: 'S0NET', looked: seen('empty' as const) }] },
    found: ['unlisted warning'],
    because: 'nobody could approve',
  },
])('an account is judged $found: $because', ({ change, found }) => {
  const { place, findings } = judgeCloud(looks(change));
  expect(place).toEqual({ kind: 'aws', account: '123456789012', region: 'us-east-1' });
  const troubles = findings.filter(({ level }) => level !== 'works');
  expect(troubles.map(({ about, level }) => `${about} ${level}`)).toEqual(found);
});
