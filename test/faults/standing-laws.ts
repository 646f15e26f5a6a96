import { isEnded } from '../../src/domain/peering.ts';
import { isRequestOver, judgeRequest } from '../../src/domain/request.ts';
import { isAtRest } from '../../src/domain/step.ts';
import { toPeering, toRequest, toVpc } from '../../src/store/rows.ts';
import type { Rows, SettledWorld } from './settled-world.ts';

/** A look may be under way, or its job waits for the next sweep. */
const PATIENCE = 60_000;

interface Looked {
  readonly lookAgainAt: number | null;
  readonly claimedBy?: string | null;
  readonly claimedUntil?: number | null;
}

const findStuckRow = (
  name: string,
  { lookAgainAt, claimedBy = null, claimedUntil = null }: Looked,
  now: number,
): readonly string[] => [
  ...(lookAgainAt !== null && lookAgainAt < now - PATIENCE ? [`${name} is not looked at any more`] : []),
  ...(claimedBy !== null && (claimedUntil ?? 0) < now - PATIENCE
    ? [`${name} is held by a run past its end`]
    : []),
];

const findStuckRows = ({ vpcs, moves, quotas, sides, notices }: Rows, now: number): readonly string[] => [
  ...vpcs.flatMap((row) => findStuckRow(`VPC ${row.id} (${row.state})`, row, now)),
  ...moves.flatMap((row) => findStuckRow(`move ${row.id} (${row.state})`, row, now)),
  ...quotas.flatMap((row) => findStuckRow(`ask ${row.id} (${row.state})`, row, now)),
  ...sides.flatMap((row) => findStuckRow(`side ${row.peeringId}`, row, now)),
  ...notices.flatMap((row) => findStuckRow(`notice ${row.id}`, { ...row, lookAgainAt: null }, now)),
];

/** VPCs that can still move and are never due, and requests that do not stand where those do. */
const findAdrift = (rows: Rows): readonly string[] =>
  rows.vpcs
    .filter(({ requestId }) => requestId !== null)
    .flatMap((row) => {
      const vpc = toVpc(row);
      const own = rows.peerings.filter(({ vpcId }) => vpcId === row.id).map((one) => toPeering(one, []));
      const asked = rows.requests.filter(({ vpcId }) => vpcId === row.id).map(toRequest);
      const rests = isAtRest({ vpc, peerings: own, requests: asked });
      const forgotten = !rests && row.lookAgainAt === null;
      return forgotten ? [`VPC ${row.id} (${row.state}) is never looked at again`] : [];
    });

const findMisjudged = (rows: Rows): readonly string[] =>
  rows.requests.flatMap((row) => {
    const vpc = rows.vpcs.find(({ id }) => id === row.vpcId);
    if (vpc === undefined) return [];
    const { ask } = row;
    const about = rows.peerings
      .filter((one) =>
        ask.kind === 'share' || ask.kind === 'unpeer'
          ? one.id === ask.peeringId
          : one.vpcId === vpc.id &&
            (ask.kind === 'rename' || ask.kind === 'delete' || one.requestId === row.id),
      )
      .map((one) => toPeering(one, []));
    const should = judgeRequest(toRequest(row), toVpc(vpc), about);
    return should === row.state ? [] : [`R${row.id} (${ask.kind}) is ${row.state}, not ${should}`];
  });

/** Requests that ended otherwise than the story has it, or did not end. */
const findUnexpected = ({ requests }: Rows, expected: SettledWorld['expected']): readonly string[] => [
  ...requests.flatMap((row) => {
    const ends = expected.get(row.id);
    const isFine = ends === undefined ? isRequestOver(row) : ends.includes(row.state);
    const wanted = ends?.join(' or ') ?? 'over';
    return isFine ? [] : [`R${row.id} (${row.ask.kind}) is ${row.state}, it should be ${wanted}`];
  }),
  ...[...expected.keys()]
    .filter((id) => !requests.some((row) => row.id === id))
    .map((id) => `R${id} is not there`),
];

/** What waits for nobody: a peering on its way, a move under way, an ask that nobody has to decide. */
const findWaiting = ({ peerings, vpcs, requests, moves, quotas }: Rows): readonly string[] => [
  ...vpcs
    .filter(({ state, requestId }) => requestId !== null && (state === 'creating' || state === 'deleting'))
    .map(({ id, state }) => `VPC ${id} is still ${state}`),
  ...peerings
    .filter(({ requestId, state }) => {
      const owner = requests.find(({ id }) => id === requestId);
      const waits = owner?.state.startsWith('waiting-for-') === true || owner?.state === 'failed';
      return requestId !== null && !waits && ['requested', 'approved', 'deleting', 'unknown'].includes(state);
    })
    .map(({ id, state }) => `peering ${id} is still ${state}`),
  ...moves
    .filter(({ state }) => state === 'requested' || state === 'moving')
    .map(({ id, state }) => `move ${id} is still ${state}`),
  ...quotas
    .filter(({ state, requestId }) => {
      const owner = requests.find(({ id }) => id === requestId);
      return (
        owner !== undefined &&
        isRequestOver(owner) &&
        (state === 'asked' || state === 'waiting-for-timescale')
      );
    })
    .map(({ id, requestId, state }) => `ask ${id} of R${requestId} is ${state}, though that is over`),
];

/** Who still lives on a peering that ended. */
const findGhosts = ({ shares, peerings }: Rows): readonly string[] =>
  shares
    .filter(({ leftAt }) => leftAt === null)
    .filter(({ peeringId }) => {
      const state = peerings.find(({ id }) => id === peeringId)?.state;
      return state === undefined || isEnded(state);
    })
    .map(({ requestId, peeringId }) => `R${requestId} lives on peering ${peeringId}, which is over`);

/** Every request ended as it should, and nothing is stuck or waits for anything but a person. */
export const findStandingBroken = (
  rows: Rows,
  { now, expected }: Pick<SettledWorld, 'now' | 'expected'>,
): readonly string[] => [
  ...findUnexpected(rows, expected),
  ...findMisjudged(rows),
  ...findAdrift(rows),
  ...findWaiting(rows),
  ...findGhosts(rows),
  ...findStuckRows(rows, now),
];
