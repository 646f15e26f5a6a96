import type { KnownBlock } from '@slack/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WantedMove } from '../../src/domain/move-request.ts';
import { type MovePlace, planLegs } from '../../src/domain/service-move.ts';
import {
  answerMoveCancelled,
  answerMovedByAnother,
  answerMoveNoPlace,
  answerMoveOver,
  answerMoveUnderWay,
  askCancelMove,
} from '../../src/slack/move-answers.ts';
import {
  ATTACH_FORM,
  buildMoveForm,
  DETACH_FORM,
  MIGRATE_FORM,
  MOVE_CONFIRM,
  type MoveForm,
  parseMoveForm,
  planMove,
} from '../../src/slack/move-form.ts';
import {
  renderConfirmProblem,
  renderPlaceProblem,
  renderServiceProblem,
} from '../../src/slack/move-problems.ts';
import { PICK_PLACE, PICK_SERVICE } from '../../src/slack/pick.ts';
import { buildFormPlanMessage } from '../../src/slack/plan-message.ts';
import { aMove, aService, serviceAt, VPC_A, VPC_B } from '../domain/move-example.ts';
import { findMessageProblems, findViewProblems, listMrkdwn, readMessage } from './block-kit.ts';
import { aProject, aRequest } from './example.ts';

const wanted = (
  from: MovePlace | null,
  to: MovePlace | null,
  change: Partial<WantedMove> = {},
): WantedMove => ({
  project: aProject(),
  service: serviceAt(from),
  from,
  to,
  legs: planLegs('tiger', from, to),
  warnings: [],
  ...change,
});

const readPlan = (move: WantedMove, form: MoveForm = MIGRATE_FORM) => {
  const message = buildFormPlanMessage(form, planMove(move, form), { service: 'payments-db' });
  expect(findMessageProblems(message)).toEqual([]);
  return readMessage(message);
};

test('the plan of an attachment says where it goes, what it costs and what changes', () => {
  expect(readPlan(wanted(null, VPC_A), ATTACH_FORM)).toMatchInlineSnapshot(`
    "# Attach payments-db

    The service \`payments-db\` of payments is on the public internet and goes to the VPC \`payments-us\`. Then it can be reached only from networks that are peered with \`payments-us\`, not from the public internet.

    *It cannot be reached meanwhile*, which takes a few minutes.

    *Its addresses change:* *Primary* \`d1k5vk7hf2.rp1pz7uyae.tsdb.cloud.timescale.com:33111\`, *Connection pooler* \`d1k5vk7hf2-pooler.rp1pz7uyae.tsdb.cloud.timescale.com:33222\` and *Read replica* \`reporting\` \`d1k5vk7hf2-repl.rp1pz7uyae.tsdb.cloud.timescale.com:33333\`. Whoever uses them has to use the new ones, which the thread lists.

    Nothing has happened yet. Press *Attach…* and confirm it in the form.

    [Attach…]"
  `);
});

test('the plan of a migration says that it takes two steps', () => {
  expect(readPlan(wanted(VPC_A, VPC_B))).toMatchInlineSnapshot(`
    "# Move payments-db

    The service \`payments-db\` of payments is in the VPC \`payments-us\` and goes to the VPC \`payments-new\`. Then it can be reached only from networks that are peered with \`payments-new\`, not from the public internet.

    *It cannot be reached meanwhile.* Timescale detaches it first and then attaches it. Each takes a few minutes; in between it is on the public internet for a moment.

    *Its addresses may change:* *Primary* \`d1k5vk7hf2.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432\`, *Connection pooler* \`d1k5vk7hf2-pooler.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432\` and *Read replica* \`reporting\` \`d1k5vk7hf2-repl.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432\`. The thread lists what is new.

    Nothing has happened yet. Press *Move…* and confirm it in the form.

    [Move…]"
  `);
});

test('the plan of a detachment says that the service is public then', () => {
  expect(readPlan(wanted(VPC_A, null), DETACH_FORM)).toContain(
    'goes to the public internet. Then it can be reached from anywhere on the public internet.',
  );
});

test('the plan warns of a VPC that nothing reaches, and of one that is full', () => {
  const text = readPlan(
    wanted(null, VPC_A, {
      warnings: [
        { kind: 'no-active-peering', vpc: 'payments-us' },
        { kind: 'endpoint-limit', vpc: 'payments-us', used: 48, needed: 3, most: 50 },
      ],
    }),
  );
  expect(text).toContain('has no active peering, so nobody will reach the service there.');
  expect(text).toContain('use about 48 of its 50 endpoints, and this one needs 3.');
});

test('a service without a known address is planned all the same', () => {
  const service = aService({ endpoints: [] });
  expect(readPlan(wanted(null, VPC_A, { service }))).toContain('Its addresses change.');
});

const readForm = (facts: Parameters<typeof buildMoveForm>[0]) => {
  const view = buildMoveForm(facts);
  expect(findViewProblems(view)).toEqual([]);
  return readMessage({ blocks: view.blocks.filter((block): block is KnownBlock => block.type !== 'input') });
};
const empty = { service: undefined, place: undefined, outlook: { kind: 'open' } } as const;
const labels = (form: MoveForm) =>
  buildMoveForm({ form, ...empty }).blocks.flatMap((block) => ('label' in block ? [block.label?.text] : []));

test('each form asks for what it cannot know', () => {
  const confirm = 'Type the name of the service to confirm';
  expect(labels(ATTACH_FORM)).toEqual(['Service', 'VPC', confirm]);
  expect(labels(DETACH_FORM)).toEqual(['Service', confirm]);
  expect(labels(MIGRATE_FORM)).toEqual(['Service', 'Where to', confirm]);
});

test('once both are chosen the plan stands in the form, or what is in its way', () => {
  const chosen = {
    form: MIGRATE_FORM,
    service: { words: 'payments-db · payments', value: 'service:1' },
    place: { words: 'payments-us', value: 'vpc:1' },
    expected: 'payments-db',
  } as const;
  const plan = planMove(wanted(null, VPC_A), MIGRATE_FORM);
  expect(readForm({ ...chosen, outlook: { kind: 'plan', plan } })).toContain(
    '*It cannot be reached meanwhile*',
  );
  const problems = ['The service is on the public internet <already>.'];
  expect(readForm({ ...chosen, outlook: { kind: 'problems', problems } })).toBe(
    'The service is on the public internet &lt;already&gt;.',
  );
  const message = answerMoveCancelled(12);
  expect(readForm({ ...chosen, outlook: { kind: 'answer', message } })).toContain('R12 is cancelled');
});

test('what was chosen and typed is read back', () => {
  const values = {
    a: { [PICK_SERVICE]: { selected_option: { value: 'service:1' } } },
    b: { [PICK_PLACE]: { selected_option: { value: 'public' } } },
    c: { [MOVE_CONFIRM]: { value: 'payments-db' } },
  };
  expect(parseMoveForm(values)).toEqual({ service: 'service:1', to: 'public', confirm: 'payments-db' });
  expect(parseMoveForm({})).toEqual({ service: '', to: '', confirm: '' });
});

test.each([
  [renderServiceProblem({ kind: 'empty' }), 'Choose the service to move.'],
  [
    renderServiceProblem({ kind: 'unknown', typed: 'payment', nearest: 'payments-db' }),
    'There is no service “payment” that you may see. Did you mean “payments-db”?',
  ],
  [
    renderServiceProblem({ kind: 'unknown', typed: 'x', nearest: null }),
    'There is no service “x” that you may see. A new one is known after some minutes: type /vpc services for all.',
  ],
  [
    renderServiceProblem({ kind: 'ambiguous', typed: 'db', ids: ['a1', 'b2'] }),
    'Several services are called “db”. Name it by its id: a1 or b2.',
  ],
  [
    renderServiceProblem({ kind: 'not-ready', state: 'paused', rawStatus: 'PAUSED' }),
    'The service is paused. Resume it in the Timescale console first (Timescale says “PAUSED”).',
  ],
  [
    renderServiceProblem({ kind: 'moving', requestId: 9 }),
    'R9 moves this service already. Wait until that is done.',
  ],
  [renderPlaceProblem({ kind: 'empty' }), 'Choose where the service is to go.'],
  [
    renderPlaceProblem({ kind: 'unknown', typed: 'x', nearest: null }),
    'There is no VPC “x” in its project. Choose one of its project, or the public internet.',
  ],
  [
    renderPlaceProblem({ kind: 'ambiguous', typed: 'x', ids: ['1', '2'] }),
    'Several VPCs are called “x”. Name it by its id: 1 or 2.',
  ],
  [
    renderPlaceProblem({ kind: 'already-there', service: 'db', place: VPC_A }),
    'The service “db” is in the VPC “payments-us” already. Choose another place.',
  ],
  [
    renderPlaceProblem({ kind: 'already-there', service: 'db', place: null }),
    'The service “db” is on the public internet already. Choose another place.',
  ],
  [
    renderPlaceProblem({
      kind: 'other-region',
      vpc: 'v',
      region: 'eu-west-1',
      service: 'db',
      own: 'us-east-1',
    }),
    'The VPC “v” is in eu-west-1 and the service “db” in us-east-1. A service goes only into a VPC of its own region: choose one there.',
  ],
  [
    renderPlaceProblem({ kind: 'not-active', vpc: 'v', state: 'deleting' }),
    'The VPC “v” is being deleted, so no service can go there now. Choose another one.',
  ],
  [
    renderConfirmProblem({ expected: 'payments-db' }),
    'This is not the name of the service. Type payments-db to confirm.',
  ],
])('%s', (said, words) => {
  expect(said).toBe(words);
});

const view = {
  on: 'service',
  request: aRequest({ ask: { kind: 'move' }, vpcId: null }),
  move: aMove(),
} as const;

test.each([
  [
    askCancelMove(view),
    'Do you want to cancel R12? Nothing has been asked of Timescale so far: the service `payments-db` stays on the public internet. Press *Cancel R12*, or leave it.\n\n[Cancel R12]',
  ],
  [
    answerMoveUnderWay(view),
    'R12 cannot be cancelled any more: Timescale moves the service `payments-db` to the VPC `payments-us` already. Wait for it, then press *Move it back* on the card.',
  ],
  [answerMoveOver(12, 'done'), 'R12 is done. To undo it, press *Move it back* on its card.'],
  [answerMoveOver(12, 'failed'), 'R12 failed. Its card says what can be done.'],
  [answerMoveOver(12, 'cancelled'), 'R12 is cancelled already.'],
  [answerMoveOver(12, 'open'), 'R12 is under way. Its card says how far it is.'],
  [answerMovedByAnother(12, 13), 'R12 cannot be retried: R13 moves the service already. Wait for it.'],
  [
    answerMoveNoPlace(12, 'main'),
    'R12 cannot be retried: the VPC `main` is not active any more. The service stays where it is. Ask for a move to another VPC with `/vpc migrate` or `/vpc attach`.',
  ],
])('%j is what only the asker reads', (message, words) => {
  expect(findMessageProblems(message)).toEqual([]);
  expect(readMessage(message)).toBe(words);
});

const nasty = fc.oneof(
  fc.constantFrom('<!channel>', '`code`', '*bold*', 'a\nb', '\u202Erev', 'x'.repeat(3_000), '', '&lt;'),
  fc.string({ unit: 'grapheme' }),
);

test('whatever things are called, plan and form fit and call nobody', () => {
  fc.assert(
    fc.property(nasty, nasty, fc.nat(60), (name, other, parts) => {
      const endpoints = Array.from({ length: parts }, () => ({
        role: 'replica' as const,
        name: other,
        host: name,
        port: 1,
      }));
      const place = { providerId: other, name: other };
      const move = wanted(null, place, {
        service: aService({ name, endpoints }),
        warnings: [{ kind: 'no-active-peering', vpc: other }],
      });
      const plan = planMove(move, MIGRATE_FORM);
      const message = buildFormPlanMessage(MIGRATE_FORM, plan, { service: name, to: other });
      expect(findMessageProblems(message)).toEqual([]);
      const form = buildMoveForm({
        form: MIGRATE_FORM,
        service: { words: name, value: 'service:1' },
        place: { words: other, value: 'public' },
        expected: name,
        outlook: { kind: 'plan', plan },
      });
      expect(findViewProblems(form)).toEqual([]);
      for (const words of [message.text, ...listMrkdwn(message.blocks), ...listMrkdwn(form.blocks)]) {
        expect(words).not.toContain('<!channel>');
      }
    }),
    { numRuns: 100 },
  );
});
