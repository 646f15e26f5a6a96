import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPlanDue, judgePlan } from '../../src/domain/plan.ts';
import { advanceQuota, findDeciders, judgeQuota, QUOTA_STATES } from '../../src/domain/quota.ts';
import { judgeUse } from '../../src/domain/quota-facts.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import { limitOf } from '../../src/domain/vpc-request.ts';
import { aProject, NINE } from '../slack/example.ts';

test.each([
  { used: 0, limit: 1, kind: 'within', because: 'nothing is there yet' },
  { used: 2, limit: 3, kind: 'within', because: 'one more fits' },
  { used: 3, limit: 3, kind: 'over', because: 'the last place is taken' },
  { used: 9, limit: 3, kind: 'over', because: 'people made more by hand' },
  { used: 0, limit: 0, kind: 'over', because: 'every VPC of this project needs a yes' },
])('judgeQuota says $kind at $used of $limit, because $because', ({ used, limit, kind }) => {
  const verdict = judgeQuota({ used, limit });
  expect(verdict).toEqual(kind === 'within' ? { kind } : { kind, used, limit });
});

test.each([
  { vpcQuota: 3, granted: 0, limit: 3, because: 'nobody granted anything' },
  { vpcQuota: 3, granted: 5, limit: 5, because: 'an approval raised it' },
  { vpcQuota: 6, granted: 5, limit: 6, because: 'the configuration has caught up' },
])('limitOf is $limit, because $because', ({ vpcQuota, granted, limit }) => {
  expect(limitOf(aProject({ vpcQuota }), { granted })).toBe(limit);
});

test('judgeQuota lets one through exactly where the count after it keeps the limit', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(50), (used, limit) => {
      expect(judgeQuota({ used, limit }).kind === 'within').toBe(used + 1 <= limit);
    }),
  );
});

const ADA = 'U0ADA';

test.each([
  { approvers: [ADA, 'U0BOB'], able: ['U0BOB'], called: ['U0BOB'], because: 'nobody decides on their own' },
  { approvers: ['S0NET', 'U0BOB'], able: ['S0NET'], called: ['S0NET'], because: 'bob left the company' },
  { approvers: ['U0BOB', 'U0BOB'], able: ['U0BOB'], called: ['U0BOB'], because: 'nobody is called twice' },
])('the approvers $called of $approvers are called, because $because', ({ approvers, able, called }) => {
  const deciders = findDeciders(aProject({ approvers }), [...able, 'U0ADMIN'], false);
  expect(deciders).toEqual({ kind: 'approvers', listed: called });
});

test.each([
  { approvers: [], able: ['U0ADMIN'], because: 'no approver is listed' },
  { approvers: [ADA], able: ['U0ADMIN'], because: 'the only one is who asks' },
  { approvers: ['S0GONE', 'U0LEFT'], able: ['U0ADMIN'], because: 'they are deactivated' },
])('the admins are called in the place of $approvers, because $because', ({ approvers, able }) => {
  expect(findDeciders(aProject({ approvers }), able, false)).toEqual({ kind: 'admins', listed: ['U0ADMIN'] });
});

test('where nobody is able to decide, nobody is called, and an admin who asks may break glass', () => {
  const project = aProject({ approvers: ['U0LEFT'], admins: [ADA] });
  expect(findDeciders(project, [], true)).toEqual({ kind: 'nobody', breakGlass: true });
  expect(findDeciders(aProject({ admins: [] }), [], false)).toEqual({ kind: 'nobody', breakGlass: false });
});

const DAY = 24 * 60 * 60_000;

test.each([
  { days: 0, reminders: 0, turn: { kind: 'wait', at: 1 }, because: 'it was just asked' },
  { days: 0.9, reminders: 0, turn: { kind: 'wait', at: 1 }, because: 'a day is not over' },
  { days: 1, reminders: 0, turn: { kind: 'remind', reminders: 1, at: 3 }, because: 'a day is over' },
  { days: 1, reminders: 1, turn: { kind: 'wait', at: 3 }, because: 'they were reminded just now' },
  { days: 3, reminders: 1, turn: { kind: 'remind', reminders: 2, at: 7 }, because: 'three days are over' },
  { days: 5, reminders: 0, turn: { kind: 'remind', reminders: 2, at: 7 }, because: 'the bot was away' },
  { days: 6.9, reminders: 2, turn: { kind: 'wait', at: 7 }, because: 'a week is not over' },
  { days: 7, reminders: 2, turn: { kind: 'expire' }, because: 'a week is over' },
  { days: 40, reminders: 0, turn: { kind: 'expire' }, because: 'reminding of what is over helps nobody' },
])('after $days days and $reminders reminders: $turn.kind, because $because', (row) => {
  const quota = { state: 'asked', askedAt: NINE, reminders: row.reminders } as const;
  const turn = advanceQuota(quota, NINE + row.days * DAY, DEFAULT_TIMING);
  const at = 'at' in row.turn ? { at: NINE + row.turn.at * DAY } : {};
  expect(turn).toMatchObject({ ...row.turn, ...at });
});

test('what is decided is neither reminded of nor expired', () => {
  for (const state of QUOTA_STATES) {
    const turn = advanceQuota({ state, askedAt: NINE, reminders: 0 }, NINE + 9 * DAY, DEFAULT_TIMING);
    expect(turn.kind).toBe(state === 'asked' ? 'expire' : 'decided');
  }
});

test('an ask is looked at again later, and not after it ends, whatever the settings', () => {
  const times = fc.integer({ min: 1, max: 20 * DAY });
  fc.assert(
    fc.property(times, times, times, fc.nat(20 * DAY), fc.nat(2), (first, again, expiry, age, reminders) => {
      const timing = {
        ...DEFAULT_TIMING,
        quotaRemindFirst: first,
        quotaRemindAgain: again,
        quotaExpiry: expiry,
      };
      const turn = advanceQuota({ state: 'asked', askedAt: NINE, reminders }, NINE + age, timing);
      if (!('at' in turn)) return;
      expect(turn.at).toBeGreaterThan(NINE + age);
      expect(turn.at).toBeLessThanOrEqual(NINE + expiry);
    }),
  );
});

const made = { state: 'active' } as const;

test.each([
  { vpc: made, peerings: ['active'], services: 0, use: 'in-use', because: 'somebody is peered' },
  { vpc: made, peerings: [], services: 1, use: 'in-use', because: 'a service is in it' },
  { vpc: made, peerings: ['expired', 'deleted'], services: 0, use: 'unused', because: 'all have ended' },
  { vpc: made, peerings: [], services: 0, use: 'unused', because: 'nobody ever was' },
  { vpc: made, peerings: ['pending-peer'], services: 0, use: 'waits', because: 'the peer may accept' },
  {
    vpc: { ...made, state: 'creating' },
    peerings: ['requested'],
    services: 0,
    use: 'on-its-way',
    because: 'it is being made',
  },
  { vpc: { ...made, state: 'deleting' }, peerings: [], services: 0, use: 'leaving', because: 'it goes' },
] as const)('a VPC with peerings $peerings and $services services is $use, because $because', (row) => {
  const peerings = row.peerings.map((state) => ({ state }));
  expect(judgeUse(row.vpc, peerings, row.services)).toBe(row.use);
});

test.each([
  { plan: 'FREE', allows: { kind: 'at-most', vpcs: 0 } },
  { plan: 'performance', allows: { kind: 'at-most', vpcs: 1 } },
  { plan: 'Scale', allows: { kind: 'unlimited' } },
  { plan: 'ENTERPRISE', allows: { kind: 'unlimited' } },
  { plan: 'something new', allows: { kind: 'unknown' } },
])('the plan $plan allows $allows', ({ plan, allows }) => {
  expect(judgePlan('tiger', plan)).toEqual(allows);
});

test.each([
  { look: null, due: true, because: 'the project was never read' },
  { look: { observedAt: null, plan: 'FREE' }, due: true, because: 'it was never read whole' },
  { look: { observedAt: NINE, plan: null }, due: true, because: 'the plan is not known' },
  { look: { observedAt: NINE, plan: 'FREE' }, due: false, because: 'it was read today' },
  { look: { observedAt: NINE - DAY, plan: 'FREE' }, due: true, because: 'that was yesterday' },
])('the plan is asked for: $due, because $because', ({ look, due }) => {
  expect(isPlanDue(look, NINE + 60_000)).toBe(due);
});
