import type { KnownBlock, ModalView } from '@slack/types';
import { expect, test } from 'vitest';
import { judgeLimitRequest } from '../../src/domain/limit-request.ts';
import { answerMayBreakGlass, buildBreakGlassForm } from '../../src/slack/break-glass-form.ts';
import { buildDenyForm } from '../../src/slack/deny-form.ts';
import {
  answerLimitUnderWay,
  buildLimitForm,
  LIMIT_WANTED,
  LIMIT_WHY,
  type LimitUse,
  limitErrors,
  limitNoProject,
  parseLimitForm,
  planLimit,
} from '../../src/slack/limit-form.ts';
import { PICK_PROJECT } from '../../src/slack/pick.ts';
import { buildFormPlanMessage } from '../../src/slack/plan-message.ts';
import { parseReasonForm, REASON, reasonErrors } from '../../src/slack/reason-form.ts';
import {
  buildRaisedForm,
  buildRefusedForm,
  parseRaisedForm,
  RAISED_LIMIT,
  raisedNoNumber,
  raisedNoRoom,
} from '../../src/slack/timescale-limit-form.ts';
import { findMessageProblems, findViewProblems, readMessage } from './block-kit.ts';
import { aProject, aView } from './example.ts';
import { aLimitView } from './quota-example.ts';

const read = (view: ModalView): string => {
  expect(findViewProblems(view)).toEqual([]);
  const { title, submit, close, blocks } = view;
  return `${title.text} [${submit?.text}] [${close?.text}]\n${readMessage({ blocks: blocks as readonly KnownBlock[] })}`;
};

const typeIn = (action: string, value: string | null) => ({ [action]: { [action]: { value } } });

const full: LimitUse = { project: 'payments', used: 3, limit: 3, held: [] };

test('a denial asks why, and says who reads it', () => {
  expect(read(buildDenyForm(aView(), 7))).toMatchInlineSnapshot(`
    "Deny R12 [Deny] [Not yet]
    <@U0ADA> reads your reason in the thread. The VPC \`payments-eu\` is not made.

    Reason: {"type":"plain_text_input","action_id":"reason","max_length":300,"min_length":3,"multiline":true} (Say what they can do instead.)"
  `);
  expect(read(buildDenyForm(aLimitView(), 7))).toContain('The limit of payments stays as it is.');
});

test('breaking glass asks why, and says that all approvers and the channel read it', () => {
  expect(read(buildBreakGlassForm(aView(), aProject(), 7))).toMatchInlineSnapshot(`
    "Break glass for R12 [Break glass] [Not yet]
    As an admin of payments you may approve R12 without an approver.

    The channel and all approvers (<!subteam^S0PLATFORM> and <@U0BOB>) read your reason, and it stays in the audit trail.

    Why it cannot wait: {"type":"plain_text_input","action_id":"reason","max_length":300,"min_length":3,"multiline":true} (What would break, and why no approver can decide in time.)"
  `);
  expect(read(buildBreakGlassForm(aLimitView(), aProject({ approvers: [] }), 7))).toContain(
    'The channel reads your reason, and it stays in the audit trail.',
  );
});

test('an admin who may not decide on their own is told that glass may be broken', () => {
  const verdict = { kind: 'refused', reason: 'own-request', ask: ['S0PLATFORM'] } as const;
  const message = answerMayBreakGlass(verdict, 'payments', { requestId: 12, quotaId: 7 });
  expect(findMessageProblems(message)).toEqual([]);
  expect(readMessage(message)).toMatchInlineSnapshot(`
    "This is your own request, and nobody decides on their own. Nothing was changed. Ask <!subteam^S0PLATFORM>.

    As an admin you may approve it alone where it cannot wait: press *Break glass…* and say why. To give it up, type \`/vpc cancel R12\`.

    [Break glass…]"
  `);
});

test('a reason must say something, and comes back with what it is about', () => {
  const form = buildDenyForm(aView(), 7);
  const given = parseReasonForm(typeIn(REASON, '  Use payments-us \n'), form.private_metadata);
  expect(given).toEqual({ id: 7, reason: 'Use payments-us' });
  expect(reasonErrors({ id: 7, reason: 'Use payments-us' })).toEqual({});
  const short = { [REASON]: 'Type a reason of 3 to 300 characters.' };
  expect(reasonErrors({ id: 7, reason: '.' })).toEqual(short);
  expect(reasonErrors({ id: 7, reason: 'x'.repeat(301) })).toEqual(short);
});

test.each([undefined, '', 'null', '[]', '{"id":"12"}'])('a form that carries %s is not ours', (carried) => {
  expect(parseReasonForm({}, carried)).toBeNull();
  expect(parseRaisedForm({}, carried)).toBeNull();
});

test('whoever asks for more is offered one more, and told what Timescale still has to raise', () => {
  expect(read(buildLimitForm({ ...full, held: [7, 8] }, {}))).toMatchInlineSnapshot(`
    "Ask for more VPCs [Ask] [Close]
    payments uses 3 of 3 VPCs.

    R7 and 1 more request wait for Timescale, which allows payments no VPC more: a limit here does not raise Timescale’s own. The thread of R7 says what to write to its support.

    Project: {"type":"external_select","action_id":"pick_project","min_query_length":0,"placeholder":{"type":"plain_text","text":"Choose a project","emoji":false},"initial_option":{"text":{"type":"plain_text","text":"payments","emoji":false},"value":"payments"}}

    How many VPCs in all: {"type":"plain_text_input","action_id":"ask_limit_wanted","max_length":4,"initial_value":"4"} (An approver decides. The limit stays; no VPC is made by this.)

    Why: {"type":"plain_text_input","action_id":"ask_limit_why","max_length":300,"multiline":true} (The approvers read it on their card.)"
  `);
  expect(read(buildLimitForm(null, { limit: '9', why: 'two teams more' }))).toMatchInlineSnapshot(`
    "Ask for more VPCs [Ask] [Close]
    Project: {"type":"external_select","action_id":"pick_project","min_query_length":0,"placeholder":{"type":"plain_text","text":"Choose a project","emoji":false}}

    How many VPCs in all: {"type":"plain_text_input","action_id":"ask_limit_wanted","max_length":4,"initial_value":"9"} (An approver decides. The limit stays; no VPC is made by this.)

    Why: {"type":"plain_text_input","action_id":"ask_limit_why","max_length":300,"multiline":true,"initial_value":"two teams more"} (The approvers read it on their card.)"
  `);
});

test('the plan of one line leads to the form', () => {
  const typed = { project: 'payments', limit: '', why: '' };
  const message = buildFormPlanMessage('ask_limit', planLimit(full), typed);
  expect(findMessageProblems(message)).toEqual([]);
  expect(readMessage(message)).toMatchInlineSnapshot(`
    "# Ask for more VPCs in payments

    payments uses 3 of 3 VPCs.

    In the form you say how many there should be in all, and why. Then an approver of payments decides.

    Nothing has happened yet. Press *Ask for more…* and confirm it in the form.

    [Ask for more…]"
  `);
});

test('what is wrong with a limit stands beside its field', () => {
  const person = { userId: 'U0OMAR', groups: [], standing: 'member' } as const;
  const wrong = (limit: string, why = 'two teams more', used = 3) => {
    const facts = { used, granted: 0, asked: [], held: [] };
    const verdict = judgeLimitRequest({ limit, why }, person, aProject(), facts);
    return verdict.kind === 'problems' ? limitErrors(verdict.problems) : verdict.kind;
  };
  expect([
    wrong(''),
    wrong('five'),
    wrong('1001'),
    wrong('3'),
    wrong('4', 'why not', 5),
    wrong('5', '.'),
  ]).toMatchInlineSnapshot(`
    [
      {
        "ask_limit_wanted": "Type how many VPCs there should be in all, like 5.",
      },
      {
        "ask_limit_wanted": "“five” is not a whole number. Type how many VPCs there should be in all, like 5.",
      },
      {
        "ask_limit_wanted": "Type 1000 at most.",
      },
      {
        "ask_limit_wanted": "The limit is 3 already: type 4 or more.",
      },
      {
        "ask_limit_wanted": "There are 5 VPCs already: type 6 or more.",
      },
      {
        "ask_limit_why": "Say in 3 to 300 characters why it is needed.",
      },
    ]
  `);
  expect(limitNoProject()).toEqual({ [PICK_PROJECT]: 'Choose the project.' });
  expect(readMessage(answerLimitUnderWay({ requestId: 9, wanted: 5 }, 'payments'))).toMatchInlineSnapshot(
    `"A limit of 5 VPCs is asked for already in payments: R9 waits for an approver. Nothing was recorded. Wait for it, or ask for more than 5."`,
  );
});

test('what was typed about a limit is read back', () => {
  const values = {
    [PICK_PROJECT]: { [PICK_PROJECT]: { selected_option: { value: 'payments' } } },
    ...typeIn(LIMIT_WANTED, '5'),
    ...typeIn(LIMIT_WHY, 'two teams more'),
  };
  expect(parseLimitForm(values)).toEqual({ project: 'payments', limit: '5', why: 'two teams more' });
});

test('the form about Timescale’s limit says who goes on, and what a number means here', () => {
  expect(read(buildRaisedForm(aView(), { used: 3, waiting: 2 }))).toMatchInlineSnapshot(`
    "Timescale raised it [Record it] [Not yet]
    payments has 3 VPCs, and 2 requests of it wait for Timescale. As many as there is room for go on at once, in the order in which they were asked.

    How many VPCs Timescale allows now, in all: {"type":"plain_text_input","action_id":"timescale_limit","max_length":4,"initial_value":"5"} (As Timescale’s support answered. payments may then have that many VPCs without another approval.)"
  `);
  expect(read(buildRefusedForm(aView()))).toMatchInlineSnapshot(`
    "End R12 [End R12] [Not yet]
    Timescale refused to raise its limit, so R12 ends: the VPC \`payments-eu\` is not made. <@U0ADA> reads in the thread why.

    What Timescale’s support answered: {"type":"plain_text_input","action_id":"reason","max_length":300,"min_length":3,"multiline":true} (Say also what they can do instead.)"
  `);
});

test.each([
  { text: '5', limit: 5 },
  { text: ' 1000 ', limit: 1000 },
  { text: '0', limit: null },
  { text: '1001', limit: null },
  { text: 'five', limit: null },
  { text: null, limit: null },
])('a limit of Timescale typed as "$text" is read as $limit', ({ text, limit }) => {
  expect(parseRaisedForm(typeIn(RAISED_LIMIT, text), '{"id":12}')).toEqual({ id: 12, limit });
});

test('a limit that leaves no room is refused beside its field', () => {
  expect([raisedNoNumber(), raisedNoRoom(1), raisedNoRoom(4)]).toMatchInlineSnapshot(`
    [
      {
        "timescale_limit": "Type a whole number from 1 to 1000, like 5.",
      },
      {
        "timescale_limit": "There is 1 VPC already, so nothing could go on: type 2 or more, or press “Timescale refused…” on the card.",
      },
      {
        "timescale_limit": "There are 4 VPCs already, so nothing could go on: type 5 or more, or press “Timescale refused…” on the card.",
      },
    ]
  `);
});
