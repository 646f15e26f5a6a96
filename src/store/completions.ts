import { eq } from 'drizzle-orm';
import type { AuditAct } from '../domain/audit.ts';
import { hasTraces, isUnderWay } from '../domain/completion.ts';
import { type CompletionDecision, judgeCompletion, judgeUndo } from '../domain/completion-decision.ts';
import type { Listed } from '../domain/project.ts';
import type { Allowance, SideChange } from '../domain/side-plan.ts';
import { aboutPeering, type RecordedCompletion, type RecordedSide } from '../domain/side-step.ts';
import { insertAudit } from './audit.ts';
import { tell, tellAs } from './decisions.ts';
import { type Db, type Tx, write } from './open.ts';
import { readPeering, type StoredPeering } from './pending-peers.ts';
import type { Doing } from './requests.ts';
import { auditEvents, completionSteps, completions, confirmedAccounts } from './schema.ts';
import { readCompletion, readSides, ringSide, touchDwellers } from './sides.ts';

/** A press on a plan: which one it means, and what the configuration lets the bot do there. */
interface Pressed {
  readonly revision: number | null;
  readonly allow: readonly Allowance[];
}

interface SideHere extends StoredPeering {
  readonly side: RecordedSide;
}

type CompletionChange = Partial<typeof completions.$inferInsert>;

/** Slack may deliver the same gesture twice. */
const wasDone = (tx: Tx, requestId: number, act: AuditAct, { origin }: Doing): boolean =>
  tx
    .select({ act: auditEvents.act, origin: auditEvents.origin })
    .from(auditEvents)
    .where(eq(auditEvents.requestId, requestId))
    .all()
    .some(
      (event) => event.act === act && event.origin?.kind === origin.kind && event.origin.id === origin.id,
    );

const recorded = (tx: Tx, { peering, view }: StoredPeering, doing: Doing): CompletionDecision => {
  ringSide(tx, peering.id, doing.now);
  touchDwellers(tx, peering);
  return { kind: 'recorded', peeringId: peering.id, requestId: view.request.id };
};

/** Decides about a side as it stands in this very transaction. Null: decided. */
const onSide = (
  tx: Tx,
  peeringId: number,
  act: AuditAct,
  doing: Doing,
  decide: (here: SideHere) => Exclude<CompletionDecision, { kind: 'recorded' }> | null,
): CompletionDecision => {
  const found = readPeering(tx, peeringId);
  if (found === null) return { kind: 'not-found' };
  const requestId = found.view.request.id;
  if (wasDone(tx, requestId, act, doing)) return { kind: 'recorded', peeringId, requestId };
  const [side] = readSides(tx, [peeringId]);
  if (side === undefined) return { kind: 'no-plan' };
  return decide({ ...found, side }) ?? recorded(tx, found, doing);
};

const changeCompletion = (tx: Tx, id: number, change: CompletionChange): void => {
  tx.update(completions).set(change).where(eq(completions.id, id)).run();
};

/** What is asked already is decided in its place; what left something behind goes on, so that one undo takes it all back. */
const begin = (
  tx: Tx,
  { peering, view, side }: SideHere,
  change: CompletionChange & Pick<RecordedCompletion, 'state'>,
  { changes, doing: { actor, now } }: { readonly changes: readonly SideChange[]; readonly doing: Doing },
): void => {
  const last = side.completion;
  const anew = { changes, reason: null, stop: null, stateSince: now, ...change };
  if (last?.state === 'asked') changeCompletion(tx, last.id, anew);
  else if (last !== null && hasTraces(last)) changeCompletion(tx, last.id, { askedBy: actor, ...anew });
  else {
    tx.insert(completions)
      .values({ peeringId: peering.id, requestId: view.request.id, askedBy: actor, ...anew })
      .run();
  }
};

const ask = (tx: Tx, peeringId: number, pressed: Pressed & { readonly owners: Listed }, doing: Doing) =>
  onSide(tx, peeringId, 'completion-asked', doing, (here) => {
    const { side, peering, view } = here;
    if (side.completion?.state === 'asked') return { kind: 'already', completion: side.completion };
    const verdict = judgeCompletion(side, peering, pressed);
    if (verdict.kind !== 'ready' && verdict.kind !== 'confirm') return verdict;
    const { changes } = verdict;
    begin(tx, here, { state: 'asked', decidedBy: null, confirmed: null }, { changes, doing });
    const { owners } = pressed;
    const body = { kind: 'completion-asked', by: doing.actor, owners, ...aboutPeering(peering) } as const;
    tell(tx, view.request, body, doing, { why: peering.provisionedId });
    return null;
  });

const confirmAccount = (
  tx: Tx,
  { view }: SideHere,
  accountId: string,
  { actor, now, origin }: Doing,
): void => {
  const { id: requestId, project } = view.request;
  tx.insert(confirmedAccounts).values({ project, accountId, by: actor, at: now }).onConflictDoNothing().run();
  const act = 'account-confirmed';
  insertAudit(tx, now, { actor, act, requestId, project, why: accountId, origin });
};

const approve = (
  tx: Tx,
  peeringId: number,
  { confirmed, ...pressed }: Pressed & { readonly confirmed: string | null },
  doing: Doing,
) =>
  onSide(tx, peeringId, 'completion-approved', doing, (here) => {
    const { side, peering, view } = here;
    const verdict = judgeCompletion(side, peering, pressed);
    if (verdict.kind === 'confirm' && verdict.accountId !== confirmed) {
      return { kind: 'confirm', accountId: verdict.accountId };
    }
    if (verdict.kind !== 'ready' && verdict.kind !== 'confirm') return verdict;
    const accountId = verdict.kind === 'confirm' ? verdict.accountId : null;
    if (accountId !== null) confirmAccount(tx, here, accountId, doing);
    const { changes } = verdict;
    const round = (side.completion?.round ?? 0) + 1;
    const decided = { state: 'approved', decidedBy: doing.actor, confirmed: accountId, round } as const;
    begin(tx, here, decided, { changes, doing });
    const about = { by: doing.actor, confirmed: accountId, changes: changes.length } as const;
    tell(tx, view.request, { kind: 'completion-approved', ...about, ...aboutPeering(peering) }, doing, {
      why: peering.provisionedId,
    });
    return null;
  });

const decline = (tx: Tx, peeringId: number, reason: string, doing: Doing) =>
  onSide(tx, peeringId, 'completion-declined', doing, ({ side: { completion }, peering, view }) => {
    if (completion === null) return { kind: 'not-found' };
    if (isUnderWay(completion)) return { kind: 'under-way', completion };
    if (completion.state !== 'asked') return { kind: 'already', completion };
    const { actor, now } = doing;
    changeCompletion(tx, completion.id, { state: 'declined', decidedBy: actor, reason, stateSince: now });
    const body = { kind: 'completion-declined', by: actor, reason, ...aboutPeering(peering) } as const;
    tell(tx, view.request, body, doing, { why: reason });
    return null;
  });

/** What was left since it was in use is tried once more. */
const tryAgain = (tx: Tx, { steps }: RecordedCompletion): void => {
  for (const { id, outcome } of steps) {
    if (id === null || outcome?.kind !== 'left' || outcome.why !== 'in-use') continue;
    tx.update(completionSteps).set({ state: 'done', outcome: null }).where(eq(completionSteps.id, id)).run();
  }
};

const undo = (tx: Tx, completionId: number, doing: Doing): CompletionDecision => {
  const completion = readCompletion(tx, completionId);
  if (completion === null) return { kind: 'not-found' };
  return onSide(tx, completion.peeringId, 'completion-undone', doing, ({ side, peering, view }) => {
    const newest = side.completion;
    if (newest !== null && isUnderWay(newest)) return { kind: 'under-way', completion: newest };
    if (judgeUndo(completion).kind !== 'undo') return { kind: 'nothing-to-undo' };
    const { actor, now } = doing;
    tryAgain(tx, completion);
    const undoing = { state: 'undoing', decidedBy: actor, stop: null, stateSince: now } as const;
    changeCompletion(tx, completionId, undoing);
    const body = { kind: 'completion-undoing', by: actor, ...aboutPeering(peering) } as const;
    tellAs(tx, view.request, body, doing, { act: 'completion-undone', why: peering.provisionedId });
    return null;
  });
};

/**
 * What people decide of a completion. Each is judged again here, in the transaction that records it; the
 * same gesture twice is recorded once.
 */
export const createCompletionVerbs = (db: Db) => ({
  /** Somebody who may not decide wants it carried out: the owners of the account are called. */
  askCompletion: async (
    peeringId: number,
    pressed: Pressed & { readonly owners: Listed },
    doing: Doing,
  ): Promise<CompletionDecision> => write(db, (tx) => ask(tx, peeringId, pressed, doing)),

  /** An owner says yes, to what was asked for or unasked. `confirmed`: the AWS account that they say is Timescale's. */
  approveCompletion: async (
    peeringId: number,
    pressed: Pressed & { readonly confirmed: string | null },
    doing: Doing,
  ): Promise<CompletionDecision> => write(db, (tx) => approve(tx, peeringId, pressed, doing)),

  declineCompletion: async (peeringId: number, reason: string, doing: Doing): Promise<CompletionDecision> =>
    write(db, (tx) => decline(tx, peeringId, reason, doing)),

  undoCompletion: async (completionId: number, doing: Doing): Promise<CompletionDecision> =>
    write(db, (tx) => undo(tx, completionId, doing)),
});
