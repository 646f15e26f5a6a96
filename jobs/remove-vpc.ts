import { isEnded } from '../src/domain/peering.ts';
import { settleVpcDeleted, settleVpcKept } from '../src/domain/settle-vpc.ts';
import { changePeering, type Draft, finishStep, type Step } from '../src/domain/step.ts';
import type { Sight } from './look.ts';
import { removePeering } from './remove-peering.ts';

type Place = Omit<Sight, 'listed'>;

/** A service that was put into the VPC since the deletion was asked for: it stays, and so does the VPC. */
const findInUse = async ({ look, draft, ref }: Place): Promise<Step | null> => {
  const { time, api } = look;
  const services = (await api.listServices()).filter(({ vpcProviderId }) => vpcProviderId === ref.providerId);
  if (services.length === 0) return null;
  const inUse = { kind: 'vpc-in-use', services: services.map(({ name }) => name) } as const;
  return finishStep(settleVpcKept(draft, inUse, time.now), time);
};

/** Asks for the VPC to be deleted, which takes a while: only an answer that it is not there ends that. */
export const removeVpc = async (place: Place): Promise<Step> => {
  const { look, draft, ref } = place;
  const { time, api } = look;
  const inUse = await findInUse(place);
  if (inUse !== null) return inUse;
  const deletion = await api.deleteVpc(ref.providerId);
  switch (deletion.kind) {
    case 'gone':
      return finishStep(settleVpcDeleted(draft, time.now), time);
    case 'refused': {
      const refused = { kind: 'change-refused', said: deletion.message } as const;
      return finishStep(settleVpcKept(draft, refused, time.now), time);
    }
    case 'deleted':
    case 'busy':
      return finishStep(draft, time);
    default:
      return deletion satisfies never;
  }
};

const listLiving = ({ next }: Draft) => next.peerings.filter(({ state }) => !isEnded(state));

/** One step on the way out of a VPC: its peerings first, and none of them while a service would be cut off. */
export const dismantleVpc = async (sight: Sight): Promise<Step> => {
  const { draft } = sight;
  const { time } = sight.look;
  const living = listLiving(draft);
  if (living.length === 0) return removeVpc(sight);
  const inUse = await findInUse(sight);
  if (inUse !== null) return inUse;
  const leaving = living.reduce(
    (so, peering) => changePeering(so, { ...peering, state: 'deleting', stateSince: time.now }),
    draft,
  );
  const [first] = leaving.next.peerings.filter(({ state }) => state === 'deleting');
  return first === undefined ? finishStep(leaving, time) : removePeering({ ...sight, draft: leaving }, first);
};
