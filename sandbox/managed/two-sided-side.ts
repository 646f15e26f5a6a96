import type { Clock } from '../clock.ts';
import type { TwoSidedNetworks } from '../two-sided.ts';
import type { FarLook, FarSide, Peer, PeeringAsk } from './far-side.ts';
import type { ManagedVpcRow } from './vpcs.ts';

interface Refused {
  readonly type: string;
  readonly message: string;
}

interface TwoSidedSide extends Pick<FarSide, 'type' | 'judge'> {
  readonly clock: Clock;
  readonly networks: TwoSidedNetworks;
  readonly peerIdOf: (peer: Peer) => string;
  /** The network that Managed Service has for the VPC. */
  readonly ownIdOf: (vpc: ManagedVpcRow) => string;
  /** What the owner needs to find that network. */
  readonly endOf: (vpc: ManagedVpcRow) => Readonly<Record<string, string>>;
  /** Null: the other cloud lets Managed Service peer with it. */
  readonly mayPeer?: (peer: Peer) => Refused | null;
}

interface Asked extends PeeringAsk {
  /** The name of Managed Service's side, and the key. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** What came of it when it reached the other cloud; null before. */
  readonly arrival: 'made' | Refused | null;
}

const PEER_UNKNOWN: Refused = { type: 'peer-vpc-not-found', message: 'The peer network does not exist' };

const WORDS = {
  waiting: 'The peering has to be made from the peer network too',
  connected: 'Peering connection active',
  disconnected: 'The peering was deleted by the peer',
} as const;

/** Google Cloud's and Azure's way: Managed Service makes its side and waits for the other. */
export const twoSidedSide = (options: TwoSidedSide): FarSide => {
  const { clock, networks, type, judge, peerIdOf, ownIdOf, endOf, mayPeer = () => null } = options;
  const asked = new Map<string, Asked>();
  let last = 0;

  const arrive = ({ name, vpc, peer, from, to, at }: Asked): 'made' | Refused => {
    if (networks.find(to) === null) return PEER_UNKNOWN;
    const refused = mayPeer(peer);
    if (refused !== null) return refused;
    networks.put({ id: from, ranges: [vpc.cidr] });
    const answer = networks.peer(name, from, to, at);
    if (answer.kind !== 'overlap') return 'made';
    const message = `The range ${answer.range} overlaps with ${answer.other} of the peer network`;
    return { type: 'overlapping-ip-ranges', message };
  };
  const settle = (key: string): Asked | null => {
    const row = asked.get(key);
    if (row === undefined || row.arrival !== null || clock.now() < row.at) return row ?? null;
    const arrived = { ...row, arrival: arrive(row) };
    asked.set(key, arrived);
    return arrived;
  };
  const sideOf = ({ from, to }: Asked) => networks.between(from, to);

  return {
    type,
    judge,
    request: (ask) => {
      last += 1;
      const name = `timescale-peering-${last}`;
      asked.set(name, { ...ask, name, from: ownIdOf(ask.vpc), to: peerIdOf(ask.peer), arrival: null });
      return name;
    },
    look: (key): FarLook => {
      const row = settle(key);
      if (row === null || row.arrival === null) return { kind: 'awaited' };
      if (row.arrival !== 'made') return { kind: 'invalid', ...row.arrival };
      const end = endOf(row.vpc);
      const side = sideOf(row);
      if (side === null) return { kind: 'gone', since: clock.now(), end, message: WORDS.disconnected };
      const { state, since } = side;
      return { kind: state === 'disconnected' ? 'gone' : state, since, end, message: WORDS[state] };
    },
    withdraw: (key) => {
      const row = settle(key);
      const side = row?.arrival === 'made' ? sideOf(row) : null;
      if (side !== null) networks.unpeer(side.from, side.name);
      asked.delete(key);
    },
    rangesOf: (peer) => networks.find(peerIdOf(peer))?.ranges ?? [],
  };
};
