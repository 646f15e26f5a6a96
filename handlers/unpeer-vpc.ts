import { z } from 'zod';
import { judgeUnpeer, type UnpeerVerdict } from '../src/domain/vpc-change.ts';
import { answerPeeringNotFound } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import { PICK_PEERING } from '../src/slack/pick.ts';
import {
  answerLeft,
  answerNotUnpeered,
  buildUnpeerForm,
  type PeeringPlace,
  parseUnpeerForm,
  planLeave,
  planUnpeer,
  type TypedUnpeer,
  UNPEER_FORM,
} from '../src/slack/unpeer-form.ts';
import type { Doing } from '../src/store/requests.ts';
import { wakeLeft } from './cancel-request.ts';
import {
  type Change,
  type ChangeDeps,
  type Judged,
  type Recorded,
  recordedOnVpc,
  type SoFar,
} from './change.ts';
import { type FoundPeering, findPeering, type KnownPeering } from './find-peering.ts';
import { findPerson } from './people.ts';

const typedUnpeer = z.object({ peering: z.string() }).partial();

interface Standing {
  readonly place: PeeringPlace;
  readonly verdict: UnpeerVerdict;
}

type Found = ({ readonly kind: 'peering' } & Standing) | Extract<FoundPeering, { kind: 'answer' }>;

const findStanding = async (deps: ChangeDeps, userId: string, word: string): Promise<Found> => {
  const found = await findPeering(deps, userId, word);
  if (found.kind === 'answer') return found;
  const { peering, vpc, project } = found;
  const facts = await deps.store.findVpcChangeFacts(vpc.id);
  if (facts === null) return { kind: 'answer', message: answerPeeringNotFound(word, []) };
  const person = await findPerson(deps, userId, [project]);
  return {
    kind: 'peering',
    place: { peering, record: facts.record, services: facts.services },
    verdict: judgeUnpeer(peering.id, facts, person, project),
  };
};

const explain = ({ place, verdict }: Standing): Message | null =>
  verdict.kind === 'change' || verdict.kind === 'leave'
    ? null
    : answerNotUnpeered(verdict, { peering: place.peering, vpc: place.record.vpc });

const buildForm = async (deps: ChangeDeps, userId: string, { peering: word }: SoFar<TypedUnpeer>) => {
  if (word === undefined || word === '') return buildUnpeerForm(null);
  const found = await findStanding(deps, userId, word);
  return found.kind === 'answer'
    ? buildUnpeerForm(null, found.message)
    : buildUnpeerForm(found.place, explain(found), found.verdict.kind === 'leave');
};

const judge = async (deps: ChangeDeps, userId: string, { peering: word }: TypedUnpeer): Promise<Judged> => {
  const found = await findStanding(deps, userId, word);
  if (found.kind === 'answer') return found;
  const why = explain(found);
  if (why !== null) return { kind: 'answer', message: why };
  const plan = found.verdict.kind === 'leave' ? planLeave(found.place) : planUnpeer(found.place);
  return { kind: 'plan', plan };
};

/** Who only shares it lets go of it: judged once more in the transaction that ends their request. */
const leave = async (
  deps: ChangeDeps,
  requestId: number,
  { peering, vpc }: KnownPeering,
  by: Doing,
): Promise<Recorded> => {
  const left = await deps.store.cancelRequest(requestId, by);
  if (left.kind !== 'left') return { kind: 'answer', message: answerPeeringNotFound('', []) };
  await wakeLeft(deps, requestId, left.told);
  return { kind: 'answer', message: answerLeft(requestId, peering, vpc), isDone: true };
};

const record = async (deps: ChangeDeps, { peering: word }: TypedUnpeer, by: Doing): Promise<Recorded> => {
  if (word === '') {
    return { kind: 'problems', problems: { [PICK_PEERING]: 'Choose the peering to delete.' } };
  }
  const found = await findPeering(deps, by.actor, word);
  if (found.kind === 'answer') return found;
  const { peering, vpc, project } = found;
  const person = await findPerson(deps, by.actor, [project]);
  const opened = await deps.store.openVpcChange(
    vpc.id,
    project,
    (facts) => judgeUnpeer(peering.id, facts, person, project),
    by,
  );
  if (opened.kind === 'not-found') return { kind: 'answer', message: answerPeeringNotFound(word, []) };
  if (opened.kind === 'leave') return leave(deps, opened.requestId, found, by);
  if (opened.kind !== 'opened') {
    return { kind: 'answer', message: answerNotUnpeered(opened, { peering, vpc }) };
  }
  return { ...recordedOnVpc(opened, project), isFinal: true };
};

/** `/vpc unpeer <peering>`. */
export const createUnpeerVpc = (deps: ChangeDeps): Change<TypedUnpeer> => ({
  id: UNPEER_FORM,
  title: 'Delete a peering',
  confirmedBy: 'press',
  nothing: { peering: '' },
  readTyped: (value) => typedUnpeer.safeParse(value).data ?? null,
  parseForm: ({ values }) => parseUnpeerForm(values),
  readDraft: ({ values }) => parseUnpeerForm(values),
  buildForm: (userId, typed) => buildForm(deps, userId, typed),
  judge: (userId, typed) => judge(deps, userId, typed),
  record: (typed, by) => record(deps, typed, by),
});
