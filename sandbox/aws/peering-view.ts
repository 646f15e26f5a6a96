import type { Pcx, PcxSide } from './peering-connections.ts';
import type { Place } from './resource-id.ts';
import type { AwsDelays } from './settings.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** VpcPeeringConnectionStateReason of EC2. */
export interface PeeringStatus {
  readonly code:
    | 'pending-acceptance'
    | 'failed'
    | 'expired'
    | 'provisioning'
    | 'active'
    | 'deleted'
    | 'rejected';
  readonly message: string;
}

export interface PeeringSeen {
  readonly id: string;
  readonly pcx: Pcx;
  /** Whose eyes it is seen with. */
  readonly side: PcxSide;
  readonly status: PeeringStatus;
}

const isAt = (party: Place, { account, region }: Place): boolean =>
  party.account === account && party.region === region;

/** Each end sees it where its own VPC is, and nowhere else. */
const sideOf = ({ accepter, requester }: Pcx, place: Place): PcxSide | null => {
  if (isAt(accepter, place)) return 'accepter';
  return isAt(requester, place) ? 'requester' : null;
};

/** How long it is still shown after its end; a failed one is never shown to who was asked. */
const shownFor = ({ status, deletedBy }: Pcx, side: PcxSide): number => {
  switch (status) {
    case 'failed':
      return side === 'requester' ? 2 * HOUR : 0;
    case 'rejected':
      return side === 'requester' ? 2 * DAY : 2 * HOUR;
    case 'deleted':
      return side === deletedBy ? 2 * HOUR : 2 * DAY;
    case 'expired':
      return 2 * DAY;
    case 'awaited':
      return 0;
    case 'pending-acceptance':
    case 'active':
      return Number.POSITIVE_INFINITY;
    default:
      return status satisfies never;
  }
};

const FAILED = 'Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range';

const describeStatus = (pcx: Pcx, now: number, delays: AwsDelays): PeeringStatus => {
  const { accepter, acceptedAt, deletedBy, status } = pcx;
  const pending = {
    code: 'pending-acceptance',
    message: `Pending Acceptance by ${accepter.account}`,
  } as const;
  switch (status) {
    case 'awaited':
    case 'pending-acceptance':
      return pending;
    case 'active':
      return now < (acceptedAt ?? now) + delays.acceptShownAfter
        ? pending
        : { code: 'active', message: 'Active' };
    case 'failed':
      return { code: 'failed', message: FAILED };
    case 'rejected':
      return { code: 'rejected', message: `Rejected by ${accepter.account}` };
    case 'expired':
      return { code: 'expired', message: 'Expired' };
    case 'deleted':
      return { code: 'deleted', message: `Deleted by ${pcx[deletedBy ?? 'requester'].account}` };
    default:
      return status satisfies never;
  }
};

/** A peering connection as EC2 shows it there; null where it does not, not yet or not any more. */
export const seePeering = (pcx: Pcx, place: Place, now: number, delays: AwsDelays): PeeringSeen | null => {
  const side = sideOf(pcx, place);
  if (side === null || now < pcx.at + delays.peeringVisibleAfter) return null;
  if (now >= pcx.changedAt + shownFor(pcx, side)) return null;
  return { id: pcx.id, pcx, side, status: describeStatus(pcx, now, delays) };
};
