import { z } from 'zod';
import type { Person } from '../src/domain/access.ts';
import type { Project } from '../src/domain/project.ts';
import type { VpcRecord } from '../src/domain/step.ts';
import {
  confirmsName,
  type DeleteVerdict,
  judgeDelete,
  type VpcChangeFacts,
} from '../src/domain/vpc-change.ts';
import { answerVpcNotFound } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import {
  answerNotDeleted,
  buildDeleteForm,
  DELETE_FORM,
  DELETE_NAME,
  parseDeleteForm,
  planDelete,
  renderNameDiffers,
  type TypedDelete,
} from '../src/slack/delete-form.ts';
import { PICK_VPC } from '../src/slack/pick.ts';
import type { Doing } from '../src/store/requests.ts';
import {
  type Change,
  type ChangeDeps,
  type Judged,
  type Recorded,
  recordedOnVpc,
  type SoFar,
} from './change.ts';
import { type FoundVpc, findVpc } from './find-vpc.ts';
import { findPerson } from './people.ts';

const typedDelete = z.object({ vpc: z.string(), name: z.string() }).partial();

interface Standing {
  readonly record: VpcRecord;
  readonly verdict: DeleteVerdict;
}

type Found = ({ readonly kind: 'vpc' } & Standing) | Extract<FoundVpc, { kind: 'answer' }>;

const findStanding = async (deps: ChangeDeps, userId: string, word: string): Promise<Found> => {
  const found = await findVpc(deps, userId, word);
  if (found.kind === 'answer') return found;
  const facts = await deps.store.findVpcChangeFacts(found.vpc.id);
  if (facts === null) return { kind: 'answer', message: answerVpcNotFound(word, []) };
  const person = await findPerson(deps, userId, [found.project]);
  return { kind: 'vpc', record: facts.record, verdict: judgeDelete(facts, person, found.project) };
};

const explain = ({ record, verdict }: Standing): Message | null =>
  verdict.kind === 'change' ? null : answerNotDeleted(verdict, record.vpc);

const buildForm = async (deps: ChangeDeps, userId: string, { vpc: word, name }: SoFar<TypedDelete>) => {
  if (word === undefined || word === '') return buildDeleteForm(null, { name });
  const found = await findStanding(deps, userId, word);
  return found.kind === 'answer'
    ? buildDeleteForm(null, { name }, found.message)
    : buildDeleteForm(found.record, { name }, explain(found));
};

const judge = async (deps: ChangeDeps, userId: string, { vpc: word }: TypedDelete): Promise<Judged> => {
  const found = await findStanding(deps, userId, word);
  if (found.kind === 'answer') return found;
  const why = explain(found);
  return why === null ? { kind: 'plan', plan: planDelete(found.record) } : { kind: 'answer', message: why };
};

type NamedVerdict = DeleteVerdict | { readonly kind: 'name-differs' };

/** What stands in the way is told before what was mistyped. */
const judgeNamed =
  (name: string, person: Person, project: Project) =>
  (facts: VpcChangeFacts): NamedVerdict => {
    const verdict = judgeDelete(facts, person, project);
    if (verdict.kind !== 'change' || confirmsName(name, facts.record.vpc)) return verdict;
    return { kind: 'name-differs' };
  };

const record = async (deps: ChangeDeps, { vpc: word, name }: TypedDelete, by: Doing): Promise<Recorded> => {
  if (word === '') return { kind: 'problems', problems: { [PICK_VPC]: 'Choose the VPC to delete.' } };
  const found = await findVpc(deps, by.actor, word);
  if (found.kind === 'answer') return found;
  const { vpc, project } = found;
  const person = await findPerson(deps, by.actor, [project]);
  const judgeIt = judgeNamed(name, person, project);
  const opened = await deps.store.openVpcChange(vpc.id, project, judgeIt, by);
  switch (opened.kind) {
    case 'not-found':
      return { kind: 'answer', message: answerVpcNotFound(word, []) };
    case 'name-differs':
      return { kind: 'problems', problems: { [DELETE_NAME]: renderNameDiffers(vpc.name) } };
    case 'opened':
      return { ...recordedOnVpc(opened, project), isFinal: true };
    case 'unfit':
    case 'occupied':
      return { kind: 'answer', message: answerNotDeleted(opened, vpc) };
    default:
      return opened satisfies never;
  }
};

/** `/vpc delete <vpc>`. */
export const createDeleteVpc = (deps: ChangeDeps): Change<TypedDelete> => ({
  id: DELETE_FORM,
  title: 'Delete a VPC',
  confirmedBy: 'form',
  nothing: { vpc: '', name: '' },
  readTyped: (value) => typedDelete.safeParse(value).data ?? null,
  parseForm: ({ values }) => parseDeleteForm(values),
  readDraft: ({ values }) => parseDeleteForm(values),
  buildForm: (userId, typed) => buildForm(deps, userId, typed),
  judge: (userId, typed) => judge(deps, userId, typed),
  record: (typed, by) => record(deps, typed, by),
});
