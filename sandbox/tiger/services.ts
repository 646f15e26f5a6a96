import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { Refusal } from '../refusal.ts';
import { isMoving, withMove } from '../stays.ts';
import { type Delays, type ServiceSeed, TIGER_REGIONS } from './demo-projects.ts';
import { busy } from './refusal.ts';
import {
  endpointsNeeded,
  namesOf,
  occupies,
  type ServiceRow,
  type ServiceView,
  viewService,
} from './service-view.ts';
import type { VpcRow, Vpcs } from './vpcs.ts';

interface ServicesOptions {
  readonly clock: Clock;
  readonly vpcs: Vpcs;
  readonly delays: () => Delays;
}

/** AWS lets a VPC have no more endpoints. */
const MOST_ENDPOINTS = 50;
/** Of these a service can be moved; in any other it is being changed. */
const IDLE: readonly (string | null)[] = [null, 'READY', 'PAUSED', 'UNSTABLE'];

const refuse = (message: string): Refusal => new Refusal(400, 'INVALID_REQUEST', message);

/** Ten letters and digits. */
const idFor = (text: string): string =>
  `s${createHash('sha256').update(text).digest().readUIntBE(0, 6).toString(36).padStart(9, '0').slice(-9)}`;

/** The services of all projects. As with VPCs, rows hold the times at which they change. */
export const createServices = ({ clock, vpcs, delays }: ServicesOptions) => {
  const rows = new Map<string, ServiceRow>();

  const list = (projectId: string): readonly ServiceRow[] =>
    [...rows.values()].filter((row) => row.projectId === projectId);
  const get = (projectId: string, serviceId: string): ServiceRow => {
    const row = rows.get(serviceId);
    if (row?.projectId === projectId) return row;
    throw new Refusal(404, 'NOT_FOUND', 'service not found');
  };
  const placeOf = (row: ServiceRow): VpcRow | null => row.stays.at(-1)?.place ?? null;
  const assertIdle = (row: ServiceRow): void => {
    if (isMoving(row.stays, clock.now()) || !IDLE.includes(row.said)) throw busy('service');
  };
  const occupants = (vpcId: string): readonly ServiceRow[] =>
    [...rows.values()].filter((row) => occupies(row, vpcId, clock.now()));
  const move = (row: ServiceRow, place: VpcRow | null, takes: number): void => {
    const move = { place, now: clock.now(), takes, dnsAfter: delays().dnsAfter };
    rows.set(row.id, { ...row, stays: withMove(row.stays, move) });
  };
  const assertRoom = (row: ServiceRow, vpc: VpcRow): void => {
    if (vpc.region !== row.region) {
      throw refuse(`the service is in region ${row.region} and the VPC in ${vpc.region}`);
    }
    const used = occupants(vpc.id).reduce((sum, other) => sum + endpointsNeeded(other), 0);
    if (used + endpointsNeeded(row) <= MOST_ENDPOINTS) return;
    const message = `the VPC has reached its limit of ${MOST_ENDPOINTS} VPC endpoints`;
    throw new Refusal(400, 'LIMIT_REACHED', message);
  };

  return {
    list,
    get,
    view: (row: ServiceRow): ServiceView => viewService(row, clock.now()),
    /** Ready at once, in the VPC or on the public internet. */
    add: (projectId: string, seed: Omit<ServiceSeed, 'id' | 'vpc'>, place: VpcRow | null, id?: string) => {
      const now = clock.now();
      if (!TIGER_REGIONS.includes(seed.region)) throw refuse(`region ${seed.region} not supported`);
      const row: ServiceRow = {
        id: id ?? idFor(`${projectId} ${seed.name} ${now} ${rows.size}`),
        projectId,
        name: seed.name,
        region: seed.region,
        pooler: seed.pooler ?? false,
        replicaSets: (seed.replicaSets ?? []).map(({ name, pooler = false }) => ({ name, pooler })),
        createdAt: now,
        stays: [{ place, askedAt: now, since: now, dnsAfter: 0 }],
        said: null,
      };
      if (place !== null) assertRoom(row, place);
      rows.set(row.id, row);
      return row;
    },
    attach: (projectId: string, serviceId: string, vpcId: string): void => {
      const row = get(projectId, serviceId);
      assertIdle(row);
      const vpc = vpcs.get(projectId, vpcId);
      const place = placeOf(row);
      if (place !== null) throw refuse(`the service is attached to VPC ${place.id}; detach it first`);
      vpcs.assertQuiet(projectId, vpcId);
      assertRoom(row, vpc);
      move(row, vpc, delays().moveTakes);
    },
    detach: (projectId: string, serviceId: string, vpcId: string): void => {
      const row = get(projectId, serviceId);
      assertIdle(row);
      if (placeOf(row)?.id !== vpcId) throw refuse(`the service is not attached to VPC ${vpcId}`);
      move(row, null, delays().moveTakes);
    },
    occupants,
    /** As when its VPC is gone: the service is on the public internet at once. */
    evict: (vpcId: string): void => {
      for (const row of occupants(vpcId)) if (placeOf(row)?.id === vpcId) move(row, null, 0);
    },
    /** Any word of Tiger's, or none of theirs; null: back to READY. */
    say: (projectId: string, serviceId: string, said: string | null): void => {
      rows.set(serviceId, { ...get(projectId, serviceId), said });
    },
    remove: (projectId: string, serviceId: string): void => {
      rows.delete(get(projectId, serviceId).id);
    },
    /** What name servers know at a time, of all projects. */
    names: (now: number): ReadonlyMap<string, string> =>
      new Map([...rows.values()].flatMap((row) => namesOf(row, now))),
  };
};
