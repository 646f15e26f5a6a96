import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildGuide } from '../../src/clouds/guide.ts';
import { readGuideFacts, securityOf, TOOLS, toolsOf } from '../../src/domain/guide.ts';
import type { PeerWaitNotice } from '../../src/domain/notice-body.ts';
import { PEERING_STATES } from '../../src/domain/peering.ts';
import { SECURITY_CHOICES } from '../../src/domain/security-choice.ts';
import { buildAnswerView } from '../../src/slack/answer-view.ts';
import type { Message } from '../../src/slack/blocks.ts';
import * as answers from '../../src/slack/pending-peer-answers.ts';
import { buildWaits } from '../../src/slack/pending-peer-blocks.ts';
import { renderPeerWaitNotice } from '../../src/slack/pending-peer-notice.ts';
import { buildSendForm, parseSendForm, SEND_FIELDS, sendErrors } from '../../src/slack/send-form.ts';
import { renderTimeLeft } from '../../src/slack/time-left.ts';
import { sayEnd } from '../../src/slack/timescale-end-words.ts';
import { findMessageProblems, findViewProblems, listMrkdwn, readMessage, readTimes } from './block-kit.ts';
import { AZURE, ENDED, GOOGLE, namedAll, PCX, UNSEEN, waiting } from './cloud-example.ts';
import { aPeer, aPeering, aView, minutes, range } from './example.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const EXPIRES = minutes(4) + 7 * DAY;

test.each([
  { left: 7 * DAY, says: '7 days left', because: 'it has just begun' },
  { left: 6 * DAY - 5 * 60_000, says: '6 days left', because: 'a look comes some minutes late' },
  { left: 36 * HOUR, says: '2 days left', because: 'the nearest day is said' },
  { left: 24 * HOUR, says: '24 hours left', because: 'on the last day the hours count' },
  { left: 80 * 60_000, says: '1 hour left', because: 'the nearest hour is said' },
  { left: HOUR - 1, says: 'Less than an hour left', because: 'minutes would change too often' },
  { left: 0, says: 'No time left', because: 'it is over' },
])('$left ms are $says, because $because', ({ left, says }) => {
  expect(renderTimeLeft(EXPIRES, EXPIRES - left)).toBe(says);
});

const shared = { peeringId: 3, peer: aPeer(), provisionedId: PCX } as const;
const sent = {
  kind: 'instructions-sent',
  ...shared,
  expiresAt: EXPIRES,
  choice: { tool: 'cli', security: 'new' },
  note: 'It is for <!channel> the `ledger`',
  by: 'U0OMAR',
} as const;
const passedOn = {
  kind: 'instructions-passed-on',
  peer: aPeer(),
  provisionedId: PCX,
  choice: { tool: 'terraform', security: 'leave' },
  by: 'U0OMAR',
} as const;

const guideOf = (body: PeerWaitNotice) =>
  body.kind === 'instructions-sent'
    ? buildGuide(
        readGuideFacts(
          body,
          { name: 'payments-eu', cidr: range('10.0.1.0/24'), region: 'us-east-1' },
          UNSEEN,
        ),
        body.choice,
      )
    : null;

const build = (body: PeerWaitNotice, lane: string | null = null, now = EXPIRES - 2 * DAY): Message => {
  const message = renderPeerWaitNotice(body, {
    ports: [5432],
    notice: { id: 41, lane },
    view: aView(),
    guide: guideOf(body),
    now,
  });
  expect(findMessageProblems(message)).toEqual([]);
  return message;
};

const read = (body: PeerWaitNotice, lane: string | null = null): string => readMessage(build(body, lane));

const buttonsOf = ({ blocks }: Pick<Message, 'blocks'>) =>
  blocks
    .flatMap((block) => (block.type === 'actions' ? block.elements : []))
    .map((one) => ('value' in one ? `${one.action_id} ${one.value}` : one.type));

test('a reminder calls whoever asked, says how long is left and what to do', () => {
  const body = { kind: 'peering-reminder', ...shared, expiresAt: EXPIRES, isLast: false } as const;
  expect(read(body)).toMatchInlineSnapshot(`
    "<@U0ADA> R12: nobody has accepted the peering request \`pcx-0123456789abcdef0\` yet. It can be accepted until 2026-11-29 09:04 UTC (2 days left).

    Ask the owner of account \`123456789012\` to accept it in \`eu-west-1\`, or press *Send to someone*.

    [I have accepted it] [How to accept] [Send to someone]"
  `);
  expect(read({ ...body, isLast: true })).toMatchInlineSnapshot(`
    "<@U0ADA> R12: nobody has accepted the peering request \`pcx-0123456789abcdef0\` yet. It can be accepted until 2026-11-29 09:04 UTC (2 days left).

    Ask the owner of account \`123456789012\` to accept it in \`eu-west-1\`, or press *Send to someone*.

    This is the last reminder. If nobody accepts it by then, AWS drops the request, and the peering has to be asked for again, which makes a request with another id. Nothing is lost but the time.

    [I have accepted it] [How to accept] [Send to someone]"
  `);
  expect(readTimes(build(body).text)).toBe(read(body).split('\n\n').slice(0, 2).join(' '));
  expect(buttonsOf(build(body))).toEqual(['said_accepted 3', 'how_to_accept 3', 'send_to_someone 3']);
});

test('what is still waiting after "I have accepted it" says what may be missing', () => {
  const body = { kind: 'acceptance-missing', ...shared, by: 'U0NINA', at: minutes(30) } as const;
  expect(read(body)).toMatchInlineSnapshot(`
    "<@U0NINA> R12: you said 2026-11-22 09:30 UTC that \`pcx-0123456789abcdef0\` is accepted, and Timescale still shows it as waiting. It takes up to five minutes to see it.

    Check in AWS that it is this id, that you are in account \`123456789012\` and in region \`eu-west-1\`, and that its status is _Active_. If it is, press the button again later; if it stays like this, ask Timescale’s support.

    [I have accepted it] [How to accept] [Send to someone]"
  `);
  expect(buttonsOf(build(body, 'U0NINA'))).toEqual(['said_accepted_there 41']);
});

test('who accepted it elsewhere hears there that it is active', () => {
  expect(read({ kind: 'acceptance-seen', peer: aPeer(), provisionedId: PCX })).toMatchInlineSnapshot(
    `"The peering \`pcx-0123456789abcdef0\` of \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 is active: Timescale sees that it is accepted. Traffic also needs the route to \`10.0.1.0/24\` and outbound TCP 5432 to it. If you have added both, nothing more is needed from you."`,
  );
});

test('instructions for somebody carry who sends them, the note, the ids, the warning and a button', () => {
  const words = read(sent, 'U0NINA');
  expect(words.split('\n\n').slice(0, 5).join('\n')).toMatchInlineSnapshot(`
    "<@U0OMAR> asks you for this. This is how to accept the peering request \`pcx-0123456789abcdef0\` in account \`123456789012\` with the AWS CLI. It connects your network to the Timescale VPC \`payments-eu\`.
    <@U0OMAR> adds: “It is for &lt;!channel&gt; the 'ledger'”
    It can be accepted until 2026-11-29 09:04 UTC (2 days left).
    *Peering request* \`pcx-0123456789abcdef0\`
    *Your account* \`123456789012\`
    *Your VPC* \`vpc-0a1b2c3d4e5f67890\`
    *Your region* \`eu-west-1\`
    *Timescale range* \`10.0.1.0/24\`
    *Timescale region* \`us-east-1\`
    *Careful.* Never accept a request from an account you do not expect. What proves this one is its id, with your VPC and its region: it must be \`pcx-0123456789abcdef0\` for \`vpc-0a1b2c3d4e5f67890\` in \`eu-west-1\`. Leave any other alone."
  `);
  expect(words.split('\n\n').slice(-2).join('\n')).toMatchInlineSnapshot(`
    "Once you have accepted it, press *I have accepted it*: vpcbot looks at once.
    [I have accepted it]"
  `);
  expect(words).toContain('Never accept a request from an account you do not expect');
  expect(buttonsOf(build(sent, 'U0NINA'))).toEqual(['said_accepted_there 41']);
});

test('instructions fit into one message for every tool and choice, and their text says the same', () => {
  for (const { peer, provisionedId } of ENDED) {
    const isAws = peer.kind === 'aws';
    const expiresAt = isAws ? EXPIRES : null;
    for (const tool of toolsOf(peer.kind)) {
      for (const security of securityOf(peer.kind)) {
        const body = { ...sent, peer, provisionedId, expiresAt, choice: { tool, security }, note: null };
        const { text, blocks } = build(body, 'C0NET');
        expect(blocks.at(-1)?.type).toBe('actions');
        expect(text).toContain(sayEnd({ peer, provisionedId }));
        expect(text.includes('It can be accepted until')).toBe(isAws);
        expect(text.includes('press *I have created the peering*')).toBe(!isAws);
        expect(text).not.toContain('adds:');
      }
    }
  }
});

test('the thread names whom the instructions went to, and calls nobody but the sender', () => {
  expect(read({ ...passedOn, to: 'U0NINA', name: 'Nina <@U0ADA>' })).toMatchInlineSnapshot(
    `"R12: <@U0OMAR> sent the way to accept \`pcx-0123456789abcdef0\` (Terraform) to Nina &lt;@U0ADA&gt;. Next, they accept it, and this thread says when the peering is active."`,
  );
  expect(read({ ...passedOn, to: 'C0NET', name: null })).toMatchInlineSnapshot(
    `"R12: <@U0OMAR> sent the way to accept \`pcx-0123456789abcdef0\` (Terraform) to <#C0NET>. Next, they accept it, and this thread says when the peering is active."`,
  );
  expect(build({ ...passedOn, to: 'U0NINA', name: 'Nina' }).text).not.toContain('U0NINA');
});

test('the card counts down and offers what there is to do, while it waits', () => {
  const view = aView({ peering: { saidAccepted: { by: 'U0NINA', at: minutes(30), lane: null } } });
  const blocks = [...buildWaits(view, EXPIRES - 3 * DAY)];
  expect(readMessage({ blocks })).toMatchInlineSnapshot(`
    "*3 days left* to accept \`pcx-0123456789abcdef0\`. <@U0NINA> said 2026-11-22 09:30 UTC that it is accepted; vpcbot looks often.

    [I have accepted it] [How to accept] [Send to someone]"
  `);
  expect(buttonsOf({ blocks })).toEqual(['said_accepted 3', 'how_to_accept 3', 'send_to_someone 3']);
  for (const state of PEERING_STATES.filter((one) => one !== 'pending-peer')) {
    expect(buildWaits(aView({ peering: { state } }), EXPIRES)).toEqual([]);
  }
  expect(buildWaits(aView({ request: { state: 'cancelling' } }), EXPIRES)).toEqual([]);
  const many = { ...aView(), peerings: Array.from({ length: 9 }, (_, id) => aPeering({ id })) };
  expect(buildWaits(many, EXPIRES)).toHaveLength(6);
});

test('where nothing is accepted, the waiting is told without a deadline and by what is to be created', () => {
  const shown = [GOOGLE, AZURE].map((ended) => {
    const named = { peeringId: 3, ...ended } as const;
    return [
      read({ kind: 'peering-reminder', ...named, expiresAt: null, isLast: true }),
      read({ kind: 'acceptance-missing', ...named, by: 'U0NINA', at: minutes(30) }),
      read({ kind: 'acceptance-seen', ...ended }),
      read({ ...passedOn, ...ended, choice: { tool: 'cli', security: 'leave' }, to: 'C0NET', name: null }),
      readMessage({ blocks: [...buildWaits(aView({ peering: waiting(ended) }), EXPIRES)] }),
      readMessage(answers.answerLooking(ended, false)),
      readMessage(answers.answerNotAwaited({ kind: 'not-yet' }, aPeering(waiting(ended)))),
    ].join('\n\n');
  });
  expect(shown[0]).toMatchInlineSnapshot(`
    "<@U0ADA> R12: nobody has created the matching peering to \`ts-prod-7/project-vpc-1\` yet.

    Ask the owner of project \`acme-net\` to create it, or press *Send to someone*.

    This is the last reminder. Nothing expires: vpcbot keeps looking, and says here when the peering is active. If nobody needs it, type \`/vpc unpeer\`.

    [I have created the peering] [How to create it] [Send to someone]

    <@U0NINA> R12: you said 2026-11-22 09:30 UTC that the peering to \`ts-prod-7/project-vpc-1\` is created, and Timescale still shows it as waiting. It takes up to five minutes to see it.

    Check in Google Cloud that the peering is one of \`default\` of project \`acme-net\`, that it leads to \`project-vpc-1\` of project \`ts-prod-7\`, and that its status is _Active_. If it is, press the button again later; if it stays like this, ask Timescale’s support.

    [I have created the peering] [How to create it] [Send to someone]

    The peering of \`default\` of project \`acme-net\` to \`ts-prod-7/project-vpc-1\` is active on both sides. Traffic passes unless a rule of yours denies outbound TCP 5432 to \`10.0.1.0/24\`. If none does, nothing more is needed from you.

    R12: <@U0OMAR> sent the way to create the peering to \`ts-prod-7/project-vpc-1\` (gcloud CLI) to <#C0NET>. Next, they create it, and this thread says when the peering is active.

    *No deadline* to create the peering to \`ts-prod-7/project-vpc-1\`.

    [I have created the peering] [How to create it] [Send to someone]

    Thank you. vpcbot looks at the peering to \`ts-prod-7/project-vpc-1\` every few seconds now. Timescale takes up to five minutes to see it; the thread says so then.

    Timescale does not show what project \`acme-net\` could peer with now. The thread says when it does."
  `);
  expect(shown[1]).toMatchInlineSnapshot(`
    "<@U0ADA> R12: nobody has created the matching peering to \`ts-vnet-1\` yet.

    Ask the owner of subscription \`10000000-0000-4000-8000-000000000001\` to create it, or press *Send to someone*.

    This is the last reminder. Nothing expires: vpcbot keeps looking, and says here when the peering is active. If nobody needs it, type \`/vpc unpeer\`.

    [I have created the peering] [How to create it] [Send to someone]

    <@U0NINA> R12: you said 2026-11-22 09:30 UTC that the peering to \`ts-vnet-1\` is created, and Timescale still shows it as waiting. It takes up to five minutes to see it.

    Check in Azure that the peering is one of \`app-vnet\` of subscription \`10000000-0000-4000-8000-000000000001\`, that it leads to \`/subscriptions/80000000-0000-4000-8000-000000000008/resourceGroups/ts-rg/providers/Microsoft.Network/virtualNetworks/ts-vnet-1\`, and that its status is _Connected_. If it is, press the button again later; if it stays like this, ask Timescale’s support.

    [I have created the peering] [How to create it] [Send to someone]

    The peering of \`app-vnet\` of subscription \`10000000-0000-4000-8000-000000000001\` to \`ts-vnet-1\` is active on both sides. Traffic passes unless a rule of yours denies outbound TCP 5432 to \`10.0.1.0/24\`. If none does, nothing more is needed from you.

    R12: <@U0OMAR> sent the way to create the peering to \`ts-vnet-1\` (Azure CLI) to <#C0NET>. Next, they create it, and this thread says when the peering is active.

    *No deadline* to create the peering to \`ts-vnet-1\`.

    [I have created the peering] [How to create it] [Send to someone]

    Thank you. vpcbot looks at the peering to \`ts-vnet-1\` every few seconds now. Timescale takes up to five minutes to see it; the thread says so then.

    Timescale does not show what subscription \`10000000-0000-4000-8000-000000000001\` could peer with now. The thread says when it does."
  `);
  expect(shown.join(' ')).not.toMatch(/AWS|pcx|VPC id|account|accept/);
});

test('the form offers what its cloud has, and asks nothing where there is one way', () => {
  const shown = ENDED.map((ended) => {
    const view = buildSendForm(aPeering(waiting(ended)));
    expect(findViewProblems(view)).toEqual([]);
    return view.blocks.flatMap((block) =>
      'element' in block && 'options' in block.element
        ? (block.element.options ?? []).map((option) => String(option.value))
        : [],
    );
  });
  expect(shown).toEqual([
    ['console', 'cli', 'terraform', 'new', 'existing', 'leave'],
    ['console', 'cli', 'terraform', 'leave', 'new'],
    ['cli', 'terraform'],
  ]);
});

test('the form asks for one person or one channel, and how', () => {
  const view = buildSendForm(aPeering());
  expect(findViewProblems(view)).toEqual([]);
  expect(listMrkdwn(view)).toEqual([
    'Sends how to accept `pcx-0123456789abcdef0` to whoever can do so in account `123456789012`, with its ids and the steps. The thread says that you sent it.',
  ]);
  expect(view.blocks.map((block) => block.block_id)).toEqual([undefined, ...Object.values(SEND_FIELDS)]);
});

test('a form that is sent is read whole, and what is none of ours is none', () => {
  const values = {
    [SEND_FIELDS.person]: { [SEND_FIELDS.person]: { selected_user: 'U0NINA' } },
    [SEND_FIELDS.channel]: { [SEND_FIELDS.channel]: { selected_conversation: null } },
    [SEND_FIELDS.tool]: { [SEND_FIELDS.tool]: { selected_option: { value: 'cli' } } },
    [SEND_FIELDS.security]: { [SEND_FIELDS.security]: { selected_option: { value: 'something' } } },
    [SEND_FIELDS.note]: { [SEND_FIELDS.note]: { value: ' for the ledger ' } },
  };
  expect(parseSendForm(values, '{"peeringId":3}')).toEqual({
    peeringId: 3,
    person: 'U0NINA',
    channel: '',
    choice: { tool: 'cli', security: 'something' },
    note: 'for the ledger',
  });
  expect(parseSendForm({}, '{"peeringId":"3"}')).toBeNull();
  expect(parseSendForm({}, undefined)).toBeNull();
});

test('what is wrong with the form stands beside a field of it', () => {
  const fields = Object.values<string>(SEND_FIELDS);
  for (const problem of ['nobody', 'two', 'deactivated', 'not-recorded'] as const) {
    const [[field = '', words = ''] = []] = Object.entries(sendErrors(problem));
    expect(fields).toContain(field);
    expect(words).toMatch(/[.]$/);
  }
});

test('each press is answered in words that say what comes next', () => {
  const said = [
    answers.answerLooking(shared, false),
    answers.answerLooking(shared, true),
    answers.answerNotAwaited({ kind: 'active', provisionedId: PCX }, aPeering({ state: 'active' })),
    answers.answerNotAwaited({ kind: 'not-yet' }, aPeering({ state: 'approved' })),
    answers.answerNotAwaited({ kind: 'over', state: 'expired' }, aPeering({ state: 'expired' })),
    answers.answerNotAwaited({ kind: 'over', state: 'deleted' }, aPeering({ state: 'deleted' })),
    answers.answerNotAwaited({ kind: 'over', state: 'expired' }, aPeering({ state: 'expired' }), true),
    answers.answerNotAwaited({ kind: 'over', state: 'deleted' }, aPeering({ state: 'deleted' }), true),
    answers.answerNotSentToYou(),
    answers.answerSent(12, 'U0NINA'),
    answers.answerTooManySendings(minutes(60)),
    answers.answerAskedAgain(12),
    answers.answerAskedBefore('U0NINA', minutes(60)),
    answers.answerAskedBefore(null, null),
  ];
  for (const message of said) expect(findMessageProblems(message)).toEqual([]);
  expect(said.map((message) => readMessage(message)).join('\n')).toMatchInlineSnapshot(`
    "Thank you. vpcbot looks at \`pcx-0123456789abcdef0\` every few seconds now. Timescale takes up to five minutes to see it; the thread says so then.
    Thank you. vpcbot looks at \`pcx-0123456789abcdef0\` every few seconds now. Timescale takes up to five minutes to see it; then it is said here.
    The peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 is active already. Nothing is left to accept.
    Timescale does not show a request that account \`123456789012\` could accept now. The thread says when there is one.
    Nobody in account \`123456789012\` accepted the peering request within seven days, so it expired. \`pcx-0123456789abcdef0\` cannot be accepted any more. Press *Ask again* on the card: the new request has a new id and seven more days.
    \`pcx-0123456789abcdef0\` is not wanted any more: leave it alone. If another request took its place, the thread has its id.
    Nobody in account \`123456789012\` accepted the peering request within seven days, so it expired. \`pcx-0123456789abcdef0\` cannot be accepted any more. If the peering is still needed, whoever sent you this asks for it again and sends you its new id.
    \`pcx-0123456789abcdef0\` is not wanted any more: leave it alone. If the peering is still needed, whoever sent you this asks for it again and sends you its new id.
    These instructions were sent to somebody else, so nothing was done. Ask who sent them to send them to you.
    vpcbot sends it to <@U0NINA> now. The thread of R12 says so, and it says there if Slack does not take it.
    The way to do this was sent several times within an hour, and nothing more was sent. Send it again after 2026-11-22 10:00 UTC, or pass on what the thread says.
    It is asked for again, as it was. The request has a new id; the thread of R12 says it as soon as Timescale has made it.
    <@U0NINA> asked for it again 2026-11-22 10:00 UTC, before you pressed. The card says how far it is.
    This peering was deleted, so there is nothing to ask for again."
  `);
});

const NASTY = [
  '<!channel>',
  '<@U0EVIL>',
  '&',
  '`',
  '```',
  '*_~',
  '\n',
  '\u202E',
  '😀'.repeat(900),
  '|',
  'x'.repeat(3000),
];
const nasty = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.array(fc.constantFrom(...NASTY), { maxLength: 4 }).map((parts) => parts.join(' ')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

test('whatever a person, a note or a provider calls things, Slack takes it and calls nobody', () => {
  fc.assert(
    fc.property(
      nasty,
      fc.constantFrom(...TOOLS),
      fc.constantFrom(...SECURITY_CHOICES),
      fc.nat(2),
      (text, tool, security, kind) => {
        const { peer, provisionedId } = namedAll(text)[kind] ?? shared;
        const named = { peeringId: 3, peer, provisionedId } as const;
        const expiresAt = peer.kind === 'aws' ? EXPIRES : null;
        const choice = { tool, security };
        const bodies: readonly PeerWaitNotice[] = [
          { kind: 'peering-reminder', ...named, expiresAt, isLast: true },
          { kind: 'acceptance-missing', ...named, by: 'U0NINA', at: minutes(1) },
          { kind: 'acceptance-seen', peer, provisionedId },
          { kind: 'instructions-sent', ...named, expiresAt, choice, note: text, by: 'U0OMAR' },
          {
            kind: 'instructions-passed-on',
            peer,
            provisionedId,
            choice,
            to: 'U0NINA',
            name: text,
            by: 'U0OMAR',
          },
        ];
        const view = aView({ vpc: { name: text, region: text } });
        const messages = bodies.map((body) =>
          renderPeerWaitNotice(body, {
            ports: [5432],
            notice: { id: 1, lane: null },
            view,
            guide: guideOf(body),
            now: EXPIRES - DAY,
          }),
        );
        const peering = aPeering({ peer, provisionedId, expiresAt, message: text });
        const over = answers.answerNotAwaited({ kind: 'over', state: 'rejected-by-peer' }, peering);
        const forms = [buildSendForm(peering), buildAnswerView('Send to someone', over)];
        const waits = [...buildWaits({ ...view, peerings: [peering] }, EXPIRES)];
        for (const message of [...messages, over, { text: 'waits', blocks: waits }]) {
          expect(findMessageProblems(message)).toEqual([]);
          expect(`${message.text} ${listMrkdwn(message.blocks).join(' ')}`).not.toMatch(/<!channel|U0EVIL>/);
        }
        for (const form of forms) {
          expect(findViewProblems(form)).toEqual([]);
          expect(listMrkdwn(form).join(' ')).not.toMatch(/<!channel|<@U0EVIL/);
        }
      },
    ),
    { numRuns: 90 },
  );
});

test('nobody is asked for their part of a peering whose VPC is being deleted', () => {
  expect(buildWaits(aView({ vpc: { state: 'active' } }), EXPIRES - DAY)).not.toEqual([]);
  expect(buildWaits(aView({ vpc: { state: 'deleting' } }), EXPIRES - DAY)).toEqual([]);
});
