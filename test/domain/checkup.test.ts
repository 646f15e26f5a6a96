import { expect, test } from 'vitest';
import { judgeProject, judgeShared, listPeople, type ProjectLooks } from '../../src/domain/checkup.ts';
import { aProject, minutes } from '../slack/example.ts';

const TIME = { now: minutes(60), staleAfter: 15 * 60_000 };
const LATE = { kind: 'silent', silence: { code: 'TOO_LATE', said: null } } as const;
const seen = <T>(value: T) => ({ kind: 'seen', seen: value }) as const;

const looks = (change: Partial<ProjectLooks> = {}): ProjectLooks => ({
  project: aProject(),
  channel: seen(null),
  key: seen({ projectId: 'rp1pz7uyae', plan: 'Scale' }),
  listed: [{ id: 'U0BOB', looked: seen(null) }],
  observedAt: minutes(50),
  ...change,
});

const levelsOf = (change: Partial<ProjectLooks>, late: Parameters<typeof judgeProject>[1] = []) =>
  judgeProject(looks(change), late, TIME)
    .filter(({ level }) => level !== 'works')
    .map(({ about, level }) => `${about} ${level}`);

test.each([
  { change: {}, found: [], because: 'all is well' },
  {
    change: { channel: seen('archived' as const) },
    found: ['channel broken'],
    because: 'nothing can be said',
  },
  { change: { channel: LATE }, found: ['channel broken'], because: 'nobody knows' },
  {
    change: { key: seen({ projectId: 'other', plan: '' }) },
    found: ['key broken'],
    because: 'it is another’s',
  },
  { change: { key: LATE }, found: ['key broken'], because: 'nothing can be done with it now' },
  { change: { observedAt: minutes(44) }, found: ['observation warning'], because: 'it is too old' },
  { change: { observedAt: null }, found: ['observation warning'], because: 'there is none' },
  {
    change: { listed: [{ id: 'U0X', looked: seen('deactivated' as const) }] },
    found: ['unlisted warning'],
    because: 'somebody left',
  },
  {
    change: { project: aProject({ approvers: [], admins: [] }) },
    found: ['no-deciders warning'],
    because: 'nobody could approve',
  },
])('a project is judged $found: $because', ({ change, found }) => {
  expect(levelsOf(change)).toEqual(found);
});

test('what is unsaid is told of its own project only, each request once', () => {
  const late = [
    { project: 'payments', requestId: 3, since: minutes(2) },
    { project: 'payments', requestId: 3, since: minutes(1) },
    { project: 'analytics', requestId: 4, since: minutes(0) },
  ];
  expect(levelsOf({}, late)).toEqual(['unsaid warning']);
  expect(judgeProject(looks(), late, TIME).at(-1)).toMatchObject({ requestIds: [3], since: minutes(1) });
});

test('what all projects share is broken where it is silent, and a queue also where it says no', () => {
  const shared = {
    scopes: seen(['commands']),
    queue: seen(false),
    store: LATE,
    nameServers: LATE,
    stranded: [{ project: 'ledger', requestIds: [1] }],
  };
  expect(
    judgeShared(shared, ['commands', 'chat:write']).map(({ about, level }) => `${about} ${level}`),
  ).toEqual(['scopes broken', 'queue broken', 'store broken', 'name-servers warning', 'stranded warning']);
});

test('everybody who is listed is looked at once, and "everyone" is nobody', () => {
  const project = aProject({
    requesters: ['everyone', 'U0BOB'],
    approvers: ['U0BOB', 'S0X'],
    admins: ['S0X'],
  });
  expect(listPeople(project)).toEqual(['U0BOB', 'S0X']);
});
