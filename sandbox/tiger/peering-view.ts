import type { Pcx } from '../aws/peering-connections.ts';

export interface PeeringRow {
  readonly id: string;
  readonly vpcId: string;
  readonly accountId: string;
  readonly region: string;
  readonly peerVpcId: string;
  readonly createdAt: number;
  /** When it is APPROVED; later AWS has it (`pcx.at`). */
  readonly approvedAt: number;
  /** From acceptance to ACTIVE. */
  readonly activeAfter: number;
  /** The connection's id at AWS, also before anybody may see it. */
  readonly pcxId: string;
  /** When it leaves the list; null while nobody deletes it. */
  readonly goneAt: number | null;
}

export interface PeeringView {
  readonly status: 'PENDING' | 'APPROVED' | 'ACTIVE' | 'INVALID' | 'TIMEOUT' | 'DISABLED';
  readonly provisionedId?: string;
  readonly errorMessage?: string;
}

const REJECTED = 'VPC peering connection was rejected by the peer';

/**
 * What Tiger shows of a peering at a time. The `pcx-…` comes late and is dropped again at the end,
 * both as the real one does.
 */
export const viewPeering = (row: PeeringRow, pcx: Pcx | null, now: number): PeeringView => {
  if (pcx === null) return { status: 'DISABLED' };
  switch (pcx.status) {
    case 'awaited':
      return { status: now >= row.approvedAt ? 'APPROVED' : 'PENDING' };
    case 'failed':
      return { status: 'INVALID', ...(pcx.message === null ? {} : { errorMessage: pcx.message }) };
    case 'pending-acceptance':
      return { status: 'APPROVED', provisionedId: pcx.id };
    case 'active': {
      const isKnown = now >= (pcx.acceptedAt ?? now) + row.activeAfter;
      return { status: isKnown ? 'ACTIVE' : 'APPROVED', provisionedId: pcx.id };
    }
    case 'expired':
      return { status: 'TIMEOUT' };
    case 'rejected':
      return { status: 'INVALID', errorMessage: REJECTED };
    case 'deleted':
      return { status: 'DISABLED' };
    default:
      return pcx.status satisfies never;
  }
};

export const hasEnded = ({ status }: PeeringView): boolean =>
  status === 'INVALID' || status === 'TIMEOUT' || status === 'DISABLED';
