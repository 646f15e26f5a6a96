import { expect, test } from 'vitest';
import {
  groupsOf,
  judgeAdmin,
  judgeApprover,
  judgeLimitTeller,
  judgeOwner,
  judgeRequester,
  judgeRetrier,
  type Person,
  type Verdict,
} from '../../src/domain/access.ts';
import { aProject } from '../slack/example.ts';

const project = aProject({
  requesters: ['U0OMAR', 'S0DEVS'],
  approvers: ['U0BOB', 'S0PLATFORM'],
  admins: ['U0ADMIN'],
});
const open = aProject({ ...project, requesters: ['everyone'], approvers: ['everyone'] });

const person = (userId: string, change: Partial<Person> = {}): Person => ({
  userId,
  groups: [],
  standing: 'member',
  ...change,
});
const stranger = person('U0EVE');
const dev = person('U0DEV', { groups: ['S0DEVS'] });
const platform = person('U0PAT', { groups: ['S0PLATFORM'] });
const guest = person('U0GUEST', { standing: 'guest' });
const outsider = person('U0OUT', { standing: 'outsider' });

const word = (verdict: Verdict) => (verdict.kind === 'allowed' ? 'allowed' : verdict.reason);

test.each([
  { who: person('U0OMAR'), at: project, says: 'allowed', because: 'they are listed' },
  { who: dev, at: project, says: 'allowed', because: 'their group is listed' },
  { who: person('U0ADMIN'), at: project, says: 'allowed', because: 'admins may ask everywhere' },
  { who: stranger, at: project, says: 'not-a-requester', because: 'nobody listed them' },
  { who: platform, at: project, says: 'not-a-requester', because: 'to approve is not to ask' },
  { who: stranger, at: open, says: 'allowed', because: 'they are a member and everyone may' },
  { who: guest, at: open, says: 'not-a-requester', because: 'everyone does not mean guests' },
  { who: outsider, at: open, says: 'not-a-requester', because: 'everyone does not mean another workspace' },
  {
    who: { ...guest, userId: 'U0OMAR' },
    at: project,
    says: 'allowed',
    because: 'a guest was listed by name',
  },
  {
    who: { ...outsider, groups: ['S0DEVS'] },
    at: project,
    says: 'allowed',
    because: 'an outsider was put into a listed group',
  },
  {
    who: person('U0OMAR', { standing: 'deactivated' }),
    at: project,
    says: 'deactivated',
    because: 'a list outlives an account',
  },
] as const)('judgeRequester answers $says to $who.userId, because $because', ({ who, at, says }) => {
  expect(word(judgeRequester(who, at))).toBe(says);
});

test.each([
  { who: person('U0BOB'), at: project, says: 'allowed', because: 'they are listed' },
  { who: platform, at: project, says: 'allowed', because: 'their group is listed' },
  { who: person('U0ADMIN'), at: project, says: 'allowed', because: 'admins may decide' },
  { who: dev, at: project, says: 'not-an-approver', because: 'to ask is not to approve' },
  { who: guest, at: open, says: 'not-an-approver', because: 'everyone does not mean guests' },
  { who: stranger, at: open, says: 'allowed', because: 'they are a member and everyone may' },
  {
    who: person('U0BOB', { standing: 'deactivated' }),
    at: project,
    says: 'deactivated',
    because: 'a list outlives an account',
  },
] as const)('judgeApprover answers $says to $who.userId, because $because', ({ who, at, says }) => {
  expect(word(judgeApprover(who, 'U0OMAR', at))).toBe(says);
});

test.each([
  { userId: 'U0BOB', groups: [], because: 'a listed approver' },
  { userId: 'U0ADMIN', groups: [], because: 'an admin' },
  { userId: 'U0PAT', groups: ['S0PLATFORM'], because: 'a member of the approving group' },
])('nobody decides on their own request, not even $because', ({ userId, groups }) => {
  expect(judgeApprover(person(userId, { groups }), userId, project)).toEqual({
    kind: 'refused',
    reason: 'own-request',
    ask: ['U0BOB', 'S0PLATFORM', 'U0ADMIN'].filter((listed) => listed !== userId),
  });
});

test.each([
  { who: person('U0OMAR'), says: 'allowed', because: 'it is their own' },
  { who: platform, says: 'allowed', because: 'approvers tidy up' },
  { who: person('U0ADMIN'), says: 'allowed', because: 'admins tidy up' },
  { who: dev, says: 'not-yours', because: 'a fellow requester is not the owner' },
  { who: { ...guest, userId: 'U0OMAR' }, says: 'allowed', because: 'a guest may undo what they did' },
  {
    who: person('U0OMAR', { standing: 'deactivated' }),
    says: 'deactivated',
    because: 'a session may outlive the account',
  },
] as const)('judgeOwner answers $says to $who.userId, because $because', ({ who, says }) => {
  expect(word(judgeOwner(who, 'U0OMAR', project))).toBe(says);
});

test.each([
  { who: person('U0OMAR'), says: 'allowed', because: 'who asked is still listed' },
  { who: platform, says: 'allowed', because: 'an approver may' },
  { who: dev, says: 'not-yours', because: 'it is somebody else’s, though they may ask themselves' },
  { who: person('U0OMAR', { standing: 'deactivated' }), says: 'deactivated', because: 'they are gone' },
] as const)('judgeRetrier answers $says to $who.userId, because $because', ({ who, says }) => {
  expect(word(judgeRetrier(who, 'U0OMAR', project))).toBe(says);
});

test('who asked and was taken off the list since creates nothing by a retry, and may still cancel', () => {
  expect(judgeRetrier(stranger, 'U0EVE', project)).toEqual({
    kind: 'refused',
    reason: 'not-a-requester',
    ask: ['U0BOB', 'S0PLATFORM', 'U0ADMIN'],
  });
  expect(judgeOwner(stranger, 'U0EVE', project)).toEqual({ kind: 'allowed' });
});

test('a refusal names whom to ask', () => {
  expect(judgeRequester(stranger, project)).toMatchObject({ ask: ['U0OMAR', 'S0DEVS', 'U0ADMIN'] });
  expect(judgeApprover(dev, 'U0OMAR', project)).toMatchObject({ ask: ['U0BOB', 'S0PLATFORM', 'U0ADMIN'] });
  expect(judgeOwner(dev, 'U0OMAR', project)).toMatchObject({
    ask: ['U0OMAR', 'U0BOB', 'S0PLATFORM', 'U0ADMIN'],
  });
});

test('groupsOf names each user group once, and no user', () => {
  const doubled = aProject({ ...project, requesters: ['everyone', 'S0PLATFORM', 'S0DEVS', 'U0OMAR'] });
  expect(groupsOf(doubled)).toEqual(['S0PLATFORM', 'S0DEVS']);
});

const admin = person('U0ADMIN');

test('only admins approve where no approver did, even what they asked for themselves', () => {
  expect([admin, platform, dev].map((who) => word(judgeAdmin(who, project)))).toEqual([
    'allowed',
    'not-an-admin',
    'not-an-admin',
  ]);
  expect(word(judgeAdmin(person('U0ADMIN', { standing: 'deactivated' }), project))).toBe('deactivated');
});

test.each([
  { who: admin, of: 'U0ADMIN', says: 'allowed', because: 'an admin may, whoever asked' },
  { who: platform, of: 'U0OMAR', says: 'allowed', because: 'an approver may' },
  { who: platform, of: 'U0PAT', says: 'own-request', because: 'it raises the limit for what they asked' },
  { who: dev, of: 'U0OMAR', says: 'not-an-approver', because: 'a requester may not' },
  { who: dev, of: 'U0DEV', says: 'not-an-approver', because: 'not even for what they asked' },
])('$who.userId tells of Timescale’s limit for a request of $of: $says, because $because', (row) => {
  expect(word(judgeLimitTeller(row.who, row.of, project))).toBe(row.says);
});
