import type { Aws } from '../aws/clouds.ts';
import { VPC_NOT_FOUND } from '../aws/peering-connections.ts';
import { resourceId } from '../aws/resource-id.ts';
import type { Clock } from '../clock.ts';
import { Refusal } from '../refusal.ts';
import { type Delays, TIGER_AWS_ACCOUNT } from './demo-projects.ts';
import { hasEnded, type PeeringRow, type PeeringView, viewPeering } from './peering-view.ts';
import { busy } from './refusal.ts';
import type { VpcRow, Vpcs } from './vpcs.ts';

export interface NewPeering {
  readonly accountId: string;
  readonly region: string;
  readonly peerVpcId: string;
}

interface PeeringsOptions {
  readonly clock: Clock;
  readonly aws: Aws;
  readonly vpcs: Vpcs;
  readonly nextId: () => string;
  readonly delays: () => Delays;
}

const MOST_PEERINGS = 50;
/** PENDING for the first third of the way to AWS, then APPROVED. */
const PENDING_SHARE = 3;

const asksFor =
  (wanted: NewPeering) =>
  ({ accountId, region, peerVpcId }: PeeringRow): boolean =>
    accountId === wanted.accountId && region === wanted.region && peerVpcId === wanted.peerVpcId;

/** The peerings of all VPCs; the AWS connection behind each holds most of what is true of it. */
export const createPeerings = ({ clock, aws, vpcs, nextId, delays }: PeeringsOptions) => {
  const rows = new Map<string, PeeringRow>();

  const view = (row: PeeringRow): PeeringView => viewPeering(row, aws.find(row.pcxId), clock.now());
  const list = (projectId: string, vpcId: string): readonly PeeringRow[] => {
    const { id } = vpcs.get(projectId, vpcId);
    const now = clock.now();
    return [...rows.values()].filter((row) => row.vpcId === id && (row.goneAt === null || now < row.goneAt));
  };
  const get = (projectId: string, vpcId: string, peeringId: string): PeeringRow => {
    const row = list(projectId, vpcId).find(({ id }) => id === peeringId);
    if (row === undefined) throw new Refusal(404, 'NOT_FOUND', 'peering connection not found');
    return row;
  };
  const drop = (row: PeeringRow, after: number): void => {
    aws.withdraw(row.pcxId);
    rows.set(row.id, { ...row, goneAt: clock.now() + after });
  };
  const add = (vpc: VpcRow, wanted: NewPeering): PeeringRow => {
    const createdAt = clock.now();
    const { peeringRequestedAfter, peeringActiveAfter: activeAfter } = delays();
    const { region, cidr } = vpc;
    const pcxId = aws.request({
      requester: { account: TIGER_AWS_ACCOUNT, region, vpcId: resourceId('vpc', vpc.id), cidr },
      accepter: { account: wanted.accountId, region: wanted.region, vpcId: wanted.peerVpcId },
      at: createdAt + peeringRequestedAfter,
    });
    const approvedAt = createdAt + peeringRequestedAfter / PENDING_SHARE;
    const times = { createdAt, approvedAt, activeAfter, goneAt: null };
    const row = { ...wanted, ...times, id: nextId(), vpcId: vpc.id, pcxId };
    rows.set(row.id, row);
    return row;
  };

  return {
    view,
    list,
    /** Also those that are gone, of a VPC that may be gone itself. */
    ever: (vpcId: string): readonly PeeringRow[] => [...rows.values()].filter((row) => row.vpcId === vpcId),
    get,
    /** Asked for twice, it answers with the one that lives. */
    create: (projectId: string, vpcId: string, wanted: NewPeering): PeeringRow => {
      const vpc = vpcs.list(projectId).find(({ id }) => id === vpcId);
      if (vpc === undefined || clock.now() < vpc.readyAt) {
        throw new Refusal(404, 'NOT_FOUND', VPC_NOT_FOUND);
      }
      if (vpc.goneAt !== null) throw busy('VPC');
      const living = list(projectId, vpcId).filter((row) => row.goneAt === null && !hasEnded(view(row)));
      const same = living.find(asksFor(wanted));
      if (same !== undefined) return same;
      if (living.length < MOST_PEERINGS) return add(vpc, wanted);
      throw new Refusal(400, 'LIMIT_REACHED', `the VPC has reached its limit of ${MOST_PEERINGS} peerings`);
    },
    delete: (projectId: string, vpcId: string, peeringId: string): void => {
      const row = get(projectId, vpcId, peeringId);
      if (row.goneAt !== null) throw busy('peering connection');
      drop(row, delays().deleteTakes);
    },
    dropAll: (projectId: string, vpcId: string, after: number): void => {
      for (const row of list(projectId, vpcId)) if (row.goneAt === null) drop(row, after);
    },
  };
};
