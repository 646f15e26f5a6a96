import type { KnownBlock, ModalView } from '@slack/types';
import { expect, test } from 'vitest';
import type { Peering } from '../../src/domain/peering.ts';
import type { VpcRecord } from '../../src/domain/step.ts';
import type { Message } from '../../src/slack/blocks.ts';
import {
  answerNotDeleted,
  buildDeleteForm,
  DELETE_NAME,
  parseDeleteForm,
  planDelete,
  renderNameDiffers,
} from '../../src/slack/delete-form.ts';
import { noPeer, peerField } from '../../src/slack/peer-fields.ts';
import {
  buildPeerForm,
  parsePeerDraft,
  parsePeerForm,
  peeringErrors,
  planPeer,
} from '../../src/slack/peer-form.ts';
import { ADD_PEER } from '../../src/slack/peer-list.ts';
import { PICK_PEERING, PICK_VPC } from '../../src/slack/pick.ts';
import type { Plan } from '../../src/slack/plan-message.ts';
import {
  answerNotUnpeered,
  buildUnpeerForm,
  namePeering,
  parseUnpeerForm,
  planUnpeer,
} from '../../src/slack/unpeer-form.ts';
import { findMessageProblems, findViewProblems, readMessage, readTimes } from './block-kit.ts';
import { GOOGLE, waiting } from './cloud-example.ts';
import { aPeer, aPeering, aRequest, aVpc, range } from './example.ts';

const readView = (view: ModalView): string => {
  expect(findViewProblems(view)).toEqual([]);
  return readMessage({ blocks: view.blocks as readonly KnownBlock[] }).replaceAll(/\{"type".*\}/g, '…');
};
const readPlan = ({ title, lines, warning }: Plan): string =>
  readTimes([title, ...lines.map(String), warning ?? ''].join('\n'));
const readAnswer = (message: Message): string => {
  expect(findMessageProblems(message)).toEqual([]);
  return readMessage(message);
};

const active = aPeering({ state: 'active' });
const record = (peerings: readonly Peering[] = [active]): VpcRecord => ({
  vpc: aVpc(),
  peerings,
  requests: [aRequest({ requesterId: 'U0OMAR' })],
});
const typed = { accountId: '210987654321', vpcId: 'vpc-0a1b2c3d', region: '', ranges: '' };
const typedPeer = { kind: 'aws', ...typed } as const;
const wanted = { peer: aPeer({ accountId: '210987654321' }), peerRanges: [range('10.9.0.0/16')] };

test('the form for a peering says what there is, by whom, and asks for at least one network', () => {
  expect(readView(buildPeerForm(record(), {}))).toMatchInlineSnapshot(`
    "VPC: …

    \`payments-eu\` (\`10.0.1.0/24\` in us-east-1) is peered with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 (active, asked for by <@U0OMAR> in R12).

    (divider)

    *Peering*
    The network of yours that is to reach this VPC.

    AWS account: … (The twelve digits of the account that owns your VPC.)

    Your VPC: … (Its id in that account.)

    Region of your VPC: … (Any AWS region. Leave it empty if it is that of the Timescale VPC.)

    Your VPC’s ranges: … (One or more, with commas in between: 10.8.0.0/16, 10.9.0.0/16. Leave it empty and the Timescale VPC is not checked against your network.)

    [Add another peering]"
  `);
  expect(readView(buildPeerForm(record([]), {}))).toContain('has no peering yet, so nothing reaches it.');
  const found = aPeering({ requestId: null, state: 'active' });
  expect(readView(buildPeerForm(record([found]), {}))).toContain('(active, not asked for here)');
  expect(readView(buildPeerForm(null, {}))).not.toContain('payments-eu');
});

test('the form warns near the fifty peerings that a VPC may have', () => {
  const many = Array.from({ length: 44 }, (_, id) => aPeering({ id, state: 'active' }));
  expect(readView(buildPeerForm(record(many.slice(1)), {}))).not.toContain('Careful');
  expect(readView(buildPeerForm(record(many), {}))).toContain(
    '*Careful.* `payments-eu` has 45 of the 50 peerings that Timescale allows. Beyond them it refuses.',
  );
  expect(planPeer(record(many), [wanted, wanted]).lines.map(String).at(-1)).toContain('46 of the 50');
});

test('what is filled in of a peering comes back, and one press more asks for one more network', () => {
  const values = {
    [PICK_VPC]: { [PICK_VPC]: { selected_option: { value: 'vpc:7' } } },
    ...Object.fromEntries(
      Object.entries(typed).map(([field, value]) => {
        const id = peerField(field as keyof typeof typed);
        return [id, { [id]: { value } }];
      }),
    ),
  };
  expect(parsePeerForm(values)).toEqual({ vpc: 'vpc:7', peers: [typedPeer] });
  expect(parsePeerDraft(values, ADD_PEER)).toEqual({ vpc: 'vpc:7', peers: [typedPeer, noPeer('aws')] });
  expect(parsePeerDraft(values, PICK_VPC)).toEqual({ vpc: 'vpc:7', peers: [typedPeer] });
});

test('a network that is peered already is named with its request, and none at all is asked for', () => {
  const same = { kind: 'peered', peering: active } as const;
  expect(peeringErrors([{ same }])).toEqual({
    [peerField('vpcId')]:
      'The VPC has a peering with this network already (asked for by R12, active). Name another network, or ask for this one alone to share it.',
  });
  expect(peeringErrors([])).toEqual({ [PICK_VPC]: 'Name at least one network.' });
});

test('the plan for a peering says who accepts, until when, and what it takes then', () => {
  expect(readPlan(planPeer(record(), [wanted]))).toMatchInlineSnapshot(`
    "Peer payments-eu
    Timescale asks for a peering with \`vpc-0a1b2c3d4e5f67890\` of account \`210987654321\` in eu-west-1 (ranges: \`10.9.0.0/16\`). The owner of account \`210987654321\` has seven days to accept it.
    Once it is active, that network reaches \`payments-eu\` (\`10.0.1.0/24\` in us-east-1). It takes a route and outbound TCP 5432 there, which the thread explains.
    "
  `);
});

test('the form for the end of a peering says whose it is and what that means', () => {
  expect(readView(buildUnpeerForm(null))).toMatchInlineSnapshot(
    `"Peering: … (It cannot be undone: the peering would have to be made again, on both sides.)"`,
  );
  expect(
    readView(buildUnpeerForm({ peering: active, record: record(), services: ['payments-db'] })),
  ).toMatchInlineSnapshot(`
    "Peering: … (It cannot be undone: the peering would have to be made again, on both sides.)

    The peering \`pcx-0123456789abcdef0\` of \`payments-eu\` with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1: active since 2026-11-22 09:04 UTC, <@U0OMAR> asked for it in R12, 2026-11-22 09:00 UTC.

    *Traffic through it stops at once.* \`vpc-0a1b2c3d4e5f67890\` reaches nothing in \`payments-eu\` any more.

    *It is the last active one:* nothing reaches \`payments-eu\` afterwards. In it: \`payments-db\`.

    In account \`123456789012\` every route to \`10.0.1.0/24\` through \`pcx-0123456789abcdef0\` becomes a blackhole. The thread says how to delete them."
  `);
  expect(parseUnpeerForm({ x: { [PICK_PEERING]: { selected_option: { value: 'peering:3' } } } })).toEqual({
    peering: 'peering:3',
  });
  expect(namePeering(active, 'payments-eu')).toBe(
    'vpc-0a1b2c3d4e5f67890 of 123456789012 · payments-eu · active · pcx-0123456789abcdef0',
  );
});

test('the plan for the end of a peering tells apart what carries traffic and what does not', () => {
  const place = (peering: Peering, others: readonly Peering[] = []) => ({
    peering,
    record: record([peering, ...others]),
    services: [],
  });
  expect(readPlan(planUnpeer(place(active, [aPeering({ id: 4, state: 'active' })])))).toMatchInlineSnapshot(`
    "Delete a peering of payments-eu
    The peering \`pcx-0123456789abcdef0\` of \`payments-eu\` with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1: active since 2026-11-22 09:04 UTC, <@U0OMAR> asked for it in R12, 2026-11-22 09:00 UTC.
    *Traffic through it stops at once.* \`vpc-0a1b2c3d4e5f67890\` reaches nothing in \`payments-eu\` any more.
    In account \`123456789012\` every route to \`10.0.1.0/24\` through \`pcx-0123456789abcdef0\` becomes a blackhole. The thread says how to delete them.
    This cannot be undone: the peering would have to be made again, on both sides."
  `);
  expect(
    readPlan(planUnpeer(place(aPeering({ provisionedId: null, state: 'approved', requestId: null })))),
  ).toMatchInlineSnapshot(`
    "Delete a peering of payments-eu
    The peering of \`payments-eu\` with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1: being made by Timescale since 2026-11-22 09:04 UTC, nobody asked vpcbot for it.
    No traffic goes through it yet. The request in AWS is withdrawn.
    This cannot be undone: the peering would have to be made again, on both sides."
  `);
});

test('who may not end a peering, or comes too late, hears why and what to do', () => {
  const at = { peering: active, vpc: aVpc() };
  const verdict = { kind: 'refused', reason: 'not-yours', ask: ['U0BOB'] } as const;
  const asked = aRequest({ requesterId: 'U0OMAR' });
  expect(
    [
      answerNotUnpeered({ kind: 'not-yours', asked, verdict }, at),
      answerNotUnpeered({ kind: 'not-yours', asked: null, verdict }, at),
      answerNotUnpeered({ kind: 'over', state: 'deleting' }, at),
      answerNotUnpeered({ kind: 'over', state: 'deleted' }, at),
      answerNotUnpeered({ kind: 'not-made', requestId: 12 }, at),
      answerNotUnpeered({ kind: 'unfit', why: { kind: 'under-way', request: aRequest() } }, at),
      answerNotUnpeered({ kind: 'unfit', why: { kind: 'not-active', state: 'deleting' } }, at),
    ]
      .map(readAnswer)
      .join('\n')
      .replaceAll('\n\n', ' ')
      .replaceAll(/<!date[^>]*\|([^>]*)>/g, '$1'),
  ).toMatchInlineSnapshot(`
    "The peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 is not yours: <@U0OMAR> asked for it in R12, 2026-11-22 09:00 UTC. Nothing was changed. Ask <@U0BOB>.
    The peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 is not yours: nobody asked vpcbot for it. Nothing was changed. Ask <@U0BOB>.
    The peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 is being deleted already.
    The peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 is no longer there. Type \`/vpc show payments-eu\` for those that are.
    The peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 has not been asked of Timescale yet. Type \`/vpc cancel R12\` to stop it.
    The same is asked for already: R12. Wait for it; its card says how far it is.
    The VPC \`payments-eu\` is being deleted, so it cannot be changed now. Its card says how far it is."
  `);
});

test('the form for the end of a VPC says what goes, and asks for its name', () => {
  expect(readView(buildDeleteForm(record(), {}))).toMatchInlineSnapshot(`
    "VPC: …

    The VPC \`payments-eu\` of payments, with \`10.0.1.0/24\` in us-east-1, is deleted at Timescale. *This cannot be undone.*

    Its peerings go first, and traffic through them stops at once: \`pcx-0123456789abcdef0\` with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 (R12 of <@U0OMAR>). On the other side, every route to \`10.0.1.0/24\` through them becomes a blackhole; the thread says how to delete those.

    Its range and its place in the quota of payments are free afterwards.

    Name of the VPC: … (Type payments-eu as it stands, to confirm.)"
  `);
  const google = readView(buildDeleteForm(record([aPeering(waiting(GOOGLE))]), {}));
  expect(google).toContain('`ts-prod-7/project-vpc-1` with `default` of project `acme-net`');
  expect(google).toContain('the peerings that were made there stay behind');
  expect(readView(buildDeleteForm(null, {}))).toMatchInlineSnapshot(`
    "VPC: …

    Name of the VPC: … (Type its name as it stands, to confirm.)"
  `);
  const values = {
    a: { [PICK_VPC]: { selected_option: { value: 'vpc:7' } } },
    b: { [DELETE_NAME]: { value: 'payments-eu' } },
  };
  expect(parseDeleteForm(values)).toEqual({ vpc: 'vpc:7', name: 'payments-eu' });
  expect(renderNameDiffers('payments-eu')).toBe(
    'This is not its name. Type payments-eu as it stands, or close the form.',
  );
  expect(planDelete(record([])).lines).toHaveLength(2);
});

test('each thing that stands in the way of a deletion is named, with whose it is', () => {
  const nobody = { services: [], moves: [], living: [], others: [] };
  const nina = [aRequest({ id: 13, requesterId: 'U0NINA' })];
  const rows = [
    { ...nobody, services: ['payments-db'] },
    { ...nobody, services: ['a', 'b'] },
    { ...nobody, moves: nina },
    { ...nobody, living: nina },
    { ...nobody, others: nina },
  ];
  expect(
    rows
      .map((by) => readAnswer(answerNotDeleted({ kind: 'occupied', by }, aVpc())).replaceAll('\n\n', ' '))
      .join('\n'),
  ).toMatchInlineSnapshot(`
    "The VPC \`payments-eu\` cannot be deleted now, and nothing was changed. \`payments-db\` is in it: move it out first, with \`/vpc detach\` or \`/vpc migrate\`.
    The VPC \`payments-eu\` cannot be deleted now, and nothing was changed. \`a\` and \`b\` are in it: move them out first, with \`/vpc detach\` or \`/vpc migrate\`.
    The VPC \`payments-eu\` cannot be deleted now, and nothing was changed. A service is on its way (R13 of <@U0NINA>): wait for it.
    The VPC \`payments-eu\` cannot be deleted now, and nothing was changed. Under way on it: R13 of <@U0NINA>. Wait for that, or have it cancelled with \`/vpc cancel\`.
    The VPC \`payments-eu\` cannot be deleted now, and nothing was changed. Requests of other people live on its peerings: R13 of <@U0NINA>. Talk to them; \`/vpc unpeer\` deletes a peering, or leaves one that is shared."
  `);
});
