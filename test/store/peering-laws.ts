import { asc, eq, isNull } from 'drizzle-orm';
import { expect } from 'vitest';
import type { NoticeBody } from '../../src/domain/notice-body.ts';
import { samePeer } from '../../src/domain/peer-network.ts';
import { isEnded, listDwellers, type Peering } from '../../src/domain/peering.ts';
import { judgeRequest, peeringsOf, type Request } from '../../src/domain/request.ts';
import { isAtRest } from '../../src/domain/step.ts';
import { notices, peeringShares, vpcs } from '../../src/store/schema.ts';
import { readRecord } from '../../src/store/vpc-record.ts';
import { type PeeringWorld, VPC } from './peering-world.ts';

/** What was true before the last act. */
export interface Before {
  peerings: readonly Peering[];
  requests: readonly Request[];
  heard: number;
  /** Peerings that ended, and of which at most the remains are still to be cleared away. */
  readonly over: Set<number>;
}

export const createBefore = (): Before => ({ peerings: [], requests: [], heard: 0, over: new Set() });

const readAll = ({ db }: PeeringWorld) => {
  const record = readRecord(db, VPC);
  if (record === null) throw new Error('the walk has no VPC');
  const [row] = db.select({ at: vpcs.lookAgainAt }).from(vpcs).where(eq(vpcs.id, VPC)).all();
  return {
    ...record,
    lookAgainAt: row?.at ?? null,
    notices: db.select().from(notices).where(isNull(notices.lane)).orderBy(asc(notices.id)).all(),
    shares: db.select().from(peeringShares).where(isNull(peeringShares.leftAt)).all(),
  };
};
type All = ReturnType<typeof readAll>;

const ENDS: readonly string[] = [
  'peering-ended',
  'peering-taken',
  'peering-ambiguous',
  'peering-lost',
  'vpc-failed',
];

const concerns = (body: { readonly kind: string }, { peer }: Peering): boolean => {
  const about = body as NoticeBody;
  if (about.kind === 'vpc-failed') return true;
  if ('gone' in about) return samePeer(about.gone.peer, peer);
  return 'peer' in about && samePeer(about.peer, peer);
};

/** Whoever asked for it to go, or takes back their own request, knows. */
const asksForIt = (request: Request, { requests }: All, before: Before, peering: Peering): boolean => {
  const own = before.requests.find(({ id }) => id === request.id);
  if (own?.state === 'cancelling' || request.state === 'cancelling') return true;
  return requests.some(
    ({ ask, requesterId, state, id }) =>
      requesterId === request.requesterId &&
      (state === 'open' || before.requests.find((other) => other.id === id)?.state === 'open') &&
      (ask.kind === 'delete' || (ask.kind === 'unpeer' && ask.peeringId === peering.id)),
  );
};

/** Requests that lived on a peering which ended just now, and heard of it never or twice. */
const findUntold = (all: All, before: Before): readonly string[] =>
  before.peerings
    .filter(({ id, state }) => !isEnded(state) && !before.over.has(id))
    .flatMap((was) => {
      const is = all.peerings.find(({ id }) => id === was.id);
      if (is === undefined || !isEnded(is.state)) return [];
      return listDwellers(was).flatMap((requestId) => {
        const request = all.requests.find(({ id }) => id === requestId);
        const heard = all.notices
          .slice(before.heard)
          .filter(({ body, ...told }) => told.requestId === requestId && ENDS.includes(body.kind))
          .filter(({ body }) => concerns(body, was)).length;
        const knows = request === undefined || asksForIt(request, all, before, was);
        const right = knows ? heard <= 1 : heard === 1;
        return right ? [] : [`R${requestId} heard ${heard} times that peering ${was.id} is ${is.state}`];
      });
    });

/** Peerings that are being deleted while somebody else lives on them. */
const findCutOff = ({ vpc, peerings }: All): readonly number[] =>
  peerings
    .filter(({ state, sharers }) => state === 'deleting' && sharers.length > 0 && vpc.state === 'active')
    .map(({ id }) => id);

/** Two that live with one network, and people who live twice on one. */
const findTwins = ({ peerings, requests }: All): readonly string[] => {
  // What is on its way out, or no longer listed, may have another in its place already.
  const living = peerings.filter(
    ({ state, missingSince }) => !isEnded(state) && state !== 'deleting' && missingSince === null,
  );
  const same = living.flatMap((one, at) =>
    living
      .slice(at + 1)
      .filter(({ peer }) => samePeer(one.peer, peer))
      .map(({ id }) => `${one.id} and ${id}`),
  );
  const doubled = living.flatMap((peering) => {
    const people = listDwellers(peering).map(
      (id) => requests.find((request) => request.id === id)?.requesterId,
    );
    return people.length === new Set(people).size ? [] : [`${people.join()} on ${peering.id}`];
  });
  return [...same, ...doubled];
};

/** Shares that say something else than their request and their peering do. */
const findLoose = ({ shares, requests, peerings }: All): readonly string[] => {
  const lives = ({ state }: Request) => state === 'open' || state === 'done';
  const stale = shares.filter(({ peeringId, requestId }) => {
    const peering = peerings.find(({ id }) => id === peeringId);
    const request = requests.find(({ id }) => id === requestId);
    return peering === undefined || isEnded(peering.state) || request === undefined || !lives(request);
  });
  const bare = requests.filter(
    (request) =>
      request.ask.kind === 'share' &&
      request.state === 'open' &&
      peeringsOf(request, peerings).some(({ state }) => !isEnded(state)) &&
      !shares.some(({ requestId }) => requestId === request.id),
  );
  return [
    ...stale.map(({ requestId }) => `R${requestId} is stale`),
    ...bare.map(({ id }) => `R${id} is bare`),
  ];
};

/** What can still move and is never looked at. */
const findForgotten = ({ vpc, peerings, requests, lookAgainAt }: All): readonly string[] => {
  if (lookAgainAt !== null) return [];
  const adrift = requests.filter(
    (request) => judgeRequest(request, vpc, peeringsOf(request, peerings)) !== request.state,
  );
  const restless = isAtRest({ vpc, peerings, requests }) ? [] : ['the VPC can still move'];
  return [...restless, ...adrift.map(({ id, state }) => `R${id} is ${state}`)];
};

/** Deletions that the provider was asked for though somebody else lives on the peering. */
const findWrongful = ({ peerings, vpc }: All, before: Before, asked: readonly string[]): readonly string[] =>
  asked.filter((providerId) =>
    [...before.peerings, ...peerings].some(
      (known) =>
        known.providerId === providerId &&
        !isEnded(known.state) &&
        known.sharers.length > 0 &&
        vpc.state === 'active',
    ),
  );

/** What holds after every act, in whatever order they come. */
export const checkPeeringLaws = (world: PeeringWorld, before: Before): void => {
  const all = readAll(world);
  expect({
    untold: findUntold(all, before),
    cutOff: findCutOff(all),
    twins: findTwins(all),
    loose: findLoose(all),
    forgotten: findForgotten(all),
    wrongful: findWrongful(all, before, world.takeDeletions()),
  }).toEqual({ untold: [], cutOff: [], twins: [], loose: [], forgotten: [], wrongful: [] });
  for (const { id, state } of all.peerings) {
    if (isEnded(state)) before.over.add(id);
    // Tried again with its VPC, it is a new one.
    if (state === 'requested') before.over.delete(id);
  }
  before.peerings = all.peerings;
  before.requests = all.requests;
  before.heard = all.notices.length;
};

/** What holds once everybody had time: nothing is half done, and both sides have the same. */
export const checkPeeringCalm = (world: PeeringWorld): void => {
  const { requests, peerings, vpc } = readAll(world);
  const underway = requests
    .filter(({ state }) => state === 'open' || state === 'cancelling')
    .map(({ id, ask, state }) => `R${id} ${ask.kind} ${state}`);
  const here = peerings.filter(({ state }) => !isEnded(state)).map(({ providerId }) => providerId);
  const there = [...world.provider.peerings.values()].filter(({ state }) => !isEnded(state));
  expect({ underway, here: here.sort() }).toEqual({
    underway: [],
    here: vpc.state === 'active' ? there.map(({ providerId }) => providerId).sort() : [],
  });
};
