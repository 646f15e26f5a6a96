import { isUnderWay } from '../domain/completion.ts';
import type { CompletionDecision } from '../domain/completion-decision.ts';
import { describeChoice, type SideChoice } from '../domain/side-plan.ts';
import { insertAudit } from './audit.ts';
import { type Db, type Tx, write } from './open.ts';
import { readPeering } from './pending-peers.ts';
import type { Doing } from './requests.ts';
import { peerSides } from './schema.ts';
import { readSides, ringSide, touchDwellers } from './sides.ts';

const choose = (tx: Tx, peeringId: number, choice: SideChoice, doing: Doing): CompletionDecision => {
  const found = readPeering(tx, peeringId);
  if (found === null || found.peering.peer.kind !== choice.kind) return { kind: 'not-found' };
  const { peering, view } = found;
  if (peering.state !== 'pending-peer' && peering.state !== 'active') return { kind: 'over' };
  const [side] = readSides(tx, [peeringId]);
  const completion = side?.completion ?? null;
  if (completion !== null && isUnderWay(completion)) return { kind: 'under-way', completion };
  const { id: requestId, project } = view.request;
  const { actor, now, origin } = doing;
  const isNew = JSON.stringify(side?.choice) !== JSON.stringify(choice);
  tx.insert(peerSides).values({ peeringId, choice }).onConflictDoNothing().run();
  // What the old choice came to is no plan any more, nobody may press on it, and what differs is no drift.
  const revision = (side?.revision ?? 0) + 1;
  const anew = isNew ? { choice, plan: null, health: null, revision } : {};
  ringSide(tx, peeringId, now, anew);
  if (isNew) {
    const why = describeChoice(choice);
    insertAudit(tx, now, { actor, act: 'side-chosen', requestId, project, why, origin });
    touchDwellers(tx, peering);
  }
  return { kind: 'recorded', peeringId, requestId };
};

export const createSideChoiceVerbs = (db: Db) => ({
  /** What the owner of the other side wants done there; it is planned anew at once. */
  chooseSide: async (peeringId: number, choice: SideChoice, doing: Doing): Promise<CompletionDecision> =>
    write(db, (tx) => choose(tx, peeringId, choice, doing)),
});
