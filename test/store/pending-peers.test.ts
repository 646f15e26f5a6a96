import { expect, test } from 'vitest';
import { finishStep, startStep } from '../../src/domain/step.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import { minutes, NINE } from '../slack/example.ts';
import { NO_CAP, openStage, type Stage } from './stage.ts';

const PCX = 'pcx-0123456789abcdef0';
const time = { now: NINE, timing: DEFAULT_TIMING, jitter: 0.5 };
const SENDING = { to: 'U0NINA', name: 'nina', choice: { tool: 'cli', security: 'new' }, note: null } as const;

/** A request whose one peering stands so. */
const openPending = async (stage: Stage, state: 'pending-peer' | 'expired' = 'pending-peer') => {
  const opened = await stage.open();
  const { claim, record } = await stage.claim(opened.vpcId);
  const at = { providerId: '88', provisionedId: PCX, expiresAt: minutes(100), stateSince: NINE };
  const next = {
    ...record,
    vpc: { ...record.vpc, state: 'active', providerId: '4711' } as const,
    peerings: record.peerings.map((own) => ({ ...own, ...at, state })),
  };
  await stage.store.settleVpc(claim, record, finishStep(startStep(next), time), NINE);
  const [peering] = (await stage.view(opened.requestId)).peerings;
  return { ...opened, peeringId: peering?.id ?? 0 };
};

test('who says that they accepted it is kept with where, and the VPC is due at once', async () => {
  const stage = openStage();
  const { store, doing } = stage;
  const { requestId, vpcId, peeringId } = await openPending(stage);
  const nina = doing({ actor: 'U0NINA', now: minutes(1) });
  expect(await store.sayAccepted(peeringId, 'U0NINA', nina)).toMatchObject({ kind: 'looking', vpcId });
  await store.sayAccepted(peeringId, 'U0NINA', nina);
  expect(await store.findDueVpcs(minutes(1))).toEqual([vpcId]);
  await store.sayAccepted(peeringId, null, doing({ actor: 'U0ADA', now: minutes(2) }));
  const view = await stage.view(requestId);
  expect(view.vpc.hurriedAt).toBe(minutes(2));
  expect(view.peerings[0]?.saidAccepted).toEqual({ by: 'U0ADA', at: minutes(2), lane: 'U0NINA' });
  const said = (await stage.acts(requestId)).filter((act) => act === 'acceptance-said');
  expect(said).toHaveLength(2);
});

test('a form that Slack delivers twice sends the instructions once, and its message knows whose it is', async () => {
  const stage = openStage();
  const { store, doing } = stage;
  const { requestId, peeringId } = await openPending(stage);
  const gesture = doing({ id: 'view-1' });
  const sent = { kind: 'sent', requestId };
  expect(await store.sendInstructions(peeringId, SENDING, gesture)).toEqual(sent);
  expect(await store.sendInstructions(peeringId, SENDING, gesture)).toEqual(sent);
  expect(await stage.hear(requestId)).toEqual([
    'request-opened',
    'instructions-sent',
    'instructions-passed-on',
  ]);
  const owners = await Promise.all([1, 2, 3, 4].map((id) => store.findSentTo(id)));
  expect(owners.filter((owner) => owner !== null)).toEqual([{ lane: 'U0NINA', peeringId }]);
});

test('what has ended is neither accepted nor sent, and is asked for again once', async () => {
  const stage = openStage();
  const { store, doing } = stage;
  const { requestId, vpcId, peeringId } = await openPending(stage, 'expired');
  expect(await store.sayAccepted(peeringId, null, doing())).toEqual({ kind: 'over', state: 'expired' });
  expect(await store.sendInstructions(peeringId, SENDING, doing())).toEqual({
    kind: 'over',
    state: 'expired',
  });
  const ada = doing({ actor: 'U0ADA', now: minutes(1) });
  expect(await store.repeatPeering(peeringId, ada, NO_CAP)).toEqual({ kind: 'asked', vpcId, requestId });
  expect(await store.repeatPeering(peeringId, doing({ now: minutes(2) }), NO_CAP)).toEqual({
    kind: 'replaced',
    by: 'U0ADA',
    at: minutes(1),
  });
  const { request, peerings } = await stage.view(requestId);
  expect(request.state).toBe('open');
  expect(peerings).toMatchObject([
    { state: 'deleting' },
    { state: 'requested', peer: peerings[0]?.peer, peerRanges: peerings[0]?.peerRanges, reminders: 0 },
  ]);
});

test('what nobody asked for here is nothing to press', async () => {
  const { store, doing } = openStage();
  expect(await store.findPeering(9)).toBeNull();
  expect(await store.sayAccepted(9, null, doing())).toEqual({ kind: 'not-found' });
  expect(await store.sendInstructions(9, SENDING, doing())).toEqual({ kind: 'not-found' });
  expect(await store.repeatPeering(9, doing(), NO_CAP)).toEqual({ kind: 'not-found' });
});
