import type { Project } from '../domain/project.ts';
import type { Ask } from '../domain/request.ts';
import type { VpcChangeFacts } from '../domain/vpc-change.ts';
import { insertAudit } from './audit.ts';
import { insertNotices } from './notices.ts';
import { type Db, type Tx, write } from './open.ts';
import { readProjectFacts } from './projects.ts';
import { type Doing, findTwin, insertRequest, ring } from './requests.ts';
import { readRecord } from './vpcs.ts';

/** A change that was judged and may be recorded. */
interface Wanted {
  readonly kind: 'change';
  readonly ask: Ask;
}

export type OpenedChange<Verdict> =
  | Exclude<Verdict, Wanted>
  | { readonly kind: 'opened'; readonly requestId: number; readonly vpcId: number }
  /** There is no such VPC any more. */
  | { readonly kind: 'not-found' };

const readFacts = (tx: Db | Tx, vpcId: number): VpcChangeFacts | null => {
  const record = readRecord(tx, vpcId);
  return record === null ? null : { record, project: readProjectFacts(tx, record.vpc.project) };
};

const open = <Verdict extends { readonly kind: string }>(
  tx: Tx,
  vpcId: number,
  project: Project,
  judge: (facts: VpcChangeFacts) => Verdict,
  doing: Doing,
): OpenedChange<Verdict> => {
  const twin = findTwin(tx, doing);
  if (twin !== null) return { kind: 'opened', requestId: twin.id, vpcId };
  const facts = readFacts(tx, vpcId);
  if (facts === null) return { kind: 'not-found' };
  const verdict = judge(facts);
  if (!isWanted(verdict)) return verdict as Exclude<Verdict, Wanted>;
  const { ask } = verdict;
  const { now, actor, origin } = doing;
  const requestId = insertRequest(tx, { project, ask, state: 'open', vpcId }, doing);
  insertNotices(tx, now, [{ requestId, body: { kind: 'request-opened' } }]);
  const act = `${ask.kind}-asked`;
  insertAudit(tx, now, { actor, act, requestId, project: project.name, why: null, origin });
  ring(tx, vpcId, now);
  return { kind: 'opened', requestId, vpcId };
};

const isWanted = (verdict: Wanted | { readonly kind: string }): verdict is Wanted =>
  verdict.kind === 'change' && 'ask' in verdict;

export const createVpcChangeVerbs = (db: Db) => ({
  /** A VPC with what a change of it is judged on; null: there is no such VPC. */
  findVpcChangeFacts: async (vpcId: number): Promise<VpcChangeFacts | null> => readFacts(db, vpcId),

  /** Judges a change of a VPC on the facts of this very transaction and records it, or nothing at all. */
  openVpcChange: async <Verdict extends { readonly kind: string }>(
    vpcId: number,
    project: Project,
    judge: (facts: VpcChangeFacts) => Verdict,
    doing: Doing,
  ): Promise<OpenedChange<Verdict>> => write(db, (tx) => open(tx, vpcId, project, judge, doing)),
});
