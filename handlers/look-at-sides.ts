import { lookAtSide } from '../src/clouds/sight.ts';
import type { Deps } from '../src/deps.ts';
import type { Peering } from '../src/domain/peering.ts';
import { planSide } from '../src/domain/plan-side.ts';
import type { SideFinding } from '../src/domain/side-health.ts';
import { findSideAccount, firstSideChoice } from '../src/domain/side-plan.ts';
import type { SideSight } from '../src/domain/side-sight.ts';
import type { SeenSide } from '../src/domain/verification.ts';
import { verifySide } from '../src/domain/verify-side.ts';
import type { Vpc } from '../src/domain/vpc.ts';
import { VpcbotError } from '../src/errors.ts';

type Needs = Pick<Deps, 'store' | 'clouds' | 'log'>;

interface Place {
  readonly vpc: Vpc;
  /** Where the services in the VPC listen. */
  readonly ports: readonly number[];
}

/** Null: there is no such network any more. */
const judge = async (
  { store }: Pick<Needs, 'store'>,
  { id, peer, provisionedId }: Peering,
  sight: SideSight,
  { vpc, ports }: Place,
): Promise<readonly SideFinding[] | null> => {
  const known = await store.findSide(id);
  const choice = known?.choice ?? firstSideChoice(sight.kind);
  const peering = { peer, provisionedId: provisionedId ?? '' };
  // Whether the request is the right one was settled when it was accepted.
  const plan = planSide({ peering, vpc, choice, ports, known: { configured: [], confirmed: [] } }, sight);
  const request = sight.kind === 'aws' ? sight.request : null;
  return plan && verifySide(plan, { request, rangesAtFirst: known?.rangesAtFirst ?? null });
};

const look = async (deps: Needs, peering: Peering, place: Place): Promise<readonly SeenSide[]> => {
  const { peer, provisionedId } = peering;
  try {
    const sight = provisionedId === null ? null : await lookAtSide(deps.clouds, peer, provisionedId);
    if (sight === null) return [];
    return [{ peer, found: { kind: 'answered', value: await judge(deps, peering, sight, place) } }];
  } catch (err) {
    if (!(err instanceof VpcbotError)) throw err;
    deps.log.warn({ err }, 'the other side of a peering could not be looked at');
    return [{ peer, found: { kind: 'silent', code: err.code, action: err.action ?? null } }];
  }
};

/** Looks afresh at the other sides of the active ones, where the configuration lets the bot see them. */
export const lookAtSides = async (
  deps: Needs,
  peerings: readonly Peering[],
  place: Place,
): Promise<readonly SeenSide[]> => {
  const seen = peerings.filter(
    ({ state, peer }) => state === 'active' && findSideAccount(deps.clouds.accounts, peer) !== null,
  );
  return (await Promise.all(seen.map((peering) => look(deps, peering, place)))).flat();
};
