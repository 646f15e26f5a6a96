import { expect, test } from 'vitest';
import type { TooMany } from '../../src/domain/creation-cap.ts';
import { finishStep, startStep } from '../../src/domain/step.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import { openDatabase } from '../../src/store/open.ts';
import { createStore } from '../../src/store/store.ts';
import { aPeer, aProject, minutes, NINE } from '../slack/example.ts';
import { NO_CAP, openStage } from './stage.ts';

const PROJECT = aProject();
const time = { now: NINE, timing: DEFAULT_TIMING, jitter: 0.5 };
const FULL: TooMany = { kind: 'too-many', most: 1, from: minutes(60) };

/** R1 of omar with one active VPC, whose one peering came to nothing; what was asked about who asked for what. */
const openEnded = async () => {
  const stage = openStage();
  const opened = await stage.open();
  const { claim, record } = await stage.claim(opened.vpcId);
  const ended = { providerId: '88', provisionedId: 'pcx-1', state: 'expired', stateSince: NINE } as const;
  const next = {
    ...record,
    vpc: { ...record.vpc, state: 'active', providerId: '4711' } as const,
    peerings: record.peerings.map((own) => ({ ...own, ...ended })),
  };
  await stage.store.settleVpc(claim, record, finishStep(startStep(next), time), NINE);
  const [peering] = (await stage.view(opened.requestId)).peerings;
  if (peering === undefined) throw new Error('the test has no peering');
  return { stage, ...opened, peering };
};

const wanted = (vpcId: string) => ({ peer: aPeer({ vpcId }), peerRanges: [] });

test('what counts is whatever asks the provider for something new, by who asked and for an hour', async () => {
  const { stage, vpcId, peering } = await openEnded();
  const { store, doing } = stage;
  const count = async (actor: string, now = minutes(1)) => (await store.listCreations({ actor, now })).length;
  expect(await count('U0OMAR')).toBe(1);

  const peer = { kind: 'change', ask: { kind: 'peer' }, peers: [wanted('vpc-0fffffffffffffff0')] } as const;
  await store.openVpcChange(vpcId, PROJECT, () => peer, doing({ now: minutes(1) }));
  await store.repeatPeering(peering.id, doing({ now: minutes(1) }), NO_CAP);
  expect(await count('U0OMAR')).toBe(3);

  const rename = { kind: 'change', ask: { kind: 'rename', from: 'a', to: 'b' }, peers: [] } as const;
  await store.openVpcChange(vpcId, PROJECT, () => rename, doing({ now: minutes(1) }));
  expect(await count('U0OMAR'), 'a name is nothing new at the provider').toBe(3);
  expect(await count('U0NINA'), 'others are others').toBe(0);
  expect(await count('U0OMAR', minutes(60)), 'the first is an hour old').toBe(2);

  const again = openDatabase(stage.url);
  expect(await createStore(again.db).listCreations({ actor: 'U0OMAR', now: minutes(1) })).toHaveLength(3);
  again.close();
});

test('where there are too many nothing is recorded, and a gesture that came before still has its answer', async () => {
  const { stage, requestId, vpcId, peering } = await openEnded();
  const { store, doing } = stage;
  const trail = await store.listAudit(requestId);

  expect(
    await store.openVpcRequest('payments', (_, askedAt) => ({ ...FULL, most: askedAt().length }), doing()),
  ).toEqual(FULL);
  expect(await store.openVpcChange(vpcId, PROJECT, () => FULL, doing())).toEqual(FULL);
  expect(await store.repeatPeering(peering.id, doing(), () => FULL)).toEqual(FULL);
  const other = wanted('vpc-0fffffffffffffff0');
  expect(await store.askPeeringAgain(requestId, peering.id, other, doing(), () => FULL)).toEqual(FULL);
  expect(await store.listAudit(requestId)).toEqual(trail);
  expect((await stage.view(requestId)).peerings).toEqual([peering]);

  const twice = doing({ id: 'the same form' });
  const wish = { name: 'other', cidr: '10.2.0.0/24', doing: twice };
  const first = await stage.ask(wish);
  expect(await store.openVpcRequest('payments', () => FULL, twice), 'it was let through').toEqual(first);
});
