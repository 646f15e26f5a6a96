import { expect } from 'vitest';
import { overlaps } from '../../src/domain/cidr.ts';
import { judgeRequest } from '../../src/domain/request.ts';
import { isAtRest } from '../../src/domain/step.ts';
import { limitOf } from '../../src/domain/vpc-request.ts';
import { readProjectFacts } from '../../src/store/projects.ts';
import { toPeering, toRequest, toVpc } from '../../src/store/rows.ts';
import { auditEvents, notices, peerings, quotaIncreases, requests, vpcs } from '../../src/store/schema.ts';
import { readSharers } from '../../src/store/sharers.ts';
import { PROJECT, type World } from './world.ts';

/** What was true before the last act, to be compared with what is true now. */
export interface Memory {
  readonly states: Map<number, string>;
  readonly words: Map<number, number>;
  readonly versions: Map<number, number>;
  readonly deciders: Map<number, string>;
  /** Requests that were tried again: their place in the quota is judged at the provider. */
  readonly retried: Set<number>;
}

export const createMemory = (): Memory => ({
  states: new Map(),
  words: new Map(),
  versions: new Map(),
  deciders: new Map(),
  retried: new Set(),
});

const readAll = ({ db }: World) => ({
  facts: readProjectFacts(db, PROJECT.name),
  requests: db.select().from(requests).all().map(toRequest),
  vpcs: db.select().from(vpcs).all(),
  peerings: db
    .select()
    .from(peerings)
    .all()
    .map((row) => toPeering(row, readSharers(db, [row.id]).get(row.id) ?? [])),
  asks: db.select().from(quotaIncreases).all(),
  notices: db
    .select({ requestId: notices.requestId, saidAt: notices.saidAt })
    .from(notices)
    .orderBy(notices.id)
    .all(),
  events: db.select({ requestId: auditEvents.requestId, act: auditEvents.act }).from(auditEvents).all(),
});
type All = ReturnType<typeof readAll>;

/** No two living VPCs that were asked for here share a name or an address. */
const findTwins = ({ facts }: All): readonly string[] => {
  const ours = facts.vpcs.filter(({ requestId }) => requestId !== null);
  return ours.flatMap((one, at) =>
    ours
      .slice(at + 1)
      .filter((two) => one.name.toLowerCase() === two.name.toLowerCase() || overlaps(one.cidr, two.cidr))
      .map((two) => `${one.name} ${one.cidr.text} and ${two.name} ${two.cidr.text}`),
  );
};

/** How far the quota is exceeded, beyond what nobody here asked for and what an approver let through. */
const countExcess = ({ facts, asks, requests: asked }: All, { retried }: Memory): number => {
  const found = facts.vpcs.filter(({ requestId }) => requestId === null).length;
  const leaving = asked.filter(({ state }) => state === 'cancelling').map(({ id }) => id);
  const letThrough = asks.filter(
    ({ requestId, grantedLimit }) => grantedLimit !== null && leaving.includes(requestId),
  );
  return Math.max(0, facts.used - limitOf(PROJECT, facts) - found - retried.size - letThrough.length);
};

/** Asks whose decision changed, and decisions that were taken twice. */
const findSecondDecisions = ({ asks, events }: All, { deciders }: Memory): readonly number[] => {
  const changed = asks.filter(({ id, decidedBy }) => deciders.has(id) && deciders.get(id) !== decidedBy);
  for (const { id, decidedBy } of asks) if (decidedBy !== null) deciders.set(id, decidedBy);
  const decisions = ['quota-approved', 'quota-denied', 'glass-broken', 'limit-raised'];
  const taken = events.filter(({ act }) => decisions.includes(act));
  return [
    ...changed.map(({ id }) => id),
    ...taken.slice(deciders.size).map(({ requestId }) => requestId ?? 0),
  ];
};

/** Requests that changed their state in silence. */
const findUntold = (all: All, { states, words }: Memory): readonly string[] =>
  all.requests.flatMap(({ id, state }) => {
    const told = [...all.notices, ...all.events].filter(({ requestId }) => requestId === id).length;
    const silent = states.get(id) !== state && told <= (words.get(id) ?? 0);
    states.set(id, state);
    words.set(id, told);
    return silent ? [`R${id} ${state}`] : [];
  });

/** Requests of which something was said before something older. */
const findOvertaken = (all: All): readonly number[] => {
  const waiting = new Set<number>();
  return all.notices.flatMap(({ requestId, saidAt }) => {
    // What a project is told of is in nobody's thread.
    if (requestId === null) return [];
    if (saidAt === null) waiting.add(requestId);
    return saidAt !== null && waiting.has(requestId) ? [requestId] : [];
  });
};

/** VPCs that can still move and are never due, requests that do not stand where those do, versions that fell. */
const findForgotten = (all: All, { versions }: Memory): readonly string[] =>
  all.vpcs.flatMap((row) => {
    if (row.requestId === null) return [];
    const vpc = toVpc(row);
    const own = all.peerings.filter(({ vpcId }) => vpcId === row.id);
    const asked = all.requests.filter(({ vpcId }) => vpcId === row.id);
    const rests = isAtRest({ vpc, peerings: own, requests: asked });
    const adrift = asked.filter((request) => judgeRequest(request, vpc, own) !== request.state);
    const fell = row.version < (versions.get(row.id) ?? 0);
    versions.set(row.id, row.version);
    return [
      ...(!rests && row.lookAgainAt === null ? [`VPC ${row.id} ${row.state} is never looked at`] : []),
      ...adrift.map(({ id, state }) => `R${id} is ${state} with a VPC ${row.state}`),
      ...(fell ? [`VPC ${row.id} is older than it was`] : []),
    ];
  });

/** What holds after every act, in whatever order they come. */
export const checkLaws = (world: World, memory: Memory): void => {
  const all = readAll(world);
  expect({
    twins: findTwins(all),
    excess: countExcess(all, memory),
    decidedTwice: findSecondDecisions(all, memory),
    untold: findUntold(all, memory),
    overtaken: findOvertaken(all),
    forgotten: findForgotten(all, memory),
  }).toEqual({ twins: [], excess: 0, decidedTwice: [], untold: [], overtaken: [], forgotten: [] });
};

/** What holds once everybody had time: nothing is half done, here or at the provider. */
export const checkCalm = (world: World): void => {
  const all = readAll(world);
  const underway = all.requests.filter(({ state }) => state === 'open' || state === 'cancelling');
  const living = all.vpcs.filter(({ requestId, state }) => requestId !== null && state !== 'deleted');
  const known = living.flatMap(({ providerId }) => (providerId === null ? [] : [providerId]));
  const made = [...world.provider.keys()].filter((id) => world.made.has(id));
  expect({ underway, known: known.sort() }).toEqual({ underway: [], known: made.sort() });
};
