import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { ids, list, listing, type Readers } from './describe.ts';
import { findVpc } from './find.ts';
import { idOf, notFound } from './id-kinds.ts';
import { call, type Operation, operation, type Scene } from './operation.ts';
import type { PcxAnswer, PcxSide } from './peering-connections.ts';
import type { PeeringSeen } from './peering-view.ts';
import {
  expiryShown,
  findPeering,
  peeringsOf,
  rangesShown,
  touchPeering,
  writeOptions,
  writePeering,
} from './peering-xml.ts';
import { flag } from './query-fields.ts';

const one = z.strictObject({ ...call, VpcPeeringConnectionId: idOf('pcx') });

const notPermitted = (message: string): Refusal => new Refusal(400, 'OperationNotPermitted', message);

/** What the store said, or the refusal in EC2's words. */
const settled = (id: string, answer: PcxAnswer, to: string): void => {
  if (answer.kind === 'done') return;
  if (answer.kind === 'not-found') throw notFound('pcx', id);
  const message = `Invalid state transition for ${id}, attempted to transition from ${answer.status} to ${to}`;
  throw new Refusal(400, 'InvalidStateTransition', message);
};

const partyReaders = (scene: Scene, side: PcxSide): Readers<PeeringSeen> => ({
  [`${side}-vpc-info.cidr-block`]: (seen) => rangesShown(scene, seen, side),
  [`${side}-vpc-info.owner-id`]: ({ pcx }) => [pcx[side].account],
  [`${side}-vpc-info.vpc-id`]: ({ pcx }) => [pcx[side].vpcId],
});

const readersFor = (scene: Scene): Readers<PeeringSeen> => ({
  ...partyReaders(scene, 'accepter'),
  ...partyReaders(scene, 'requester'),
  'expiration-time': (seen) => [expiryShown(seen)?.toISOString() ?? ''],
  'status-code': ({ status }) => [status.code],
  'status-message': ({ status }) => [status.message],
  'vpc-peering-connection-id': ({ id }) => [id],
});

const describe = operation(
  'DescribeVpcPeeringConnections',
  z.strictObject({ ...listing, VpcPeeringConnectionId: ids('pcx') }),
  {
    run: (input, scene) => {
      const wanted = { ...input, ids: input.VpcPeeringConnectionId };
      const items = peeringsOf(scene);
      const { page, nextToken } = list({ scene, prefix: 'pcx', items, readers: readersFor(scene), wanted });
      return { vpcPeeringConnectionSet: page.map((seen) => writePeering(scene, seen)), nextToken };
    },
  },
);

/** Whoever was asked, but looks where the request came from. */
const checkRegion = ({ aws, account, region }: Scene, id: string): void => {
  const pcx = aws.find(id);
  if (pcx === null || pcx.accepter.account !== account || pcx.accepter.region === region) return;
  if (pcx.requester.region !== region) return;
  throw notPermitted(
    `Incorrect region (${region}) specified for this request. VPC peering connection ${id} must be accepted in region ${pcx.accepter.region}`,
  );
};

const checkActiveLimit = ({ aws }: Scene, { accepter }: PeeringSeen['pcx']): void => {
  const active = aws
    .peerings()
    .filter(({ status, accepter: other }) => status === 'active' && other.vpcId === accepter.vpcId);
  if (active.length < aws.limits.all().activePeeringsPerVpc) return;
  throw new Refusal(
    400,
    'ActiveVpcPeeringConnectionPerVpcLimitExceeded',
    `You've reached the limit on the number of active VPC peering connections you can have for the VPC ${accepter.vpcId}.`,
  );
};

const accept = operation('AcceptVpcPeeringConnection', one, {
  touches: ({ VpcPeeringConnectionId: id }, scene) => {
    const pcx = scene.aws.find(id);
    const vpc = pcx === null ? [] : [{ type: 'vpc', id: pcx.accepter.vpcId }];
    return [...vpc, touchPeering(scene, id)];
  },
  run: ({ VpcPeeringConnectionId: id }, scene) => {
    checkRegion(scene, id);
    const seen = findPeering(scene, id);
    if (seen.side === 'requester') throw notPermitted(`User (${scene.account}) cannot accept peering ${id}`);
    checkActiveLimit(scene, seen.pcx);
    settled(id, scene.aws.accept(id), 'active');
    const status = { code: 'provisioning', message: 'Provisioning' } as const;
    return { vpcPeeringConnection: writePeering(scene, { ...seen, status }) };
  },
});

const reject = operation('RejectVpcPeeringConnection', one, {
  touches: ({ VpcPeeringConnectionId: id }, scene) => [touchPeering(scene, id)],
  run: ({ VpcPeeringConnectionId: id }, scene) => {
    const { side } = findPeering(scene, id);
    if (side === 'requester') throw notPermitted(`User (${scene.account}) cannot reject peering ${id}`);
    settled(id, scene.aws.reject(id), 'rejected');
    return { return: true };
  },
});

const remove = operation('DeleteVpcPeeringConnection', one, {
  touches: ({ VpcPeeringConnectionId: id }, scene) => [touchPeering(scene, id)],
  run: ({ VpcPeeringConnectionId: id }, scene) => {
    const { side, pcx } = findPeering(scene, id);
    if (side === 'accepter' && pcx.status === 'pending-acceptance') {
      throw notPermitted(`User (${scene.account}) cannot delete peering ${id}`);
    }
    settled(
      id,
      side === 'accepter' ? scene.aws.deleteByPeer(id) : scene.aws.deleteByRequester(id),
      'deleting',
    );
    return { return: true };
  },
});

const option = z
  .strictObject({
    AllowDnsResolutionFromRemoteVpc: flag.optional(),
    AllowEgressFromLocalClassicLinkToRemoteVpc: flag.optional(),
    AllowEgressFromLocalVpcToRemoteClassicLink: flag.optional(),
  })
  .optional();

const checkDns = (scene: Scene, { side, pcx }: PeeringSeen): void => {
  const { dns } = findVpc(scene, pcx[side].vpcId);
  if (dns.support && dns.hostnames) return;
  throw new Refusal(
    400,
    'InvalidVpcPeeringConnectionState.DnsHostnamesDisabled',
    `To enable DNS hostname resolution for the VPC peering connection ${pcx.id}, DNS hostname support must be enabled for the VPCs.`,
  );
};

const modifyOptions = operation(
  'ModifyVpcPeeringConnectionOptions',
  one.extend({ AccepterPeeringConnectionOptions: option, RequesterPeeringConnectionOptions: option }),
  {
    touches: ({ VpcPeeringConnectionId: id }, scene) => [touchPeering(scene, id)],
    run: (input, scene) => {
      const { VpcPeeringConnectionId: id } = input;
      const seen = findPeering(scene, id);
      const wanted = {
        accepter: input.AccepterPeeringConnectionOptions,
        requester: input.RequesterPeeringConnectionOptions,
      };
      const other = seen.side === 'accepter' ? 'requester' : 'accepter';
      if (wanted[other] !== undefined) {
        throw notPermitted(`User (${scene.account}) cannot modify ${other} peering options of ${id}`);
      }
      if (seen.status.code !== 'active') {
        throw notPermitted(
          `Peering ${id} is not active. Peering options can be added only to active peerings.`,
        );
      }
      const isOn = wanted[seen.side]?.AllowDnsResolutionFromRemoteVpc;
      if (isOn === true) checkDns(scene, seen);
      if (isOn !== undefined) settled(id, scene.aws.resolveDns(id, seen.side, isOn), 'active');
      return {
        [`${seen.side}PeeringConnectionOptions`]: writeOptions(findPeering(scene, id).pcx, seen.side),
      };
    },
  },
);

export const peeringOperations: readonly Operation[] = [describe, accept, reject, remove, modifyOptions];
