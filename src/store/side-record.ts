import { asc, eq } from 'drizzle-orm';
import { listServicePorts } from '../domain/service-ports.ts';
import { describeChange } from '../domain/side-plan.ts';
import type { RecordedCompletion, RecordedStep, SideRecord } from '../domain/side-step.ts';
import { insertAudit } from './audit.ts';
import type { Db, Tx } from './open.ts';
import { readPeering } from './pending-peers.ts';
import { ring } from './requests.ts';
import { completionSteps, completions, confirmedAccounts, peerSides, vpcs } from './schema.ts';
import { readServices } from './services.ts';
import { fromCompletion, fromSide, fromStep } from './side-rows.ts';
import { readSides } from './sides.ts';

const listConfirmed = (tx: Db | Tx, project: string): readonly string[] =>
  tx
    .select({ accountId: confirmedAccounts.accountId })
    .from(confirmedAccounts)
    .where(eq(confirmedAccounts.project, project))
    .orderBy(asc(confirmedAccounts.id))
    .all()
    .map(({ accountId }) => accountId);

export const readSideRecord = (tx: Db | Tx, peeringId: number): SideRecord | null => {
  const found = readPeering(tx, peeringId);
  const [side] = readSides(tx, [peeringId]);
  if (found === null || side === undefined) return null;
  const { peering, view } = found;
  const { vpc } = view;
  const confirmed = listConfirmed(tx, vpc.project);
  const ports = listServicePorts(vpc, readServices(tx, [vpc.project]));
  return { side, peering, vpc, confirmed, ports };
};

const differ = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

const writeStep = (tx: Tx, { id, round }: RecordedCompletion, step: RecordedStep): void => {
  if (step.id !== null) {
    // What an earlier approval left open is this one's from now on.
    const own = step.isEarlier ? {} : { round };
    tx.update(completionSteps)
      .set({ ...fromStep(step), ...own })
      .where(eq(completionSteps.id, step.id))
      .run();
    return;
  }
  const { key, change } = step;
  tx.insert(completionSteps)
    .values({ completionId: id, round, key, change, ...fromStep(step) })
    .run();
};

const stepsOf = ({ side }: SideRecord): readonly RecordedStep[] => side.completion?.steps ?? [];

/** The steps that have come into this state. */
const listNew = (
  before: SideRecord,
  after: SideRecord,
  state: RecordedStep['state'],
): readonly RecordedStep[] =>
  stepsOf(after).filter((step) => {
    const old = stepsOf(before).find(({ id }) => step.id !== null && id === step.id);
    // What was to be taken back and was not stands as it stood.
    const isNew = old?.state !== state && !(state === 'done' && old !== undefined && old.made !== null);
    return step.state === state && isNew;
  });

/** What was made and taken back is in the audit trail of its request, as done by the bot. */
const auditSteps = (tx: Tx, before: SideRecord, after: SideRecord, now: number): void => {
  const requestId = after.side.completion?.requestId ?? null;
  const { project } = after.vpc;
  const tell = (why: string): void =>
    insertAudit(tx, now, { actor: 'vpcbot', act: 'side-changed', requestId, project, why, origin: null });
  for (const { change } of listNew(before, after, 'done')) tell(describeChange(change));
  for (const { change } of listNew(before, after, 'taken-back'))
    tell(`taken back: ${describeChange(change)}`);
};

/** The other side has done its part, and Timescale is asked at once and often whether it has noticed. */
export const hurryVpc = (tx: Tx, before: SideRecord, after: SideRecord, now: number): number | null => {
  const { peering, vpc } = after;
  const joins = listNew(before, after, 'done').some(
    ({ change }) => change.kind === 'accept' || change.kind === 'add-peering',
  );
  if (!joins || peering.state !== 'pending-peer') return null;
  tx.update(vpcs).set({ hurriedAt: now }).where(eq(vpcs.id, vpc.id)).run();
  ring(tx, vpc.id, now);
  return vpc.id;
};

const writeSteps = (tx: Tx, before: SideRecord, after: SideRecord, now: number): boolean => {
  const completion = after.side.completion;
  if (completion === null) return false;
  const known = before.side.completion?.steps ?? [];
  const fresh = completion.steps.filter((step) => !known.includes(step));
  const dropped = known.filter(({ id }) => completion.steps.every((step) => step.id !== id));
  for (const step of fresh) writeStep(tx, completion, step);
  for (const { id } of dropped) {
    if (id !== null) tx.delete(completionSteps).where(eq(completionSteps.id, id)).run();
  }
  auditSteps(tx, before, after, now);
  return fresh.length > 0 || dropped.length > 0;
};

const writeCompletion = (tx: Tx, before: SideRecord, after: SideRecord): boolean => {
  const [old, completion] = [before.side.completion, after.side.completion];
  if (old === null || completion === null) return false;
  if (!differ(fromCompletion(old), fromCompletion(completion))) return false;
  tx.update(completions).set(fromCompletion(completion)).where(eq(completions.id, completion.id)).run();
  return true;
};

/** That somebody looked is no news by itself. */
const listNews = (side: SideRecord['side']) => {
  const { health, ...columns } = fromSide(side);
  return { ...columns, health: health && { ...health, at: 0 } };
};

/** Writes what differs, and says whether any of it is news. */
export const writeSideRecord = (tx: Tx, before: SideRecord, after: SideRecord, now: number): boolean => {
  const columns = fromSide(after.side);
  const news = differ(listNews(before.side), listNews(after.side));
  const { lookedAt } = after.side;
  // The plan is the whole network as it was seen: where it is the same it is not written again.
  const { plan, ...small } = columns;
  const set = differ(before.side.plan, plan) ? columns : small;
  tx.update(peerSides)
    .set({ ...set, lookedAt })
    .where(eq(peerSides.peeringId, after.peering.id))
    .run();
  const decided = writeCompletion(tx, before, after);
  const stepped = writeSteps(tx, before, after, now);
  return news || decided || stepped;
};
