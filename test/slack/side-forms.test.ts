import { expect, test } from 'vitest';
import { parseSidePress } from '../../src/slack/side-buttons.ts';
import {
  buildSideChoiceForm,
  parseSideChoiceForm,
  readSideChoice,
  sideChoiceErrors,
  type TypedSideChoice,
} from '../../src/slack/side-choice-form.ts';
import { buildConfirmAccountForm, parseConfirmAccountForm } from '../../src/slack/side-confirm-form.ts';
import { buildStandings } from '../../src/slack/side-standing.ts';
import { aTable } from '../domain/aws-side-example.ts';
import { findViewProblems, readMessage } from './block-kit.ts';
import { minutes } from './example.ts';
import {
  aCard,
  aCompletion,
  aDonePlan,
  aGooglePlan,
  aPlan,
  type CardChange,
  GOOGLE_PEERING,
  PEERING,
} from './side-example.ts';

test.each([
  { value: '3.4', is: { peeringId: 3, seen: 4 }, because: 'both are numbers' },
  { value: '3.0', is: { peeringId: 3, seen: 0 }, because: 'a plan that was never made has revision 0' },
  { value: '0.4', is: null, because: 'no peering has that number' },
  { value: '3', is: null, because: 'it does not say what was seen' },
  { value: '3.4.5', is: null, because: 'there is more than that' },
  { value: ' 3.4', is: null, because: 'no button of ours says so' },
  { value: '9999999999999999.1', is: null, because: 'it is no safe number' },
  { value: undefined, is: null, because: 'there is none' },
])('the value $value of a button is read as $is, because $because', ({ value, is }) => {
  expect(parseSidePress(value)).toEqual(is);
});

const typed = (change: Partial<TypedSideChoice> = {}): TypedSideChoice => ({
  peeringId: 3,
  tableIds: [],
  security: 'new',
  groupId: '',
  flags: [],
  blocks: ['side_tables', 'side_security', 'side_group'],
  ...change,
});

test.each([
  {
    what: typed(),
    is: { kind: 'aws', tableIds: null, security: 'new', groupId: null },
    because: 'no table means each that is in use',
  },
  {
    what: typed({ tableIds: ['rtb-2', 'rtb-1'], groupId: 'sg-1' }),
    is: { kind: 'aws', tableIds: ['rtb-1', 'rtb-2'], security: 'new', groupId: null },
    because: 'a group counts only where one is wanted',
  },
  {
    what: typed({ security: 'existing', groupId: 'sg-2' }),
    is: { kind: 'aws', tableIds: null, security: 'existing', groupId: 'sg-2' },
    because: 'it is there',
  },
  { what: typed({ security: 'existing' }), is: 'no-group', because: 'a group has to be chosen' },
  { what: typed({ security: 'existing', groupId: 'sg-x' }), is: 'no-such-group', because: 'it is gone' },
  { what: typed({ tableIds: ['rtb-x'] }), is: 'no-such-table', because: 'it is gone' },
  {
    what: typed({ security: 'everything' }),
    is: { kind: 'aws', tableIds: null, security: 'new', groupId: null },
    because: 'no word of ours is the first one',
  },
])('what was chosen is $is, because $because', ({ what, is }) => {
  expect(readSideChoice(what, aPlan())).toEqual(is);
});

test('at Google Cloud two boxes are chosen, and nothing else', () => {
  const form = buildSideChoiceForm(aGooglePlan(), { ...PEERING, ...GOOGLE_PEERING });
  expect(findViewProblems(form)).toEqual([]);
  expect(readMessage(form as never)).toContain('Clients in the network’s own subnets need neither');
  expect(readSideChoice(typed({ flags: ['export', 'x'] }), aGooglePlan())).toEqual({
    kind: 'google',
    exportCustomRoutes: true,
    importCustomRoutes: false,
  });
});

test.each([
  { blocks: typed().blocks, at: 'side_security', because: 'that is where it stands in an AWS form' },
  { blocks: ['side_tables', 'side_security'], at: 'side_security', because: 'a network may have no groups' },
  { blocks: ['side_flags'], at: 'side_flags', because: 'the form for Google Cloud has that one only' },
])('what was not recorded is said beside $at, because $because', ({ blocks, at }) => {
  // A radio that nobody chose is empty in either form.
  expect(Object.keys(sideChoiceErrors('not-recorded', typed({ security: '', blocks })))).toEqual([at]);
});

test('the form marks what is chosen now, also among hundreds', () => {
  const tables = Array.from({ length: 200 }, (_, at) => aTable({ id: `rtb-${at}` }));
  const groups = Array.from({ length: 500 }, (_, at) => ({
    id: `sg-${at}`,
    name: `group-${at}`,
    request: null,
    egress: [],
  }));
  const plan = aPlan({
    side: { tables, groups },
    choice: { tableIds: ['rtb-150'], security: 'existing', groupId: 'sg-499' },
  });
  const form = buildSideChoiceForm(plan, PEERING);
  expect(findViewProblems(form)).toEqual([]);
  const text = JSON.stringify(form);
  expect(text).toContain('"initial_options":[{"text":{"type":"plain_text","text":"rtb-150');
  expect(text).toContain('"initial_option":{"text":{"type":"plain_text","text":"group-499 (sg-499)"');
  for (const { id } of [...tables, ...groups]) expect(text).toContain(`"value":"${id}"`);
  const all = buildSideChoiceForm(
    aPlan({ side: { tables }, choice: { tableIds: tables.map(({ id }) => id) } }),
    PEERING,
  );
  expect(findViewProblems(all)).toEqual([]);
  expect(JSON.stringify(all)).toContain('200 are chosen now: choose anew.');
});

test('a form that is not ours is none', () => {
  expect(parseSideChoiceForm({}, '{}')).toBeNull();
  expect(parseSideChoiceForm({}, 'x')).toBeNull();
  expect(parseConfirmAccountForm('{"peeringId":1,"revision":2}')).toBeNull();
  const question = { peeringId: 1, revision: 2, accountId: '999999999999' };
  const form = buildConfirmAccountForm(question, PEERING, 'payments');
  expect(findViewProblems(form)).toEqual([]);
  expect(parseConfirmAccountForm(form.private_metadata)).toEqual(question);
});

const trouble = { since: minutes(5), code: 'CLOUD_DENIED', tries: 3, said: true, action: null, doing: '' };
const good = { fit: 'good', kind: 'side-peering', state: 'active' } as const;
const bad = { fit: 'missing', kind: 'side-ranges', added: ['10.9.0.0/16'], gone: [] } as const;
const healthOf = (findings: readonly (typeof good | typeof bad)[]) => ({
  findings,
  at: minutes(9),
  told: findings,
  driftSince: null,
});

interface StandingRow {
  readonly change: CardChange;
  readonly says: string | null;
  readonly because: string;
}

const active = { state: 'active' } as const;
const STANDINGS: readonly StandingRow[] = [
  { change: {}, says: '5 to create, 0 exist, 0 conflicts', because: 'it is planned' },
  {
    change: { side: { completion: aCompletion() } },
    says: '<@U0OMAR> wants vpcbot to complete it',
    because: 'somebody asked',
  },
  {
    change: { side: { completion: aCompletion({ state: 'approved' }) } },
    says: 'vpcbot completes it now',
    because: 'it runs',
  },
  {
    change: { side: { completion: aCompletion({ state: 'stopped' }) } },
    says: 'completing it stopped',
    because: 'it stopped',
  },
  {
    change: { side: { completion: aCompletion({ state: 'undoing' }) } },
    says: 'takes back',
    because: 'it is undone',
  },
  { change: { side: { trouble } }, says: 'cannot see it', because: 'people were told of the trouble' },
  { change: { side: { plan: null, isMissing: true } }, says: 'no such network', because: 'it was mistyped' },
  { change: { side: { plan: null } }, says: null, because: 'nothing is known' },
  { change: { peering: active, side: { plan: aDonePlan() } }, says: null, because: 'all is there' },
  {
    change: { peering: active, side: { health: healthOf([good]) } },
    says: 'nothing is wrong there',
    because: 'it is well',
  },
  {
    change: { peering: active, side: { health: healthOf([good, bad]) } },
    says: '1 thing is not as it should be',
    because: 'a range came',
  },
  { change: { peering: { state: 'expired' } }, says: null, because: 'it is over' },
];

test.each(STANDINGS)('the card of the request says $says, because $because', ({ change, says }) => {
  const text = readMessage({ blocks: buildStandings(aCard(change).view) });
  if (says === null) expect(text).toBe('');
  else expect(text).toContain(says);
});
