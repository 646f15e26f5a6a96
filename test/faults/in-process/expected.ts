import { REQUEST_STATES, type RequestState } from '../../../src/domain/request.ts';
import type { Rows } from '../settled-world.ts';
import type { Stage } from './stage.ts';

const OVER: readonly RequestState[] = ['denied', 'expired', 'cancelled', 'left', 'failed', 'done'];

/** What each request may have come to, by what stands at the other side and who decided what. */
export const expectEnds = (rows: Rows): ReadonlyMap<number, readonly RequestState[]> =>
  new Map(
    rows.requests.map(({ id }) => {
      const quota = rows.quotas.filter(({ requestId }) => requestId === id).at(-1);
      const shared = rows.shares.filter(({ requestId, leftAt }) => requestId === id && leftAt === null);
      const own = rows.peerings.filter(
        (peering) => peering.requestId === id || shared.some(({ peeringId }) => peeringId === peering.id),
      );
      const waits: readonly RequestState[] = [
        ...(quota?.state === 'asked' ? (['waiting-for-approval'] as const) : []),
        ...(quota?.state === 'waiting-for-timescale' ? (['waiting-for-timescale'] as const) : []),
        ...(own.some(({ state }) => state === 'pending-peer') ? (['open'] as const) : []),
      ];
      return [id, REQUEST_STATES.filter((state) => OVER.includes(state) || waits.includes(state))];
    }),
  );

/** Failures for which the story gives no reason. */
export const findBaseless = (
  { vpcs, peerings }: Rows,
  { sandbox }: Pick<Stage, 'sandbox'>,
  removed: ReadonlySet<string>,
): readonly string[] => [
  ...vpcs
    .filter(({ requestId, failure }) => requestId !== null && failure !== null)
    .filter(
      ({ failure }) => removed.size === 0 || (failure?.kind !== 'gone' && failure?.kind !== 'never-ready'),
    )
    .map(({ id, failure }) => `VPC ${id} failed for no reason: ${JSON.stringify(failure)}`),
  ...peerings.flatMap(({ id, state, provisionedId, requestId, message }) => {
    if (requestId === null || provisionedId === null) return [];
    const status = sandbox.aws.find(provisionedId)?.status ?? 'forgotten';
    const fits = FITTING[state]?.includes(status) ?? true;
    return fits ? [] : [`peering ${id} is ${state} and ${provisionedId} is ${status} (${message})`];
  }),
];

/** What AWS says of the connection behind a peering, where only some of it fits. */
const FITTING: Partial<Record<Rows['peerings'][number]['state'], readonly string[]>> = {
  'pending-peer': ['pending-acceptance'],
  active: ['active'],
  'rejected-by-peer': ['rejected'],
  expired: ['expired'],
  // Managed Service calls what ran out deleted.
  'deleted-by-peer': ['deleted', 'forgotten', 'expired'],
  deleted: ['deleted', 'rejected', 'expired', 'failed', 'forgotten'],
};
