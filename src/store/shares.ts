import { and, eq, isNull } from 'drizzle-orm';
import { type NoticeDraft, tellPeering } from '../domain/notice.ts';
import { listDwellers, type Peering } from '../domain/peering.ts';
import type { Request } from '../domain/request.ts';
import { nameShared } from '../domain/share.ts';
import type { VpcRecord } from '../domain/step.ts';
import { findAsker } from '../domain/vpc-change.ts';
import { insertAudit } from './audit.ts';
import { insertNotices } from './notices.ts';
import type { Tx } from './open.ts';
import type { Doing } from './requests.ts';
import { peeringShares, requests } from './schema.ts';

/** Records that a request lives on a peering from now on, and tells it and who was there before. */
export const insertShare = (
  tx: Tx,
  record: VpcRecord,
  { requestId, peering }: { readonly requestId: number; readonly peering: Peering },
  { actor, now }: Doing,
): void => {
  tx.insert(peeringShares).values({ peeringId: peering.id, requestId, sharedAt: now }).run();
  const { peer, provisionedId, state } = peering;
  const [hearer] = listDwellers(peering);
  const shared = { kind: 'peering-shared', ...nameShared(peering, findAsker(peering, record)) } as const;
  const joined = { kind: 'sharer-joined', peer, provisionedId, by: actor, requestId } as const;
  // What waits to be accepted is told whole, with its identifiers.
  const pending = state === 'pending-peer' ? tellPeering(peering) : [];
  insertNotices(tx, now, [
    ...[shared, ...pending].map((body): NoticeDraft => ({ requestId, body })),
    ...(hearer === undefined ? [] : [{ requestId: hearer, body: joined }]),
  ]);
};

/** A request lets go of a peering, which stays for whoever else lives on it. Returns who is told of that. */
export const leaveShare = (
  tx: Tx,
  {
    request,
    peering,
    asked,
  }: { readonly request: Request; readonly peering: Peering; readonly asked: Request | null },
  { actor, now, origin }: Doing,
): number | null => {
  const { id: requestId, project } = request;
  tx.update(peeringShares)
    .set({ leftAt: now })
    .where(and(eq(peeringShares.requestId, requestId), isNull(peeringShares.leftAt)))
    .run();
  tx.update(requests).set({ state: 'left', stateSince: now }).where(eq(requests.id, requestId)).run();
  const { peer, provisionedId } = peering;
  const left = { kind: 'share-left', ...nameShared(peering, asked), by: actor } as const;
  const told = { kind: 'sharer-left', peer, provisionedId, by: actor, requestId } as const;
  const hearer = listDwellers(peering).find((id) => id !== requestId);
  insertNotices(tx, now, [
    { requestId, body: left },
    ...(hearer === undefined ? [] : [{ requestId: hearer, body: told }]),
  ]);
  insertAudit(tx, now, { actor, act: 'share-left', requestId, project, why: null, origin });
  return hearer ?? null;
};
