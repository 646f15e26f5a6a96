import { eq } from 'drizzle-orm';
import type { TooMany } from '../domain/creation-cap.ts';
import type { QuotaUse } from '../domain/quota.ts';
import type { Request } from '../domain/request.ts';
import type { ProjectFacts, VpcRequestVerdict, WantedVpc } from '../domain/vpc-request.ts';
import { insertAudit } from './audit.ts';
import { listCreations } from './creations.ts';
import { insertNotices } from './notices.ts';
import { type Db, type Tx, write } from './open.ts';
import { insertPeering } from './peerings.ts';
import { readProjectFacts } from './projects.ts';
import { type Doing, findTwin, insertRequest } from './requests.ts';
import { quotaIncreases, requests, vpcs } from './schema.ts';

export type Opened =
  | Exclude<VpcRequestVerdict, { kind: 'create' | 'over-quota' }>
  | TooMany
  | { readonly kind: 'opened'; readonly requestId: number; readonly vpcId: number; readonly waits: boolean };

const insertVpc = (
  tx: Tx,
  requestId: number,
  wanted: WantedVpc,
  lookAgainAt: number | null,
  now: number,
): number => {
  const { project, name, region, cidr } = wanted;
  const [row] = tx
    .insert(vpcs)
    .values({
      requestId,
      project: project.name,
      name,
      region,
      cidr: cidr.text,
      startsAt: cidr.start,
      endsAt: cidr.end,
      state: 'requested',
      stateSince: now,
      knownSince: now,
      lookAgainAt,
    })
    .returning({ id: vpcs.id })
    .all();
  if (row === undefined) throw new Error('recording a VPC: the store returned no id');
  tx.update(requests).set({ vpcId: row.id }).where(eq(requests.id, requestId)).run();
  return row.id;
};

/** Asks the approvers for one VPC more than the limit. */
export const askForPlace = (
  tx: Tx,
  { id: requestId, project }: Pick<Request, 'id' | 'project'>,
  { used, limit }: QuotaUse,
  { actor, now, origin }: Doing,
): void => {
  tx.insert(quotaIncreases)
    .values({ requestId, project, state: 'asked', used, limit, askedAt: now, lookAgainAt: now })
    .run();
  insertNotices(tx, now, [{ requestId, body: { kind: 'quota-asked', used, limit } }]);
  insertAudit(tx, now, { actor, act: 'quota-asked', requestId, project, why: null, origin });
};

const open = (
  tx: Tx,
  project: string,
  judge: (facts: ProjectFacts, askedAt: () => readonly number[]) => VpcRequestVerdict | TooMany,
  doing: Doing,
): Opened => {
  const twin = findTwin(tx, doing);
  if (twin?.vpcId != null) {
    const { id, vpcId, state } = twin;
    return { kind: 'opened', requestId: id, vpcId, waits: state === 'waiting-for-approval' };
  }
  const verdict = judge(readProjectFacts(tx, project), () => listCreations(tx, doing));
  if (verdict.kind === 'problems' || verdict.kind === 'too-many') return verdict;
  const { wanted } = verdict;
  const { now, actor, origin } = doing;
  const waits = verdict.kind === 'over-quota';
  const state = waits ? 'waiting-for-approval' : 'open';
  const asked = { project: wanted.project, ask: { kind: 'create' }, state, vpcId: null } as const;
  const requestId = insertRequest(tx, asked, doing);
  const vpcId = insertVpc(tx, requestId, wanted, waits ? null : now, now);
  for (const peer of wanted.peers) insertPeering(tx, requestId, vpcId, peer, now);
  insertNotices(tx, now, [{ requestId, body: { kind: 'request-opened' } }]);
  insertAudit(tx, now, { actor, act: 'request-opened', requestId, project, why: null, origin });
  if (verdict.kind === 'over-quota') askForPlace(tx, { id: requestId, project }, verdict, doing);
  return { kind: 'opened', requestId, vpcId, waits };
};

export const createVpcRequestVerbs = (db: Db) => ({
  /**
   * Judges a request on the facts of this very transaction and records it with its VPC, its first
   * peerings and its first notices, or nothing at all. The same form twice makes one request.
   * `askedAt`: when this person asked for VPCs and peerings within the last hour.
   */
  openVpcRequest: async (
    project: string,
    judge: (facts: ProjectFacts, askedAt: () => readonly number[]) => VpcRequestVerdict | TooMany,
    doing: Doing,
  ): Promise<Opened> => write(db, (tx) => open(tx, project, judge, doing)),
});
