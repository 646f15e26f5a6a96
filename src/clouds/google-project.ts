import { createHash } from 'node:crypto';
import type { GoogleChange } from '../domain/google-plan.ts';
import type { GooglePeering } from '../domain/google-side.ts';
import type { Allowance, SideMade, TakenBack } from '../domain/side-plan.ts';
import type { GoogleEnd } from '../domain/timescale-end.ts';
import { VpcbotError } from '../errors.ts';
import type { Carried, GoogleProject, ListedNetwork, Tags } from './api.ts';
import { listRanges, readGoogleSide, readPeering } from './google-answers.ts';
import { linkNetwork } from './google-commands.ts';
import { type Compute, type ComputeAccess, createCompute } from './google-compute.ts';
import { checkPermissions } from './google-permission-check.ts';

const NOT_MADE: Carried = { made: null, wasThere: true };

const leadsTo = ({ to }: GooglePeering, end: GoogleEnd): boolean =>
  to.projectId === end.projectId && to.network === end.network;

/**
 * A UUID that is always the same for one change of one completion: a peering has no labels, and by it Google
 * tells a second asking from somebody else's peering of the same name.
 */
const requestIdOf = (project: string, change: GoogleChange, tags: Tags): string => {
  const { network, name, to } = change;
  const told = JSON.stringify([
    project,
    network,
    name,
    to.projectId,
    to.network,
    Object.entries(tags).sort(),
  ]);
  const hex = createHash('sha256').update(told).digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join('-');
};

/** Google says so in one of several ways, by where it finds out. */
const isTaken = (error: unknown): boolean =>
  error instanceof VpcbotError &&
  error.code === 'CLOUD_REFUSED' &&
  (error.status === 409 || /already (?:exists|a peering)/i.test(error.said ?? ''));

const readPeerings = async (compute: Compute, network: string): Promise<readonly GooglePeering[]> =>
  ((await compute.findNetwork(network))?.peerings ?? []).map(readPeering);

const addPeering =
  (compute: Compute, project: string) =>
  async (change: GoogleChange, tags: Tags): Promise<Carried> => {
    const { network, name, to, importCustomRoutes, exportCustomRoutes } = change;
    const findThere = async (): Promise<GooglePeering | undefined> =>
      (await readPeerings(compute, network)).find((each) => leadsTo(each, to));
    const there = await findThere();
    // Somebody called it otherwise, so it is theirs.
    if (there !== undefined && there.name !== name) return NOT_MADE;
    const wanted = {
      name,
      network: linkNetwork(to.projectId, to.network),
      exchangeSubnetRoutes: true,
      importCustomRoutes,
      exportCustomRoutes,
    };
    try {
      await compute.addPeering(network, wanted, requestIdOf(project, change, tags));
    } catch (error) {
      if (isTaken(error) && (there ?? (await findThere())) !== undefined) return NOT_MADE;
      throw error;
    }
    return { made: { kind: 'google-peering', network, name, to }, wasThere: false };
  };

const removePeering =
  (compute: Compute) =>
  async (made: SideMade): Promise<TakenBack> => {
    if (made.kind !== 'google-peering') return { kind: 'left', why: 'not-ours' };
    const { network, name, to } = made;
    const there = (await readPeerings(compute, network)).find((each) => each.name === name);
    if (there === undefined) return { kind: 'left', why: 'not-there' };
    if (!leadsTo(there, to)) return { kind: 'left', why: 'not-ours' };
    await compute.removePeering(network, name);
    return { kind: 'gone' };
  };

const listAll = async (compute: Compute): Promise<readonly ListedNetwork[]> => {
  const [networks, subnets] = await Promise.all([compute.listNetworks(), compute.listSubnetworks()]);
  return networks.map((seen) => ({
    id: seen.name,
    region: null,
    name: null,
    ranges: listRanges(seen, subnets),
    isDefault: seen.name === 'default',
  }));
};

/** One project of the customer's, over the Compute API. */
export const createGoogleProject = (
  access: ComputeAccess & { readonly allow: readonly Allowance[] },
): GoogleProject => {
  const { project, allow } = access;
  const compute = createCompute(access);
  return {
    listNetworks: () => listAll(compute),
    readSide: async (network) => {
      const [seen, subnets, routes] = await Promise.all([
        compute.findNetwork(network),
        compute.listSubnetworks(),
        compute.listRoutes(),
      ]);
      return seen === null ? null : readGoogleSide(project, seen, { subnets, routes });
    },
    carryOut: addPeering(compute, project),
    takeBack: removePeering(compute),
    checkPermissions: () => checkPermissions(compute, allow),
  };
};
