import type { Permission } from '../domain/cloud-checkup.ts';
import type { Allowance } from '../domain/side-plan.ts';
import { VpcbotError } from '../errors.ts';
import type { Compute } from './google-compute.ts';

const LOOKING = [
  'compute.networks.list',
  'compute.networks.get',
  'compute.subnetworks.list',
  'compute.routes.list',
] as const;
const PEERING = [
  'compute.networks.addPeering',
  'compute.networks.removePeering',
  'compute.globalOperations.get',
] as const;

const has = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof VpcbotError && codes.includes(error.code);

/** By trying what changes nothing. */
const tryLooks = async (compute: Compute): Promise<ReadonlyMap<string, Permission['verdict']>> => {
  const looks: readonly [string, () => Promise<unknown>][] = [
    ['compute.networks.list', compute.listNetworks],
    ['compute.subnetworks.list', compute.listSubnetworks],
    ['compute.routes.list', compute.listRoutes],
  ];
  const verdicts = new Map<string, Permission['verdict']>();
  for (const [action, look] of looks) {
    try {
      await look();
      verdicts.set(action, 'allowed');
    } catch (error) {
      if (has(error, 'CLOUD_RATE_LIMITED')) verdicts.set(action, 'throttled');
      else if (has(error, 'CLOUD_DENIED')) verdicts.set(action, 'denied');
      else throw error;
    }
  }
  return verdicts;
};

/**
 * The Resource Manager tells without trying anything. Where its API is switched off, what only looks is tried,
 * and of the rest nobody knows.
 */
export const checkPermissions = async (
  compute: Compute,
  allow: readonly Allowance[],
): Promise<readonly Permission[]> => {
  const actions: readonly string[] = allow.includes('peer') ? [...LOOKING, ...PEERING] : LOOKING;
  try {
    const granted = await compute.testPermissions(actions);
    return actions.map((action) => ({ action, verdict: granted.includes(action) ? 'allowed' : 'denied' }));
  } catch (error) {
    if (!has(error, 'CLOUD_REFUSED', 'CLOUD_DENIED')) throw error;
    const verdicts = await tryLooks(compute);
    return actions.map((action) => ({ action, verdict: verdicts.get(action) ?? 'unknown' }));
  }
};
