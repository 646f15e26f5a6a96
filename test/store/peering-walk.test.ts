import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Person } from '../../src/domain/access.ts';
import { isEnded, type Peering } from '../../src/domain/peering.ts';
import type { Request } from '../../src/domain/request.ts';
import { judgeShare } from '../../src/domain/share.ts';
import {
  judgeDelete,
  judgePeering,
  judgeRename,
  judgeUnpeer,
  type VpcChangeFacts,
} from '../../src/domain/vpc-change.ts';
import { readRecord } from '../../src/store/vpc-record.ts';
import { aPeer } from '../slack/example.ts';
import { type Before, checkPeeringCalm, checkPeeringLaws, createBefore } from './peering-laws.ts';
import { createPeeringWorld, FAULTS, NETWORKS, type PeeringWorld, PROJECT, VPC } from './peering-world.ts';
import { NO_CAP } from './stage.ts';

type Act = fc.AsyncCommand<Before, PeeringWorld>;
interface Gesture {
  readonly words: string;
  readonly make: (world: PeeringWorld) => Promise<unknown>;
}

const act = (words: string, run: (world: PeeringWorld) => Promise<unknown>): Act => ({
  check: () => true,
  run: async (before, world) => {
    await run(world);
    checkPeeringLaws(world, before);
  },
  toString: () => words,
});

const person = (userId: string): Person => ({ userId, groups: [], standing: 'member' });
const people = fc.constantFrom('U0OMAR', 'U0NINA', 'U0GRACE', 'U0BOB');
const places = fc.nat(5);
const networks = fc.constantFrom(...NETWORKS);
const nth = <T>(items: readonly T[], at: number): T | undefined => items[at % Math.max(items.length, 1)];

const livingOf = ({ db }: PeeringWorld): readonly Peering[] =>
  readRecord(db, VPC)?.peerings.filter(({ state }) => !isEnded(state)) ?? [];
const requestsOf = ({ db }: PeeringWorld): readonly Request[] => readRecord(db, VPC)?.requests ?? [];

const peer = fc.tuple(people, networks).map(
  ([who, { accountId, vpcId }]): Gesture => ({
    words: `${who} peers ${vpcId}`,
    make: ({ store, doing }) => {
      const typed = [{ kind: 'aws', accountId, vpcId, region: 'eu-west-1', ranges: '' }] as const;
      return store.openVpcChange(
        VPC,
        PROJECT,
        (facts) => judgePeering(typed, facts, person(who), PROJECT),
        doing(who),
      );
    },
  }),
);
const onPeering = (words: string, make: (world: PeeringWorld, who: string, id: number) => Promise<unknown>) =>
  fc.tuple(people, places).map(
    ([who, at]): Gesture => ({
      words: `${who} ${words} ${at}`,
      make: async (world) => {
        const peering = nth(livingOf(world), at);
        if (peering !== undefined) await make(world, who, peering.id);
      },
    }),
  );
const share = onPeering('shares', ({ store, doing }, who, id) =>
  store.openVpcChange(VPC, PROJECT, (facts) => judgeShare(id, facts, person(who), PROJECT), doing(who)),
);
const unpeer = onPeering('unpeers', async ({ store, doing }, who, id) => {
  const judge = (facts: Parameters<typeof judgeUnpeer>[1]) => judgeUnpeer(id, facts, person(who), PROJECT);
  const opened = await store.openVpcChange(VPC, PROJECT, judge, doing(who));
  if (opened.kind === 'leave') await store.cancelRequest(opened.requestId, doing(who));
});
const onRequest = (words: string, make: (world: PeeringWorld, request: Request) => Promise<unknown>) =>
  places.map(
    (at): Gesture => ({
      words: `${words} ${at}`,
      make: async (world) => {
        const request = nth(requestsOf(world), at);
        if (request !== undefined) await make(world, request);
      },
    }),
  );
const cancel = onRequest('cancel', ({ store, doing }, { id, requesterId }) =>
  store.cancelRequest(id, doing(requesterId)),
);
const retry = onRequest('retry', async ({ store, doing }, { id, requesterId }) => {
  const answer = await store.retryRequest(id, PROJECT, doing(requesterId));
  if (answer.kind !== 'ask-again') return;
  const { peering } = answer;
  const [wanted = peering.peer] = NETWORKS.slice(id % NETWORKS.length);
  await store.askPeeringAgain(id, peering.id, { peer: wanted, peerRanges: [] }, doing(requesterId), NO_CAP);
});
const repeat = fc.tuple(people, places).map(
  ([who, at]): Gesture => ({
    words: `${who} repeats ${at}`,
    make: async ({ db, store, doing }) => {
      const ended = readRecord(db, VPC)?.peerings.filter(({ state }) => isEnded(state)) ?? [];
      const peering = nth(ended, at);
      if (peering !== undefined) await store.repeatPeering(peering.id, doing(who), NO_CAP);
    },
  }),
);
const rename = people.map(
  (who): Gesture => ({
    words: `${who} renames`,
    make: ({ store, doing }) =>
      store.openVpcChange(
        VPC,
        PROJECT,
        (facts) => judgeRename(`beta-${facts.record.requests.length}`, facts, person(who), PROJECT),
        doing(who),
      ),
  }),
);
const remove = people.map(
  (who): Gesture => ({
    words: `${who} deletes the VPC`,
    make: ({ store, doing }) =>
      store.openVpcChange(VPC, PROJECT, (facts) => judgeDelete(facts, person(who), PROJECT), doing(who)),
  }),
);

const gestures = fc.oneof(
  { arbitrary: peer, weight: 4 },
  { arbitrary: share, weight: 6 },
  { arbitrary: unpeer, weight: 5 },
  { arbitrary: cancel, weight: 2 },
  { arbitrary: retry, weight: 2 },
  { arbitrary: repeat, weight: 1 },
  { arbitrary: rename, weight: 1 },
  { arbitrary: remove, weight: 1 },
);
const gesture = gestures.map(({ words, make }) => act(words, make));
/** Somebody acts while the provider is asked. */
const race = gestures.map(({ words, make }) =>
  act(`meanwhile ${words}`, async (world) => world.during(() => make(world))),
);
const look = fc.constant(act('look', (world) => world.look()));
const observe = fc.constant(act('observe', (world) => world.observe()));
const fault = fc.constantFrom(...FAULTS).map((kind) => act(kind, async (world) => world.breakNext(kind)));
const outside = fc
  .tuple(places, fc.constantFrom('pending-peer', 'active', 'active', 'rejected-by-peer', 'expired', 'gone'))
  .map(([at, state]) =>
    act(`the provider shows ${at} ${state}`, async ({ provider }) => {
      const id = nth([...provider.peerings.keys()], at) ?? '';
      if (state === 'gone') provider.peerings.delete(id);
      // What has ended at the provider stays so.
      else if (!isEnded(provider.peerings.get(id)?.state ?? 'deleted')) provider.change(id, state);
    }),
  );
const byHand = networks.map((network) =>
  act(`by hand ${network.vpcId}`, async ({ provider }) => {
    const there = [...provider.peerings.values()].some(
      ({ peer: known }) => JSON.stringify(known) === JSON.stringify(network),
    );
    if (!there && provider.vpc() !== null) provider.add(network, 'active');
  }),
);
const pass = fc
  .constantFrom(60_000, 30 * 60_000)
  .map((ms) => act(`pass ${ms}`, async (world) => world.pass(ms)));

const calmDown = async (world: PeeringWorld, before: Before): Promise<void> => {
  for (let rounds = 0; rounds < 30; rounds += 1) {
    for (const { providerId, state } of world.provider.peerings.values()) {
      if (state === 'approved' || state === 'pending-peer') world.provider.change(providerId, 'active');
    }
    world.pass(10 * 60_000);
    await world.look();
    await world.observe();
    checkPeeringLaws(world, before);
  }
};

test('whoever peers, shares, leaves and deletes in whatever order, nobody is cut off and everybody hears of the end', {
  timeout: 120_000,
}, async () => {
  const acts = fc.commands(
    [gesture, gesture, gesture, look, look, look, look, race, outside, outside, fault, byHand, observe, pass],
    { maxCommands: 60, size: '+1' },
  );
  await fc.assert(
    fc.asyncProperty(acts, async (story) => {
      const world = createPeeringWorld();
      const before = createBefore();
      try {
        await world.begin();
        await fc.asyncModelRun(() => ({ model: before, real: world }), story);
        await calmDown(world, before);
        checkPeeringCalm(world);
      } finally {
        world.close();
      }
    }),
    { numRuns: 12 },
  );
});

test('what ended here and came back is not deleted as the remains of the request that it was made for', async () => {
  const world = createPeeringWorld();
  const { store, provider, doing } = world;
  await world.begin();
  const [id = ''] = provider.peerings.keys();
  provider.change(id, 'expired');
  await world.look();
  provider.change(id, 'active');
  await world.observe();
  const back = livingOf(world)[0]?.id ?? 0;
  const judge = (facts: VpcChangeFacts) => judgeShare(back, facts, person('U0NINA'), PROJECT);
  expect((await store.openVpcChange(VPC, PROJECT, judge, doing('U0NINA'))).kind).toBe('opened');
  const other = { peer: NETWORKS[1] ?? aPeer(), peerRanges: [] };
  expect((await store.askPeeringAgain(1, 1, other, doing('U0OMAR'), NO_CAP)).kind).toBe('asked');
  await world.look();
  await world.look();
  expect(world.takeDeletions()).toEqual([]);
  expect(livingOf(world)).toMatchObject([{ id: back, providerId: id, state: 'active' }, { requestId: 1 }]);
  world.close();
});
