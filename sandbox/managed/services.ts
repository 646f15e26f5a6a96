import type { Clock } from '../clock.ts';
import { isMoving, withMove } from '../stays.ts';
import { findCloudPlace } from './cloud-list.ts';
import type { ManagedDelays, ManagedServiceSeed } from './demo-projects.ts';
import { findOccupancy } from './occupancy.ts';
import { refusal } from './refuse.ts';
import { type ManagedServiceRow, managedNamesOf, type ServicePlace } from './service-view.ts';
import { type ManagedVpcRow, type ManagedVpcs, vpcState } from './vpcs.ts';

interface ServicesOptions {
  readonly clock: Clock;
  readonly vpcs: ManagedVpcs;
  readonly delays: () => ManagedDelays;
  readonly settingsOf: (project: string) => { readonly keepsNames: boolean };
}

/** Undefined: nothing was said of it; null: the public internet. */
export type VpcChoice = string | null | undefined;

type NewService = Pick<ManagedServiceRow, 'name'> &
  Partial<Pick<ManagedServiceRow, 'plan' | 'type' | 'replica' | 'userConfig'>> &
  Pick<ManagedServiceSeed, 'cloud'>;

/** The database services of all projects. As with VPCs, rows hold the times at which they change. */
export const createManagedServices = ({ clock, vpcs, delays, settingsOf }: ServicesOptions) => {
  const rows = new Map<string, ManagedServiceRow>();
  const keyOf = (project: string, name: string): string => `${project} ${name}`;
  const put = (row: ManagedServiceRow): ManagedServiceRow => {
    rows.set(keyOf(row.project, row.name), row);
    return row;
  };
  const list = (project: string): readonly ManagedServiceRow[] =>
    [...rows.values()].filter((row) => row.project === project && row.deletedAt === null);
  const get = (project: string, name: string): ManagedServiceRow => {
    const row = rows.get(keyOf(project, name));
    if (row === undefined || row.deletedAt !== null) throw refusal(404, 'Service does not exist');
    return row;
  };
  const placeOf = ({ stays }: ManagedServiceRow): ServicePlace | null => stays.at(-1)?.place ?? null;
  const move = (row: ManagedServiceRow, place: ServicePlace, takes: number): ManagedServiceRow => {
    const change = { place, now: clock.now(), takes, dnsAfter: delays().dnsAfter };
    const { nodesLeaveAfter } = delays();
    return put({ ...row, nodesLeaveAfter, stays: withMove(row.stays, change) });
  };
  const vpcFor = (project: string, cloud: string, id: string): ManagedVpcRow => {
    const vpc = vpcs.get(project, id);
    const { state } = vpcState(vpc, clock.now());
    if (state !== 'ACTIVE') throw refusal(409, `VPC is not active, it is in the state ${state}`);
    if (vpc.cloud === cloud) return vpc;
    throw refusal(400, `VPC is in the cloud ${vpc.cloud}, the service in ${cloud}`);
  };
  /** Where nothing is said a new service lands in the VPC of its cloud, if there is one. */
  const defaultVpc = (project: string, cloud: string): ManagedVpcRow | null =>
    vpcs
      .living(project)
      .find((vpc) => vpc.cloud === cloud && vpcState(vpc, clock.now()).state === 'ACTIVE') ?? null;
  const add = (
    project: string,
    service: NewService,
    vpc: ManagedVpcRow | null,
    readyAfter: number,
  ): ManagedServiceRow => {
    const { name, cloud, plan = 'timescale-basic-100-compute-optimized', type = 'pg' } = service;
    const { replica = false, userConfig = {} } = service;
    const now = clock.now();
    const stay = { place: { cloud, vpc }, askedAt: now, since: now + readyAfter, dnsAfter: 0 };
    const { keepsNames } = settingsOf(project);
    const settings = { keepsNames, nodesLeaveAfter: 0, said: null, deletedAt: null };
    return put({
      ...settings,
      project,
      name,
      plan,
      type,
      replica,
      userConfig,
      createdAt: now,
      stays: [stay],
    });
  };
  const assertCloud = (cloud: string): void => {
    if (findCloudPlace(cloud) === null) throw refusal(400, `Invalid cloud: '${cloud}'`);
  };

  /** Where a change leads; null: it stays where it is. */
  const nextPlace = (row: ManagedServiceRow, cloud: string, choice: VpcChoice): ServicePlace | null => {
    const present = placeOf(row);
    if (choice === undefined && cloud === present?.cloud) return null;
    if (choice === undefined && (present?.vpc ?? null) !== null) {
      throw refusal(400, 'project_vpc_id has to be given to move a service in a VPC to another cloud');
    }
    const vpc = typeof choice === 'string' ? vpcFor(row.project, cloud, choice) : null;
    return cloud === present?.cloud && vpc?.id === present.vpc?.id ? null : { cloud, vpc };
  };

  return {
    list,
    get,
    placeOf,
    add,
    create: (project: string, service: NewService, choice: VpcChoice): ManagedServiceRow => {
      assertCloud(service.cloud);
      if (list(project).some(({ name }) => name === service.name)) {
        throw refusal(409, 'Service name is already in use in this project');
      }
      const { cloud } = service;
      const chosen = typeof choice === 'string' ? vpcFor(project, cloud, choice) : null;
      const vpc = choice === undefined ? defaultVpc(project, cloud) : chosen;
      return add(project, service, vpc, delays().serviceReadyAfter);
    },
    update: (
      project: string,
      name: string,
      change: { readonly cloud?: string; readonly vpc?: VpcChoice; readonly userConfig?: object },
    ): ManagedServiceRow => {
      const row = get(project, name);
      const cloud = change.cloud ?? placeOf(row)?.cloud ?? '';
      assertCloud(cloud);
      const place = nextPlace(row, cloud, change.vpc);
      if (place !== null && isMoving(row.stays, clock.now())) {
        throw refusal(409, 'Service is being moved already, wait until it is running');
      }
      const moved = place === null ? row : move(row, place, delays().moveTakes);
      return put({ ...moved, userConfig: { ...moved.userConfig, ...change.userConfig } });
    },
    /** Its nodes stay a while. */
    remove: (project: string, name: string): void => {
      const row = get(project, name);
      const { nodesLeaveAfter } = delays();
      put({ ...row, nodesLeaveAfter, deletedAt: clock.now() });
    },
    /** Why the VPC cannot be deleted yet; null: nothing is in it. */
    whyKept: (vpc: ManagedVpcRow): string | null => findOccupancy([...rows.values()], vpc, clock.now()),
    /** As when its VPC is gone: the service is on the public internet at once. */
    evict: (vpc: ManagedVpcRow): void => {
      for (const row of list(vpc.project)) {
        const place = placeOf(row);
        if (place?.vpc?.id === vpc.id) move(row, { cloud: place.cloud, vpc: null }, 0);
      }
    },
    /** Any word of Managed Service's, or none of theirs; null: back to RUNNING. */
    say: (project: string, name: string, said: string | null): void => {
      put({ ...get(project, name), said });
    },
    /** What name servers know at a time, of all projects. */
    names: (now: number): ReadonlyMap<string, string> =>
      new Map(
        [...rows.values()]
          .filter(({ deletedAt }) => deletedAt === null)
          .flatMap((row) => managedNamesOf(row, now)),
      ),
  };
};
