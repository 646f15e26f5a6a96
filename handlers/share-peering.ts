import { z } from 'zod';
import type { Peering } from '../src/domain/peering.ts';
import { judgeShare, type ShareVerdict } from '../src/domain/share.ts';
import { answerPeeringNotFound } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import { peeringWord } from '../src/slack/pick.ts';
import { buildPlanMessage } from '../src/slack/plan-message.ts';
import {
  answerNotShared,
  buildNotSharedView,
  buildShareForm,
  parseShareForm,
  planShare,
  SHARE_FORM,
  type SharePlace,
  type TypedShare,
} from '../src/slack/share-form.ts';
import type { Doing } from '../src/store/requests.ts';
import {
  type Change,
  type ChangeDeps,
  type Judged,
  type Offer,
  type Recorded,
  recordedOnVpc,
} from './change.ts';
import { findTooMany, judgeMore } from './creations.ts';
import { type FoundPeering, findPeering } from './find-peering.ts';
import { findPerson } from './people.ts';

const typedShare = z.object({ peering: z.string() }).partial();

interface Standing {
  readonly place: SharePlace;
  readonly verdict: ShareVerdict;
}

type Needs = Pick<ChangeDeps, 'store' | 'directory' | 'projects'>;
type Found = ({ readonly kind: 'peering' } & Standing) | Extract<FoundPeering, { kind: 'answer' }>;

const findStanding = async (deps: Needs, userId: string, word: string): Promise<Found> => {
  const found = await findPeering(deps, userId, word);
  if (found.kind === 'answer') return found;
  const { peering, vpc, project } = found;
  const facts = await deps.store.findVpcChangeFacts(vpc.id);
  if (facts === null) return { kind: 'answer', message: answerPeeringNotFound(word, []) };
  const person = await findPerson(deps, userId, [project]);
  const place = { peering, record: facts.record };
  return { kind: 'peering', place, verdict: judgeShare(peering.id, facts, person, project) };
};

const explain = (found: Found): Message | null => {
  if (found.kind === 'answer') return found.message;
  const { verdict, place } = found;
  if (verdict.kind === 'change') return null;
  return answerNotShared(verdict, { peering: place.peering, vpc: place.record.vpc });
};

/** What somebody who asks for a network that is peered already may do instead, or why they may not. */
export const offerShare = async (
  deps: Needs,
  userId: string,
  peering: Peering,
): Promise<
  { readonly kind: 'offer'; readonly offer: Offer } | { readonly kind: 'answer'; readonly message: Message }
> => {
  const typed = { peering: peeringWord(peering) };
  const found = await findStanding(deps, userId, typed.peering);
  const why = explain(found);
  if (found.kind === 'answer') return found;
  if (why !== null) return { kind: 'answer', message: why };
  const { place } = found;
  const message = buildPlanMessage(SHARE_FORM, planShare(place), typed);
  return { kind: 'offer', offer: { view: buildShareForm(place), message } };
};

const buildForm = async (deps: ChangeDeps, userId: string, word = '') => {
  const found = await findStanding(deps, userId, word);
  const why = explain(found);
  if (why !== null) return buildNotSharedView(why);
  return found.kind === 'answer' ? buildNotSharedView(found.message) : buildShareForm(found.place);
};

const judge = async (deps: ChangeDeps, userId: string, { peering: word }: TypedShare): Promise<Judged> => {
  const found = await findStanding(deps, userId, word);
  const why = explain(found);
  if (found.kind === 'answer') return found;
  if (why !== null) return { kind: 'answer', message: why };
  return (await findTooMany(deps, userId)) ?? { kind: 'plan', plan: planShare(found.place) };
};

const record = async (deps: ChangeDeps, { peering: word }: TypedShare, by: Doing): Promise<Recorded> => {
  const found = await findPeering(deps, by.actor, word);
  if (found.kind === 'answer') return found;
  const { peering, vpc, project } = found;
  const person = await findPerson(deps, by.actor, [project]);
  const opened = await deps.store.openVpcChange(
    vpc.id,
    project,
    (facts, askedAt) => {
      const verdict = judgeShare(peering.id, facts, person, project);
      return verdict.kind === 'change' ? (judgeMore(deps)(askedAt()) ?? verdict) : verdict;
    },
    by,
  );
  if (opened.kind === 'too-many') return opened;
  if (opened.kind === 'not-found') return { kind: 'answer', message: answerPeeringNotFound(word, []) };
  if (opened.kind !== 'opened') {
    return { kind: 'answer', message: answerNotShared(opened, { peering, vpc }) };
  }
  return recordedOnVpc(opened, project);
};

/** Offered where somebody asks for a network that the VPC is peered with already. */
export const createSharePeering = (deps: ChangeDeps): Change<TypedShare> => ({
  id: SHARE_FORM,
  title: 'Share a peering',
  confirmedBy: 'press',
  nothing: { peering: '' },
  readTyped: (value) => typedShare.safeParse(value).data ?? null,
  parseForm: ({ metadata }) => parseShareForm(metadata),
  buildForm: (userId, { peering }) => buildForm(deps, userId, peering),
  judge: (userId, typed) => judge(deps, userId, typed),
  record: (typed, by) => record(deps, typed, by),
});
