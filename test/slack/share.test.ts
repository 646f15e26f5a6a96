import type { KnownBlock } from '@slack/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ShareNotice } from '../../src/domain/notice-body.ts';
import type { Peering } from '../../src/domain/peering.ts';
import type { Request, VpcView } from '../../src/domain/request.ts';
import type { VpcRecord } from '../../src/domain/step.ts';
import { answerNotCancelled, askCancel } from '../../src/slack/decision-answers.ts';
import { renderNotice } from '../../src/slack/notice-message.ts';
import { buildPlanMessage } from '../../src/slack/plan-message.ts';
import { buildRequestCard } from '../../src/slack/request-card.ts';
import {
  answerNotShared,
  buildShareForm,
  parseShareForm,
  planShare,
  SHARE_FORM,
} from '../../src/slack/share-form.ts';
import { renderShareNotice } from '../../src/slack/share-notice.ts';
import {
  answerLeft,
  answerNotUnpeered,
  buildUnpeerForm,
  planLeave,
  planUnpeer,
} from '../../src/slack/unpeer-form.ts';
import { findMessageProblems, findViewProblems, readMessage, readTimes } from './block-kit.ts';
import { GOOGLE } from './cloud-example.ts';
import { aPeer, aPeering, aProject, aRequest, aView, aVpc, minutes } from './example.ts';
import { expectHarmless, expectHarmlessView, nasty } from './hostile.ts';

const sharer = { requestId: 15, requesterId: 'U0NINA' };
const omars = aRequest({ requesterId: 'U0OMAR', state: 'done' });
const placeOf = (peering: Peering = aPeering({ sharers: [sharer] })) => ({
  peering,
  record: { vpc: aVpc(), peerings: [peering], requests: [omars] } satisfies VpcRecord,
  services: [],
});
const of = { requestId: 12, requesterId: 'U0OMAR' };
const gone = { peer: aPeer(), provisionedId: 'pcx-0123456789abcdef0' };

/** R15 of Nina, which shares Omar's peering. */
const ninas = (change: Partial<Request> = {}, peering: Partial<Peering> = {}): VpcView => ({
  ...aView({
    request: { id: 15, requesterId: 'U0NINA', ask: { kind: 'share', peeringId: 3 }, ...change },
    peering: { sharers: [sharer], ...peering },
  }),
  others: [omars],
});
const read = (message: Parameters<typeof readMessage>[0]) => readTimes(readMessage(message));

test('the offer says whose the peering is, how it stands and what sharing means', () => {
  const view = buildShareForm(placeOf());
  expect(findViewProblems(view)).toEqual([]);
  expect(read({ blocks: view.blocks as readonly KnownBlock[] })).toMatchInlineSnapshot(`
    "\`payments-eu\` is peered with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 already (\`pcx-0123456789abcdef0\`): <@U0OMAR> asked for it in R12, shared by R15 (<@U0NINA>), and it is waiting for the other side since 2026-11-22 09:04 UTC.

    A VPC has one peering with each network, so Timescale is not asked for another. *Share it*, and it counts as yours too: its identifiers and its end come to your own thread, and nobody deletes it with \`/vpc unpeer\` before you have left it."
  `);
  expect(parseShareForm(view.private_metadata)).toEqual({ peering: 'peering:3' });
  expect(parseShareForm('{"peering":7}')).toEqual({ peering: '' });
  const found = placeOf(aPeering({ requestId: null }));
  expect(String(planShare(found).lines[0])).toContain('it was not made by vpcbot, and it is');
});

const NOTICES: readonly ShareNotice[] = [
  { kind: 'peering-shared', ...gone, state: 'active', of },
  { kind: 'peering-shared', ...gone, provisionedId: null, state: 'approved', of: null },
  { kind: 'sharer-joined', ...gone, by: 'U0GRACE', requestId: 16 },
  { kind: 'share-left', ...gone, state: 'active', of, by: 'U0NINA' },
  { kind: 'sharer-left', ...gone, by: 'U0GRACE', requestId: 16 },
  { kind: 'peering-kept', ...gone, by: [sharer] },
  { kind: 'peering-kept', ...gone, by: [sharer, { requestId: 16, requesterId: 'U0GRACE' }] },
];

test('those who live on one peering hear of each other', () => {
  const said = NOTICES.map((body) => renderShareNotice(body, ninas()));
  for (const message of said) expect(findMessageProblems(message)).toEqual([]);
  expect(said.map(read).join('\n--\n')).toMatchInlineSnapshot(`
    "<@U0NINA> R15 shares the peering \`pcx-0123456789abcdef0\` of \`payments-eu\` with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1: <@U0OMAR> asked for it in R12, and it is active.

    While R15 lives on it, nobody deletes it with \`/vpc unpeer\`.

    Next, attach a service to \`payments-eu\`: type \`/vpc attach\`. If a connection times out, check the route to \`10.0.1.0/24\` and outbound TCP 5432 on your side.
    --
    <@U0NINA> R15 shares the peering of \`payments-eu\` with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1: it was not made by vpcbot, and it is being made by Timescale.

    While R15 lives on it, nobody deletes it with \`/vpc unpeer\`.

    Next, what becomes of it comes here.
    --
    <@U0NINA> R15: <@U0GRACE> shares the peering \`pcx-0123456789abcdef0\` of \`payments-eu\` with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 from now on, in R16. It cannot be deleted with \`/vpc unpeer\` before they have left it. Nothing is needed from you.
    --
    <@U0NINA> ended R15: it no longer lives on the peering \`pcx-0123456789abcdef0\` of \`payments-eu\` with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1, which stays as it is (<@U0OMAR> asked for it in R12). Routes to it on your side still work; delete those that nobody needs.
    --
    <@U0NINA> R15: R16 no longer shares the peering \`pcx-0123456789abcdef0\` of \`payments-eu\` with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1; <@U0GRACE> ended that. The peering stays, and nothing is needed from you.
    --
    <@U0NINA> R15 failed: the peering \`pcx-0123456789abcdef0\` of \`payments-eu\` with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 stays, for R15 (<@U0NINA>) lives on it since.

    Talk to them: \`/vpc unpeer\` lets them leave it. Then ask again.
    --
    <@U0NINA> R15 failed: the peering \`pcx-0123456789abcdef0\` of \`payments-eu\` with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 stays, for R15 (<@U0NINA>) and R16 (<@U0GRACE>) live on it since.

    Talk to them: \`/vpc unpeer\` lets them leave it. Then ask again."
  `);
});

test('who shares a peering of Google Cloud is sent to no routes', () => {
  const google = { peer: GOOGLE.peer, provisionedId: GOOGLE.provisionedId };
  const words = [
    { kind: 'peering-shared', ...google, state: 'active', of } as const,
    { kind: 'share-left', ...google, state: 'active', of, by: 'U0NINA' } as const,
  ].map((body) => read(renderShareNotice(body, ninas())));
  expect(words[0]).toContain('check that nothing denies outbound TCP 5432 to `10.0.1.0/24` on your side.');
  for (const one of words) expect(one).not.toMatch(/route/i);
});

test('a placement that finds it taken names whose it is, and offers to share it', () => {
  const body = { kind: 'peering-taken', peer: aPeer(), providerId: '99', of } as const;
  const message = renderNotice({ body }, ninas({ ask: { kind: 'peer' } }), aProject(), null, minutes(5));
  expect(findMessageProblems(message)).toEqual([]);
  expect(read(message)).toContain('<@U0OMAR> asked for it in R12');
  expect(JSON.stringify(message.blocks)).toContain(`edit:${SHARE_FORM}`);
});

test.each([
  {
    request: { state: 'open' },
    peering: {},
    says: 'accept `pcx-0123456789abcdef0`. The thread says how.',
    because: 'it waits for the other side',
  },
  {
    request: { state: 'done' },
    peering: { state: 'active' },
    says: 'R15 is done: it lives on a peering that is active.',
    because: 'it is active',
  },
  {
    request: { state: 'left' },
    peering: { state: 'active', sharers: [] },
    says: 'R15 has left the peering, which stays.',
    because: 'she left it',
  },
  {
    request: { state: 'failed' },
    peering: { state: 'expired', sharers: [] },
    says: 'so it expired. If it is still needed, type `/vpc peer payments-eu`',
    because: 'nobody accepted',
  },
  {
    request: { state: 'done' },
    peering: { state: 'deleted', sharers: [] },
    says: 'is deleted. If it is still needed',
    because: 'it was deleted since',
  },
  {
    request: { state: 'done' },
    peering: { state: 'requested', sharers: [] },
    says: 'R15 is over. If it is still needed',
    because: 'its owner tries again without her',
  },
] as const)('the card of one that shares says “$says”, because $because', ({ request, peering, says }) => {
  const card = buildRequestCard(ninas(request, peering), aProject(), minutes(6));
  expect(findMessageProblems(card)).toEqual([]);
  expect(read(card)).toContain(says);
  expect(read(card)).toContain('<@U0OMAR> asked for it in R12');
});

test('the card of the owner names who shares, and what stands in the way is answered with what to do', () => {
  const view = aView({ request: { ask: { kind: 'peer' }, state: 'open' }, peering: { sharers: [sharer] } });
  const shared = { kind: 'shared', by: [sharer] } as const;
  const place = { peering: aPeering(), vpc: aVpc() };
  const said = [
    buildRequestCard(view, aProject(), minutes(6)),
    answerNotUnpeered(shared, place),
    answerNotUnpeered({ kind: 'left', requestId: 15 }, place),
    answerNotCancelled(view, { kind: 'in-use', active: [], others: [sharer] }),
    askCancel(ninas(), { kind: 'leave' }),
    answerNotShared({ kind: 'yours', requestId: 15 }, place),
    answerNotShared({ kind: 'over', state: 'deleting' }, place),
    answerNotShared({ kind: 'over', state: 'expired' }, place),
    answerLeft(15, aPeering(), aVpc()),
  ];
  for (const message of said) expect(findMessageProblems(message)).toEqual([]);
  expect(read(said[0] ?? { blocks: [] })).toContain('*Shared by* R15 (<@U0NINA>)');
  expect(said.slice(1).map(read).join('\n')).toMatchInlineSnapshot(`
    "The peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 is not deleted, and nothing was changed: R15 (<@U0NINA>) lives on it too. Talk to them: each leaves it with \`/vpc unpeer\`, or \`/vpc cancel\` and the number of the request. Then delete it.
    You left it already: R15 no longer lives on it. The peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 stays for whoever does.
    What R12 made is in use, so it is not cancelled: R15 of <@U0NINA> shares its peering. They leave it with \`/vpc unpeer\`; then cancel it again. Type \`/vpc unpeer\` for a peering, or \`/vpc delete payments-eu\` for the VPC, if they are no longer needed.
    Do you want to cancel R15, about the VPC \`payments-eu\`? It no longer lives on the peering, which stays for whoever else does. To live on it again, ask for it again. Press *Cancel R15*, or leave it.

    [Cancel R15]
    You live on it already. The peering of \`payments-eu\` with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 is that of R15, and it is waiting for the other side. Nothing was changed; its card says how far it is.
    The peering of \`payments-eu\` with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 is being deleted. Once it is gone, type \`/vpc peer payments-eu\` to ask for another.
    The peering of \`payments-eu\` with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 is no longer there. Type \`/vpc peer payments-eu\` to ask for another.
    R15 has left the peering of \`payments-eu\` with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1, which stays. Whoever else lives on it hears of that."
  `);
});

test('who only shares it is asked whether to leave, not whether to delete', () => {
  const view = buildUnpeerForm(placeOf(), null, true);
  expect(findViewProblems(view)).toEqual([]);
  expect(view.submit?.text).toBe('Leave it');
  expect(planLeave(placeOf()).lines.map(String).join(' ')).toContain('*You leave it, and it stays*');
  expect(planUnpeer(placeOf()).lines.map(String).join(' ')).toContain('shared by R15 (<@U0NINA>)');
});

test('nothing of a shared peering says more than we do, whatever is in it', () => {
  const property = fc.property(nasty, nasty, (text, other) => {
    const bad = { requestId: 15, requesterId: text };
    const peering = aPeering({
      peer: aPeer({ vpcId: text }),
      provisionedId: other,
      sharers: Array(9).fill(bad),
    });
    const place = { ...placeOf(peering), record: { ...placeOf(peering).record, vpc: aVpc({ name: other }) } };
    const view = { ...ninas({ requesterId: text }), vpc: place.record.vpc, peerings: [peering] };
    const all = NOTICES.map((body) => ({ ...body, peer: peering.peer, provisionedId: other }));
    for (const body of all) expectHarmless(renderShareNotice(body, view));
    expectHarmless(buildPlanMessage(SHARE_FORM, planShare(place), { peering: text }));
    expectHarmless(answerNotUnpeered({ kind: 'shared', by: peering.sharers }, { peering, vpc: view.vpc }));
    expectHarmless(buildRequestCard(view, aProject(), minutes(6)));
    expectHarmlessView(buildShareForm(place));
    expectHarmlessView(buildUnpeerForm(place, null, true));
  });
  fc.assert(property, { numRuns: 40 });
});
