import { type Cidr, cidrOf, rereadCidr } from '../domain/cidr.ts';
import type { Peering, Sharer } from '../domain/peering.ts';
import type { QuotaIncrease } from '../domain/quota.ts';
import type { Request } from '../domain/request.ts';
import type { ServiceMove } from '../domain/service-move.ts';
import type { Vpc } from '../domain/vpc.ts';
import type { peerings, quotaIncreases, requests, serviceMoves, vpcs } from './schema.ts';

type RequestRow = typeof requests.$inferSelect;
type VpcRow = typeof vpcs.$inferSelect;
type PeeringRow = typeof peerings.$inferSelect;
type MoveRow = typeof serviceMoves.$inferSelect;
type QuotaRow = typeof quotaIncreases.$inferSelect;

/** Ranges were checked before they were written; anything else in the column is damage. */
export const readCidr = (text: string): Cidr => {
  const cidr = rereadCidr(text);
  if (cidr === null) throw new Error(`reading range "${text}" from the store: not a CIDR`);
  return cidr;
};

export const toRequest = ({ originKey: _key, version: _version, ...row }: RequestRow): Request => row;

export const toVpc = (row: VpcRow): Vpc => ({
  id: row.id,
  requestId: row.requestId,
  project: row.project,
  name: row.name,
  region: row.region,
  cidr: cidrOf(row.startsAt, Number(row.cidr.split('/')[1])),
  state: row.state,
  providerId: row.providerId,
  intent: row.intent,
  failure: row.failure,
  trouble: row.trouble,
  stateSince: row.stateSince,
  knownSince: row.knownSince,
  hurriedAt: row.hurriedAt,
});

/** The columns of a VPC that a step may change. */
export const fromVpc = (vpc: Vpc) => ({
  name: vpc.name,
  state: vpc.state,
  providerId: vpc.providerId,
  intent: vpc.intent,
  failure: vpc.failure,
  trouble: vpc.trouble,
  stateSince: vpc.stateSince,
});

export const toPeering = (
  { sideKnown: _known, peerKey: _key, ...row }: PeeringRow,
  sharers: readonly Sharer[],
): Peering => ({
  ...row,
  peerRanges: row.peerRanges.map(readCidr),
  sharers,
});

/** The columns of a peering that a step may change. */
export const fromPeering = (peering: Peering) => ({
  state: peering.state,
  knownState: peering.knownState,
  rawStatus: peering.rawStatus,
  providerId: peering.providerId,
  provisionedId: peering.provisionedId,
  message: peering.message,
  peerRanges: peering.peerRanges.map(({ text }) => text),
  warnings: peering.warnings,
  intent: peering.intent,
  stateSince: peering.stateSince,
  expiresAt: peering.expiresAt,
  missingSince: peering.missingSince,
  reminders: peering.reminders,
  saidAccepted: peering.saidAccepted,
});

export const toQuotaIncrease = ({ lookAgainAt: _, ...row }: QuotaRow): QuotaIncrease => row;

export const toServiceMove = ({
  lookAgainAt: _look,
  version: _version,
  claimedBy: _by,
  claimedUntil: _until,
  ...row
}: MoveRow): ServiceMove => row;

/** The columns of a move that a step may change. */
export const fromServiceMove = (move: ServiceMove) => ({
  from: move.from,
  here: move.here,
  state: move.state,
  legs: move.legs,
  before: move.before,
  after: move.after,
  names: move.names,
  failure: move.failure,
  trouble: move.trouble,
  stateSince: move.stateSince,
  strangeSince: move.strangeSince,
  slowTold: move.slowTold,
  progress: move.progress,
});
