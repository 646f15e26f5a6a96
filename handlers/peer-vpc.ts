import { z } from 'zod';
import { findCloud } from '../src/domain/cloud.ts';
import type { Sighting } from '../src/domain/seen-network.ts';
import { findPeered } from '../src/domain/share.ts';
import type { VpcRecord } from '../src/domain/step.ts';
import { judgePeering, type PeeringVerdict } from '../src/domain/vpc-change.ts';
import { answerVpcNotFound } from '../src/slack/answers.ts';
import type { Command } from '../src/slack/command-text.ts';
import {
  buildPeerForm,
  PEER_FORM,
  parsePeerDraft,
  parsePeerForm,
  peeringErrors,
  planPeer,
  type TypedPeering,
} from '../src/slack/peer-form.ts';
import { PICK_VPC } from '../src/slack/pick.ts';
import { answerUnfit } from '../src/slack/unfit-answer.ts';
import type { Doing } from '../src/store/requests.ts';
import { AZURE_BEFORE_BLOCKS } from './azure-before.ts';
import {
  type Change,
  type ChangeDeps,
  type Judged,
  type Recorded,
  recordedOnVpc,
  type SoFar,
} from './change.ts';
import { findTooMany, judgeMore } from './creations.ts';
import { type FoundVpc, findVpc, type KnownVpc } from './find-vpc.ts';
import { findPerson } from './people.ts';
import { findChoices, seePeers } from './see-networks.ts';
import { offerShare } from './share-peering.ts';
import { typedPeers } from './typed-peers.ts';

const typedPeering = z.object({ vpc: z.string(), peers: typedPeers }).partial();

/** A network that is peered already is offered to be shared, where nothing else is wrong. */
const explain = async (
  deps: ChangeDeps,
  userId: string,
  verdict: Exclude<PeeringVerdict, { kind: 'change' }>,
  { vpc }: Pick<KnownVpc, 'vpc'>,
): Promise<Exclude<Judged, { kind: 'plan' }>> => {
  if (verdict.kind === 'unfit') return { kind: 'answer', message: answerUnfit(verdict.why, vpc) };
  const problems = { kind: 'problems', problems: peeringErrors(verdict.problems) } as const;
  const peered = findPeered(verdict.problems);
  if (peered === null) return problems;
  const offered = await offerShare(deps, userId, peered);
  // One of several that is theirs already is taken out of the form.
  return offered.kind === 'answer' && verdict.problems.length > 1 ? problems : offered;
};

interface Standing extends Pick<KnownVpc, 'vpc'> {
  readonly record: VpcRecord;
  readonly verdict: PeeringVerdict;
  readonly sightings: readonly Sighting[];
}

type Found = ({ readonly kind: 'vpc' } & Standing) | Extract<FoundVpc, { kind: 'answer' }>;

const findStanding = async (
  deps: ChangeDeps,
  userId: string,
  { vpc: word, peers }: TypedPeering,
): Promise<Found> => {
  const found = await findVpc(deps, userId, word);
  if (found.kind === 'answer') return found;
  const { vpc, project } = found;
  const facts = await deps.store.findVpcChangeFacts(vpc.id);
  if (facts === null) return { kind: 'answer', message: answerVpcNotFound(word, []) };
  const [person, seen] = await Promise.all([
    findPerson(deps, userId, [project]),
    seePeers(deps, peers, vpc.region),
  ]);
  const verdict = judgePeering(seen.peers, facts, person, project, seen.sightings);
  return { kind: 'vpc', vpc, record: facts.record, verdict, sightings: seen.sightings };
};

/** What is wrong with the networks is said once the form is sent; that the VPC takes none is said at once. */
const buildForm = async (deps: ChangeDeps, userId: string, { vpc: word, peers }: SoFar<TypedPeering>) => {
  if (word === undefined || word === '') return buildPeerForm(null, { peers });
  const found = await findStanding(deps, userId, { vpc: word, peers: peers ?? [] });
  if (found.kind === 'answer') return buildPeerForm(null, { peers }, found.message);
  const { record, verdict, vpc } = found;
  // Whoever may not ask here is shown no network either.
  if (verdict.kind === 'unfit') return buildPeerForm(record, { peers }, answerUnfit(verdict.why, vpc));
  const { region, cidr } = vpc;
  const look = { cloud: findCloud(region).cloud, region, typed: peers ?? [] };
  const choices = { ...(await findChoices(deps, look)), range: { cidr, isFixed: true } };
  return buildPeerForm(record, { peers }, null, AZURE_BEFORE_BLOCKS, choices);
};

const judge = async (deps: ChangeDeps, userId: string, typed: TypedPeering): Promise<Judged> => {
  const found = await findStanding(deps, userId, typed);
  if (found.kind === 'answer') return found;
  const { record, verdict, sightings } = found;
  if (verdict.kind !== 'change') return explain(deps, userId, verdict, found);
  const tooMany = await findTooMany(deps, userId);
  if (tooMany !== null) return tooMany;
  return { kind: 'plan', plan: planPeer(record, verdict.peers, sightings) };
};

const record = async (deps: ChangeDeps, { vpc: word, peers }: TypedPeering, by: Doing): Promise<Recorded> => {
  if (word === '') return { kind: 'problems', problems: { [PICK_VPC]: 'Choose the VPC to peer.' } };
  const found = await findVpc(deps, by.actor, word);
  if (found.kind === 'answer') return found;
  const { vpc, project } = found;
  const [person, seen] = await Promise.all([
    findPerson(deps, by.actor, [project]),
    seePeers(deps, peers, vpc.region),
  ]);
  const opened = await deps.store.openVpcChange(
    vpc.id,
    project,
    (facts, askedAt) => {
      const verdict = judgePeering(seen.peers, facts, person, project, seen.sightings);
      return verdict.kind === 'change' ? (judgeMore(deps)(askedAt()) ?? verdict) : verdict;
    },
    by,
  );
  if (opened.kind === 'too-many') return opened;
  if (opened.kind === 'not-found') return { kind: 'answer', message: answerVpcNotFound(word, []) };
  if (opened.kind !== 'opened') return explain(deps, by.actor, opened, found);
  return recordedOnVpc(opened, project);
};

/** `/vpc peer [vpc] [account] [vpc-id] [region] [ranges]`. */
export const createPeerVpc = (deps: ChangeDeps): Change<TypedPeering> => ({
  id: PEER_FORM,
  title: 'Add a peering',
  confirmedBy: 'press',
  nothing: { vpc: '', peers: [] },
  readTyped: (value) => typedPeering.safeParse(value).data ?? null,
  parseForm: ({ values, metadata }) => parsePeerForm(values, metadata),
  readDraft: ({ values, metadata }, pressed) => parsePeerDraft(values, pressed, metadata),
  buildForm: (userId, typed) => buildForm(deps, userId, typed),
  judge: (userId, typed) => judge(deps, userId, typed),
  record: (typed, by) => record(deps, typed, by),
});

/** What the command asks for; null: the form asks for the rest. */
export const readPeerCommand = ({ vpc, peer }: Extract<Command, { kind: 'peer' }>): TypedPeering | null =>
  vpc === undefined || peer === undefined ? null : { vpc, peers: [peer] };
