import { judgeOwner, judgeRequester, type Person, type Verdict } from './access.ts';
import {
  judgePeers,
  type PeerProblems,
  type PeersVerdict,
  type TypedPeer,
  type WantedPeer,
} from './peer-request.ts';
import { isEnded, listDwellers, type Peering, type Sharer } from './peering.ts';
import type { Project } from './project.ts';
import type { Ask, Request } from './request.ts';
import { isRequestOver } from './request.ts';
import type { Sighting } from './seen-network.ts';
import type { VpcRecord } from './step.ts';
import { judgeName, type ProjectFacts, type VpcRequestProblems } from './vpc-request.ts';

/** What is known of a VPC and its project when a change of it is judged. */
export interface VpcChangeFacts {
  readonly record: VpcRecord;
  readonly project: ProjectFacts;
  /** The names of the services in it, as the provider last listed them. */
  readonly services: readonly string[];
  /** Requests under way that move a service into it or out of it. */
  readonly moves: readonly Request[];
}

type Refused = Extract<Verdict, { kind: 'refused' }>;

/** Why no change of this VPC can be asked for at all now. */
export type VpcUnfit =
  | { readonly kind: 'refused'; readonly verdict: Refused }
  /** Not made yet, failed, on its way out, or gone. */
  | { readonly kind: 'not-active'; readonly state: VpcRecord['vpc']['state'] }
  /** The same kind of change is under way already. */
  | { readonly kind: 'under-way'; readonly request: Request };

export interface Unfit {
  readonly kind: 'unfit';
  readonly why: VpcUnfit;
}

/** A change that was judged and may be recorded. */
export interface WantedChange<A extends Ask = Ask> {
  readonly kind: 'change';
  readonly ask: A;
  /** The peerings that it asks for. */
  readonly peers: readonly WantedPeer[];
}

type AskOf<K extends Ask['kind']> = Extract<Ask, { kind: K }>;

export type RenameProblem =
  | NonNullable<VpcRequestProblems['name']>
  | { readonly kind: 'same'; readonly name: string };

export type RenameVerdict =
  | Unfit
  | { readonly kind: 'problem'; readonly problem: RenameProblem }
  | WantedChange<AskOf<'rename'>>;

const notActive = ({ vpc }: VpcRecord): VpcUnfit | null =>
  vpc.state === 'active' ? null : { kind: 'not-active', state: vpc.state };

/** Whether a change of this kind may be asked for, whatever it is in detail. Null: it may. */
const judgeChangeable = (
  kind: Ask['kind'],
  record: VpcRecord,
  person: Person,
  project: Project,
): VpcUnfit | null => {
  const verdict = judgeRequester(person, project);
  if (verdict.kind === 'refused') return { kind: 'refused', verdict };
  const twin = record.requests.find((request) => request.ask.kind === kind && !isRequestOver(request));
  return twin === undefined ? notActive(record) : { kind: 'under-way', request: twin };
};

export const judgeRename = (
  typed: string,
  { record, project: facts }: VpcChangeFacts,
  person: Person,
  project: Project,
): RenameVerdict => {
  const why = judgeChangeable('rename', record, person, project);
  if (why !== null) return { kind: 'unfit', why };
  const { vpc } = record;
  const named = judgeName(typed, facts, vpc.id);
  if ('problem' in named) return { kind: 'problem', problem: named.problem };
  const { name } = named;
  if (name === vpc.name) return { kind: 'problem', problem: { kind: 'same', name } };
  return { kind: 'change', ask: { kind: 'rename', from: vpc.name, to: name }, peers: [] };
};

export type PeeringVerdict =
  | Unfit
  /** One for each network that was typed, in their order. None: none was typed. */
  | { readonly kind: 'problems'; readonly problems: readonly PeerProblems[] }
  | WantedChange<AskOf<'peer'>>;

/** The networks that a VPC which is there is to be peered with. */
export const judgeNetworks = (
  typed: readonly TypedPeer[],
  { vpc, peerings }: Pick<VpcRecord, 'vpc' | 'peerings'>,
  { findReach }: Pick<ProjectFacts, 'findReach'>,
  sightings: readonly Sighting[],
): PeersVerdict => {
  const { cidr, name, region, project } = vpc;
  const range = { cidr, owner: { kind: 'vpc', name, project, region } } as const;
  return judgePeers(typed, {
    range,
    region,
    peerings,
    findReach: (networks) => findReach(networks).filter(({ vpcId }) => vpcId !== vpc.id),
    sightings,
  });
};

/**
 * More peerings on a VPC that is there. Several people may ask for some at the same time. `sightings`: what
 * the networks' own clouds show of them.
 */
export const judgePeering = (
  typed: readonly TypedPeer[],
  { record, project: facts }: VpcChangeFacts,
  person: Person,
  project: Project,
  sightings: readonly Sighting[] = [],
): PeeringVerdict => {
  const verdict = judgeRequester(person, project);
  if (verdict.kind === 'refused') return { kind: 'unfit', why: { kind: 'refused', verdict } };
  const why = notActive(record);
  if (why !== null) return { kind: 'unfit', why };
  const judged = judgeNetworks(typed, record, facts, sightings);
  if (judged.kind === 'problems') return judged;
  if (judged.peers.length === 0) return { kind: 'problems', problems: [] };
  return { kind: 'change', ask: { kind: 'peer' }, peers: judged.peers };
};

/** Who asked for a peering here; null: nobody did. */
export const findAsker = (
  { requestId }: Pick<Peering, 'requestId'>,
  { requests }: Pick<VpcRecord, 'requests'>,
): Request | null => requests.find(({ id }) => id === requestId) ?? null;

export type UnpeerVerdict =
  | Unfit
  /** It is on its way out, or gone. */
  | { readonly kind: 'over'; readonly state: Peering['state'] }
  /** The provider was not asked for it yet: its request is cancelled instead. */
  | { readonly kind: 'not-made'; readonly requestId: number }
  /** `asked`: whose it is; null: nobody asked for it here. */
  | { readonly kind: 'not-yours'; readonly asked: Request | null; readonly verdict: Refused }
  /** Who only shares it lets go of it by ending that request; the peering stays. */
  | { readonly kind: 'leave'; readonly requestId: number; readonly asked: Request | null }
  /** They did. */
  | { readonly kind: 'left'; readonly requestId: number }
  /** Others live on it, who would be cut off. */
  | { readonly kind: 'shared'; readonly by: readonly Sharer[] }
  | WantedChange<AskOf<'unpeer'>>;

/** The request by which this person shared the peering, and ended that. */
const findLeft = ({ requests }: VpcRecord, peeringId: number, { userId }: Person): Request | undefined =>
  requests.find(
    ({ ask, requesterId, state }) =>
      ask.kind === 'share' && ask.peeringId === peeringId && requesterId === userId && state === 'left',
  );

export const judgeUnpeer = (
  peeringId: number,
  { record }: VpcChangeFacts,
  person: Person,
  project: Project,
): UnpeerVerdict => {
  const peering = record.peerings.find(({ id }) => id === peeringId);
  if (peering === undefined) return { kind: 'over', state: 'deleted' };
  const asked = findAsker(peering, record);
  const own = peering.sharers.find(({ requesterId }) => requesterId === person.userId);
  if (own !== undefined) return { kind: 'leave', requestId: own.requestId, asked };
  const verdict = judgeOwner(person, asked?.requesterId ?? null, project);
  const left = findLeft(record, peeringId, person);
  if (verdict.kind === 'refused' && left !== undefined) return { kind: 'left', requestId: left.id };
  if (verdict.kind === 'refused') return { kind: 'not-yours', asked, verdict };
  const twin = record.requests.find(
    ({ state, ask }) => state === 'open' && ask.kind === 'unpeer' && ask.peeringId === peeringId,
  );
  if (twin !== undefined) return { kind: 'unfit', why: { kind: 'under-way', request: twin } };
  const { state, requestId, providerId } = peering;
  if (isEnded(state) || state === 'deleting') return { kind: 'over', state };
  if (peering.sharers.length > 0) return { kind: 'shared', by: peering.sharers };
  const why = notActive(record);
  if (why !== null) return { kind: 'unfit', why };
  if (providerId === null && requestId !== null) return { kind: 'not-made', requestId };
  return { kind: 'change', ask: { kind: 'unpeer', peeringId }, peers: [] };
};

/** What stands in the way of deleting a VPC. */
export interface Occupied {
  readonly services: readonly string[];
  readonly moves: readonly Request[];
  /** Under way on it, whoever asked. */
  readonly living: readonly Request[];
  /** What lives on its peerings, beside requests of whoever asked for the VPC or for this. */
  readonly others: readonly Request[];
}

export type DeleteVerdict =
  | Unfit
  | { readonly kind: 'occupied'; readonly by: Occupied }
  | WantedChange<AskOf<'delete'>>;

/** Requests of other people that live on a peering of the VPC: nobody cuts them off in passing. */
const findDwellers = (record: VpcRecord, spared: readonly (string | null)[]): readonly Request[] => {
  const living = record.peerings.filter(({ state }) => !isEnded(state)).flatMap(listDwellers);
  return record.requests.filter(
    ({ id, requesterId }) => living.includes(id) && !spared.includes(requesterId),
  );
};

/** A VPC with its peerings. One that nobody asked for here belongs to the approvers and admins. */
export const judgeDelete = (
  { record, services, moves }: VpcChangeFacts,
  person: Person,
  project: Project,
): DeleteVerdict => {
  const { vpc, requests } = record;
  const made = requests.find(({ id }) => id === vpc.requestId);
  const verdict = judgeOwner(person, made?.requesterId ?? null, project);
  if (verdict.kind === 'refused') return { kind: 'unfit', why: { kind: 'refused', verdict } };
  const twin = requests.find(({ ask, state }) => ask.kind === 'delete' && state === 'open');
  if (twin !== undefined) return { kind: 'unfit', why: { kind: 'under-way', request: twin } };
  const why = notActive(record);
  if (why !== null) return { kind: 'unfit', why };
  const living = requests.filter((request) => !isRequestOver(request));
  const others = findDwellers(record, [person.userId, made?.requesterId ?? null]).filter(
    (request) => !living.includes(request),
  );
  const by = { services, moves, living, others };
  const isFree = Object.values(by).every((some) => some.length === 0);
  return isFree ? { kind: 'change', ask: { kind: 'delete' }, peers: [] } : { kind: 'occupied', by };
};

/** The VPC's name, typed once more by whoever deletes it. */
export const confirmsName = (typed: string, { name }: VpcRecord['vpc']): boolean => typed.trim() === name;
