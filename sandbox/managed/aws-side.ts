import type { Aws } from '../aws/clouds.ts';
import type { Pcx } from '../aws/peering-connections.ts';
import type { FarLook, FarSide } from './far-side.ts';

/** Managed Service's side of every peering connection, as AWS shows it to the accepter. */
const MANAGED_AWS_ACCOUNT = '900000000077';

const WORDS = {
  'pending-acceptance': { kind: 'waiting', message: 'The peering connection request has to be accepted' },
  active: { kind: 'connected', message: 'Peering connection active' },
  rejected: { kind: 'rejected', message: 'VPC peering connection was rejected by the peer' },
  expired: { kind: 'gone', message: 'VPC peering connection request expired' },
  deleted: { kind: 'gone', message: 'VPC peering connection was deleted by the peer' },
} as const;

const lookAt = ({ id, status, message, changedAt: since }: Pcx): FarLook => {
  if (status === 'awaited') return { kind: 'awaited' };
  if (status !== 'failed') return { ...WORDS[status], since, end: { aws_vpc_peering_connection_id: id } };
  return { kind: 'invalid', type: 'peer-vpc-invalid', message: message ?? 'VPC peering connection failed' };
};

export const awsSide = (aws: Aws): FarSide => ({
  type: 'aws-vpc-peering-connection',
  judge: ({ account, vpc, resourceGroup }) => {
    if (!/^[0-9]{12}$/.test(account)) return `Invalid AWS account id: '${account}'`;
    if (!/^(vpc|tgw)-[0-9a-f]+$/.test(vpc)) return `Invalid AWS VPC id: '${vpc}'`;
    return resourceGroup === null ? null : 'peer_resource_group is for Azure only';
  },
  request: ({ vpc, peer, at }) =>
    aws.request({
      requester: {
        account: MANAGED_AWS_ACCOUNT,
        region: vpc.region,
        vpcId: `vpc-${vpc.id.replaceAll('-', '').slice(0, 17)}`,
        cidr: vpc.cidr,
      },
      accepter: { account: peer.account, region: peer.region ?? vpc.region, vpcId: peer.vpc },
      at,
    }),
  look: (key) => {
    const pcx = aws.find(key);
    return pcx === null ? { kind: 'awaited' } : lookAt(pcx);
  },
  withdraw: (key) => aws.withdraw(key),
  rangesOf: (peer, vpc) =>
    aws
      .vpcsOf(peer.account)
      .find(({ id, region }) => id === peer.vpc && region === (peer.region ?? vpc.region))?.cidrs ?? [],
});
