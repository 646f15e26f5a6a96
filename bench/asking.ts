import type { Aws } from '../sandbox/aws/clouds.ts';
import type { AwsPeer } from '../src/domain/aws-peer.ts';
import { cidrOf } from '../src/domain/cidr.ts';
import type { PeerNetwork } from '../src/domain/peer-network.ts';
import type { Project } from '../src/domain/project.ts';
import type { Store } from '../src/store/store.ts';

/** The customer's account in the sandbox. */
const ACCOUNT = '123456789012';
const REGION = 'us-east-1';

/** A network of the customer's, the same at each run. */
export const networkAt = (at: number): { readonly peer: AwsPeer; readonly cidr: string } => {
  const vpcId = `vpc-0be9c${String(at).padStart(12, '0')}`;
  const cidr = cidrOf((172 * 256 + 16) * 65_536 + at * 256, 24).text;
  return { peer: { kind: 'aws', accountId: ACCOUNT, vpcId, region: REGION }, cidr };
};

/** The same, known to the sandbox's AWS from then on. */
export const addNetwork = (aws: Aws, at: number): AwsPeer => {
  const { peer, cidr } = networkAt(at);
  aws.addVpc(peer.accountId, { id: peer.vpcId, region: peer.region, cidrs: [cidr] });
  return peer;
};

/** Records a request for one VPC with these peers, as the form would have. Returns the VPC's id. */
export const askForVpc = async (
  store: Store,
  { project, at, peers, now }: { project: Project; at: number; peers: readonly PeerNetwork[]; now: number },
): Promise<{ readonly requestId: number; readonly vpcId: number }> => {
  const wanted = {
    project,
    name: `bench-${at}`,
    region: REGION,
    cidr: cidrOf(10 * 2 ** 24 + at * 256, 24),
    peers: peers.map((peer) => ({ peer, peerRanges: [] })),
  };
  const origin = { kind: 'view', id: `bench ${project.name} ${at}`, team: 'T0BENCH' } as const;
  const doing = { actor: 'U0OMAR', now, origin };
  const opened = await store.openVpcRequest(project.name, () => ({ kind: 'create', wanted }), doing);
  if (opened.kind !== 'opened') throw new Error(`asking for VPC ${at}: ${opened.kind}`);
  return opened;
};
