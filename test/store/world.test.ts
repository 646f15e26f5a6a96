import fc from 'fast-check';
import { test } from 'vitest';
import { judgeLimitRequest } from '../../src/domain/limit-request.ts';
import { advanceQuota } from '../../src/domain/quota.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import { judgeVpcRequest } from '../../src/domain/vpc-request.ts';
import { quotaIncreases, requests, vpcs } from '../../src/store/schema.ts';
import { aPeer } from '../slack/example.ts';
import { checkCalm, checkLaws, createMemory, type Memory } from './laws.ts';
import { LEASE, NO_CAP } from './stage.ts';
import { ANSWERS, createWorld, PROJECT, type World } from './world.ts';

type Act = fc.AsyncCommand<Memory, World>;

const act = (words: string, run: (world: World, memory: Memory) => Promise<unknown>): Act => ({
  check: () => true,
  run: async (memory, world) => {
    await run(world, memory);
    checkLaws(world, memory);
  },
  toString: () => words,
});
const nth = <T>(items: readonly T[], at: number): T | undefined => items[at % Math.max(items.length, 1)];

const PERSON = { userId: 'U0OMAR', groups: [], standing: 'member' } as const;
const places = fc.nat(7);
const names = fc.constantFrom('alpha', 'ALPHA', 'bravo', 'charlie', 'delta');
const ranges = fc.constantFrom('10.1.0.0/24', '10.1.0.0/25', '10.2.0.0/24', '10.3.0.0/24', '10.4.0.0/24');

const open = fc.record({ name: names, cidr: ranges }).map(({ name, cidr }) =>
  act(`open ${name} ${cidr}`, ({ store, doing }) => {
    const region = 'us-east-1';
    const peers = [{ ...aPeer(), region: '', ranges: '' }];
    return store.openVpcRequest(
      'payments',
      (facts) => judgeVpcRequest({ project: 'payments', name, region, cidr, peers }, PERSON, PROJECT, facts),
      doing('U0OMAR'),
    );
  }),
);

/** One look from the claim to the record, with nobody in between. */
const work = fc.tuple(places, fc.constantFrom('well', 'well', ...ANSWERS)).map(([at, answer]) =>
  act(`work ${at}: ${answer}`, async (world) => {
    world.pass(5_000);
    const due = nth(await world.store.findDueVpcs(world.now()), at);
    if (due === undefined) return;
    await world.claim(due);
    const run = world.runs.at(-1);
    if (run === undefined) return;
    await world.act(run, answer);
    await world.settle(run);
  }),
);

const claim = places.map((at) =>
  act(`claim ${at}`, async ({ store, now, claim: take }) => {
    const due = nth(await store.findDueVpcs(now()), at);
    if (due !== undefined) await take(due);
  }),
);
const look = fc.tuple(places, fc.constantFrom('well', ...ANSWERS)).map(([at, answer]) =>
  act(`look ${at}: ${answer}`, async (world) => {
    const run = nth(
      world.runs.filter(({ step }) => step === null),
      at,
    );
    if (run !== undefined) await world.act(run, answer);
  }),
);
const settle = places.map((at) =>
  act(`settle ${at}`, async (world) => {
    const run = nth(
      world.runs.filter(({ step }) => step !== null),
      at,
    );
    if (run !== undefined) await world.settle(run);
  }),
);
const crash = places.map((at) =>
  act(`crash ${at}`, async ({ runs }) => void runs.splice(at % Math.max(runs.length, 1), 1)),
);

const decide = fc.tuple(places, fc.boolean(), fc.constantFrom('U0BOB', 'U0CAT')).map(([at, yes, actor]) =>
  act(`${actor} ${yes ? 'approves' : 'denies'} ${at}`, async ({ db, store, doing }) => {
    const quota = nth(db.select().from(quotaIncreases).all(), at);
    const decision = yes ? ({ kind: 'approve' } as const) : ({ kind: 'deny', reason: 'no' } as const);
    if (quota !== undefined) await store.decideQuota(quota.id, decision, doing(actor));
  }),
);

const breakGlass = places.map((at) =>
  act(`break glass ${at}`, async ({ db, store, doing }) => {
    const quota = nth(db.select().from(quotaIncreases).all(), at);
    if (quota === undefined) return;
    await store.decideQuota(quota.id, { kind: 'break-glass', reason: 'tonight' }, doing('U0ADMIN'));
  }),
);
const askLimit = fc
  .constantFrom('3', '4', '6')
  .map((limit) =>
    act(`ask for a limit of ${limit}`, ({ store, doing }) =>
      store.openLimitRequest(
        'payments',
        (facts) => judgeLimitRequest({ limit, why: 'two teams more' }, PERSON, PROJECT, facts),
        doing('U0OMAR'),
      ),
    ),
  );
/** Time passes for an ask, as long as it takes to end it. */
const expire = places.map((at) =>
  act(`expire ${at}`, async ({ db, store, now }) => {
    const quota = nth(db.select().from(quotaIncreases).all(), at);
    if (quota === undefined) return;
    const late = { ...DEFAULT_TIMING, quotaExpiry: 1 };
    await store.advanceQuota(quota.id, (asked) => advanceQuota(asked, now() + 1, late), now());
  }),
);
const ofRequest = (words: string, run: (world: World, requestId: number) => Promise<unknown>) =>
  places.map((at) =>
    act(`${words} ${at}`, async (world) => {
      const request = nth(world.db.select().from(requests).all(), at);
      if (request !== undefined) await run(world, request.id);
    }),
  );
const askAgain = ofRequest('ask again', ({ store, doing }, id) =>
  store.askQuotaAgain(id, PROJECT.vpcQuota, doing('U0OMAR')),
);
const withdraw = ofRequest('withdraw', ({ store, doing }, id) => store.withdrawLimit(id, doing('U0OMAR')));
const raise = ofRequest('timescale raised', ({ store, doing, provider }, id) =>
  store.raiseTimescaleLimit(id, provider.size + 1, 5_000, doing('U0BOB')),
);
const refuse = ofRequest('timescale refused', ({ store, doing }, id) =>
  store.refuseTimescaleLimit(id, 'no', doing('U0BOB')),
);

const cancel = places.map((at) =>
  act(`cancel ${at}`, async ({ db, store, doing }) => {
    const request = nth(db.select().from(requests).all(), at);
    if (request !== undefined) await store.cancelRequest(request.id, doing('U0OMAR'));
  }),
);
const retry = places.map((at) =>
  act(`retry ${at}`, async ({ db, store, doing }, { retried }) => {
    const request = nth(db.select().from(requests).all(), at);
    if (request === undefined) return;
    const answer = await store.retryRequest(request.id, PROJECT, doing('U0OMAR'));
    if (answer.kind === 'retrying') retried.add(request.id);
    if (answer.kind === 'ask-again')
      await store.askPeeringAgain(
        request.id,
        answer.peering.id,
        { peer: aPeer(), peerRanges: [] },
        doing('U0OMAR'),
        NO_CAP,
      );
  }),
);

const speak = places.map((at) =>
  act(`speak ${at}`, async ({ db, store, now }) => {
    const request = nth(db.select().from(requests).all(), at);
    if (request === undefined) return;
    const turn = await store.claimNextNotice(request.id, 'speaker', now(), now() + LEASE);
    if (turn.kind === 'turn')
      await store.settleNoticeSaid(turn.claimed, { channel: 'C0VPC', ts: '1' }, null, now());
  }),
);
const byHand = fc
  .constantFrom('10.1.0.0/24', '10.9.0.0/24')
  .map((text) => act(`by hand ${text}`, async ({ makeByHand }) => makeByHand(text)));
const vanish = places.map((at) =>
  act(`vanish ${at}`, async ({ provider }) => void provider.delete(nth([...provider.keys()], at) ?? '')),
);
const observe = fc.constant(act('observe', ({ observe: read }) => read()));
const pass = fc.constantFrom(5_000, LEASE).map((ms) => act(`pass ${ms}`, async (world) => world.pass(ms)));

/** Every run dies, then each VPC is looked at in peace until nothing more comes of it. */
const calmDown = async (world: World): Promise<void> => {
  world.runs.splice(0);
  for (let rounds = 0; rounds < 3 || (rounds < 12 && isUnderway(world)); rounds += 1) {
    world.pass(6 * 60_000);
    for (const { id } of world.db.select({ id: vpcs.id }).from(vpcs).all()) await world.claim(id);
    for (const run of [...world.runs]) {
      await world.act(run, 'well');
      await world.settle(run);
    }
    await world.observe();
  }
};

const isUnderway = ({ db }: World): boolean =>
  db
    .select({ state: requests.state })
    .from(requests)
    .all()
    .some(({ state }) => state === 'open' || state === 'cancelling');

const often = [open, open, open, work, work, work, work, work, work, work, work, claim, look, settle];
const seldom = [
  claim,
  look,
  settle,
  decide,
  decide,
  breakGlass,
  askLimit,
  expire,
  askAgain,
  withdraw,
  raise,
  refuse,
  cancel,
  retry,
  speak,
  pass,
  byHand,
  crash,
  vanish,
  observe,
];

test('in whatever order people, runs and the provider act, the laws of the store hold', {
  timeout: 60_000,
}, async () => {
  const acts = fc.commands([...often, ...seldom], { maxCommands: 60, size: '+1' });
  await fc.assert(
    fc.asyncProperty(acts, async (story) => {
      const world = createWorld();
      const memory = createMemory();
      try {
        await fc.asyncModelRun(() => ({ model: memory, real: world }), story);
        await calmDown(world);
        checkLaws(world, memory);
        checkCalm(world);
      } finally {
        world.close();
      }
    }),
    { numRuns: 40 },
  );
});
