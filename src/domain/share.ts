import { judgeRequester, type Person } from './access.ts';
import type { SharedPeering } from './notice-body.ts';
import type { PeerProblems } from './peer-request.ts';
import { isEnded, type Peering } from './peering.ts';
import type { Project } from './project.ts';
import type { Ask, Request } from './request.ts';
import type { VpcRecord } from './step.ts';
import { findAsker, type Unfit, type VpcChangeFacts, type WantedChange } from './vpc-change.ts';

export type ShareVerdict =
  | Unfit
  /** It is on its way out, or gone. */
  | { readonly kind: 'over'; readonly state: Peering['state'] }
  /** This very person lives on it already, by that request. */
  | { readonly kind: 'yours'; readonly requestId: number }
  | WantedChange<Extract<Ask, { kind: 'share' }>>;

/** The request by which somebody lives on a peering; null: none. */
const findDwelling = (
  peering: Peering,
  record: Pick<VpcRecord, 'requests'>,
  userId: string,
): number | null => {
  const asked = findAsker(peering, record);
  if (asked?.requesterId === userId) return asked.id;
  return peering.sharers.find(({ requesterId }) => requesterId === userId)?.requestId ?? null;
};

/** To live on a peering that is there: whoever may ask for one may share one. */
export const judgeShare = (
  peeringId: number,
  { record }: Pick<VpcChangeFacts, 'record'>,
  person: Person,
  project: Project,
): ShareVerdict => {
  const verdict = judgeRequester(person, project);
  if (verdict.kind === 'refused') return { kind: 'unfit', why: { kind: 'refused', verdict } };
  const peering = record.peerings.find(({ id }) => id === peeringId);
  if (peering === undefined) return { kind: 'over', state: 'deleted' };
  const { state } = peering;
  if (isEnded(state) || state === 'deleting') return { kind: 'over', state };
  const { vpc } = record;
  if (vpc.state !== 'active') return { kind: 'unfit', why: { kind: 'not-active', state: vpc.state } };
  const requestId = findDwelling(peering, record, person.userId);
  if (requestId !== null) return { kind: 'yours', requestId };
  return { kind: 'change', ask: { kind: 'share', peeringId }, peers: [] };
};

/**
 * The peering that may be shared in the place of one that is asked for: nothing else is wrong with
 * what was typed. Null: there is none, or something else has to be mended first.
 */
export const findPeered = (problems: readonly PeerProblems[]): Peering | null => {
  const others = problems.some(({ kind: _kind, same, ...rest }) => {
    const mends = Object.values(rest).some((problem) => problem !== undefined);
    return mends || same?.kind === 'named-twice';
  });
  const [first] = problems.flatMap(({ same }) => (same?.kind === 'peered' ? [same.peering] : []));
  return others ? null : (first ?? null);
};

/** A peering as it is named to those who share it. */
export const nameShared = (
  { peer, provisionedId, state }: Peering,
  asked: Pick<Request, 'id' | 'requesterId'> | null,
): SharedPeering => ({
  peer,
  provisionedId,
  state,
  of: asked === null ? null : { requestId: asked.id, requesterId: asked.requesterId },
});
