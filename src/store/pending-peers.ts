import { and, asc, desc, eq, isNotNull } from 'drizzle-orm';
import type { TooMany } from '../domain/creation-cap.ts';
import type { EndedPeering, GuideChoice } from '../domain/guide.ts';
import type { Peering } from '../domain/peering.ts';
import { isSamePress, judgePeerStanding, judgeSending, type PeerStanding } from '../domain/pending-peer.ts';
import { judgeRepeat, type RepeatVerdict } from '../domain/request-decision.ts';
import { insertAudit } from './audit.ts';
import type { JudgeCreations } from './creations.ts';
import { insertNotices } from './notices.ts';
import { type Db, type Tx, write } from './open.ts';
import { type Doing, readVpcView, ring, type StoredVpcView } from './requests.ts';
import { ASKED_AGAIN, askAgain, nameEnded } from './retries.ts';
import { auditEvents, notices, peerings, vpcs } from './schema.ts';
import { readSharers } from './sharers.ts';
import { readRecord } from './vpc-record.ts';

/** A peering with the request that asked for it or, where it was only found, the oldest that shares it. */
export interface StoredPeering {
  readonly peering: Peering;
  readonly view: StoredVpcView;
}

type NotAwaited = Exclude<PeerStanding, { kind: 'awaited' }>;

export type SaidSo =
  | ({ readonly kind: 'looking'; readonly vpcId: number } & EndedPeering)
  | NotAwaited
  | { readonly kind: 'not-found' };

/** Where the instructions go, and how. `name`: what a person is called; null for a channel. */
export interface Sending {
  readonly to: string;
  readonly name: string | null;
  readonly choice: GuideChoice;
  readonly note: string | null;
}

export type Sent =
  | { readonly kind: 'sent'; readonly requestId: number }
  /** Too often; once more from then on. */
  | { readonly kind: 'too-many'; readonly from: number }
  | NotAwaited
  | { readonly kind: 'not-found' };

export type Repeated =
  | { readonly kind: 'asked'; readonly vpcId: number; readonly requestId: number }
  | Exclude<RepeatVerdict, { kind: 'repeat' | 'replaced' }>
  | TooMany
  /** Who was first, where somebody asked for it again. */
  | { readonly kind: 'replaced'; readonly by: string | null; readonly at: number | null }
  | { readonly kind: 'not-found' };

/** Whom the instructions were sent to: a person or a channel. */
export interface SentTo {
  readonly lane: string;
  readonly peeringId: number;
}

export const readPeering = (tx: Db | Tx, peeringId: number): StoredPeering | null => {
  const [row] = tx
    .select({ requestId: peerings.requestId })
    .from(peerings)
    .where(eq(peerings.id, peeringId))
    .all();
  const [sharer] = readSharers(tx, [peeringId]).get(peeringId) ?? [];
  const requestId = row?.requestId ?? sharer?.requestId ?? null;
  const view = requestId === null ? null : readVpcView(tx, requestId);
  const peering = view?.peerings.find(({ id }) => id === peeringId);
  return view === null || peering === undefined ? null : { peering, view };
};

const sayAccepted = (tx: Tx, peeringId: number, lane: string | null, doing: Doing): SaidSo => {
  const found = readPeering(tx, peeringId);
  if (found === null) return { kind: 'not-found' };
  const { peering, view } = found;
  const standing = judgePeerStanding(peering);
  if (standing.kind !== 'awaited') return standing;
  const { vpc, request } = view;
  const { actor, now, origin } = doing;
  const { peer } = peering;
  const looking = { kind: 'looking', vpcId: vpc.id, peer, provisionedId: standing.provisionedId } as const;
  if (isSamePress(peering, actor, now)) return looking;
  // Who was sent the instructions hears of it there, wherever somebody presses next.
  const saidAccepted = { by: actor, at: now, lane: lane ?? peering.saidAccepted?.lane ?? null };
  tx.update(peerings).set({ saidAccepted }).where(eq(peerings.id, peeringId)).run();
  tx.update(vpcs).set({ hurriedAt: now }).where(eq(vpcs.id, vpc.id)).run();
  const { id: requestId, project } = request;
  const why = standing.provisionedId;
  insertAudit(tx, now, { actor, act: 'acceptance-said', requestId, project, why, origin });
  ring(tx, vpc.id, now);
  return looking;
};

/** Slack may deliver the same form twice. */
const wasSent = (tx: Tx, requestId: number, { origin }: Doing): boolean =>
  tx
    .select({ origin: auditEvents.origin })
    .from(auditEvents)
    .where(and(eq(auditEvents.requestId, requestId), eq(auditEvents.act, 'instructions-sent')))
    .all()
    .some((event) => event.origin?.kind === origin.kind && event.origin.id === origin.id);

const listSendings = (tx: Tx, requestId: number): readonly number[] =>
  tx
    .select({ body: notices.body, at: notices.createdAt })
    .from(notices)
    .where(and(eq(notices.requestId, requestId), isNotNull(notices.lane)))
    .orderBy(asc(notices.id))
    .all()
    .flatMap(({ body, at }) => (body.kind === 'instructions-sent' ? [at] : []));

const send = (
  tx: Tx,
  peeringId: number,
  { to, name, choice, note }: Sending,
  { actor, now, origin }: Doing,
): Sent => {
  const found = readPeering(tx, peeringId);
  if (found === null) return { kind: 'not-found' };
  const { id: requestId, project } = found.view.request;
  if (wasSent(tx, requestId, { actor, now, origin })) return { kind: 'sent', requestId };
  const standing = judgePeerStanding(found.peering);
  if (standing.kind !== 'awaited') return standing;
  const from = judgeSending(listSendings(tx, requestId), now);
  if (from !== null) return { kind: 'too-many', from };
  const { peer } = found.peering;
  const { provisionedId, expiresAt } = standing;
  const shared = { peer, provisionedId, choice, by: actor } as const;
  insertNotices(tx, now, [
    { requestId, lane: to, body: { kind: 'instructions-sent', peeringId, ...shared, expiresAt, note } },
    { requestId, body: { kind: 'instructions-passed-on', ...shared, to, name } },
  ]);
  insertAudit(tx, now, { actor, act: 'instructions-sent', requestId, project, why: `to ${to}`, origin });
  return { kind: 'sent', requestId };
};

/** Who asked for another in the place of this one. */
const findFirst = (
  tx: Tx,
  requestId: number,
  peering: Peering,
): { readonly by: string | null; readonly at: number | null } => {
  const [event] = tx
    .select({ by: auditEvents.actor, at: auditEvents.at })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.requestId, requestId),
        eq(auditEvents.act, ASKED_AGAIN),
        eq(auditEvents.why, nameEnded(peering)),
      ),
    )
    .orderBy(desc(auditEvents.id))
    .limit(1)
    .all();
  return event ?? { by: null, at: null };
};

const repeat = (tx: Tx, peeringId: number, doing: Doing, judgeMore: JudgeCreations): Repeated => {
  const found = readPeering(tx, peeringId);
  const all = found === null ? null : readRecord(tx, found.view.vpc.id);
  if (found === null || all === null) return { kind: 'not-found' };
  const verdict = judgeRepeat(found.view, peeringId, all.peerings);
  const { id: requestId } = found.view.request;
  if (verdict.kind === 'replaced') return { kind: 'replaced', ...findFirst(tx, requestId, found.peering) };
  if (verdict.kind !== 'repeat') return verdict;
  const asked = askAgain(tx, found.view, peeringId, verdict.peering, doing, judgeMore);
  return asked.kind === 'asked' ? { ...asked, requestId } : asked;
};

/** What people do while a peering waits for its other side, and when it waited in vain. */
export const createPendingPeerVerbs = (db: Db) => ({
  /** Null: there is no such peering, or nobody asked for it here. */
  findPeering: async (peeringId: number): Promise<StoredPeering | null> => readPeering(db, peeringId),

  /** Somebody says that they accepted it: it is looked at at once, and often for a while. */
  sayAccepted: async (peeringId: number, lane: string | null, doing: Doing): Promise<SaidSo> =>
    write(db, (tx) => sayAccepted(tx, peeringId, lane, doing)),

  /** Records the instructions for somebody, and what the thread says of it. */
  sendInstructions: async (peeringId: number, sending: Sending, doing: Doing): Promise<Sent> =>
    write(db, (tx) => send(tx, peeringId, sending, doing)),

  /** Null: nothing was sent with this notice. */
  findSentTo: async (noticeId: number): Promise<SentTo | null> => {
    const [row] = db
      .select({ body: notices.body, lane: notices.lane })
      .from(notices)
      .where(eq(notices.id, noticeId))
      .all();
    if (row === undefined || row.lane === null) return null;
    const { body, lane } = row;
    const isOurs = body.kind === 'instructions-sent' || body.kind === 'acceptance-missing';
    return isOurs ? { lane, peeringId: body.peeringId } : null;
  },

  /** Asks for a peering that ended once more, as it was. Pressed twice, it is asked for once. */
  repeatPeering: async (peeringId: number, doing: Doing, judgeMore: JudgeCreations): Promise<Repeated> =>
    write(db, (tx) => repeat(tx, peeringId, doing, judgeMore)),
});
