import type { ModalView } from '@slack/types';
import { z } from 'zod';
import {
  judgeMove,
  type MoveFacts,
  type MoveProblems,
  type MoveVerdict,
  PUBLIC,
} from '../src/domain/move-request.ts';
import { answerRefused } from '../src/slack/answers.ts';
import type { Choice } from '../src/slack/blocks.ts';
import type { Command } from '../src/slack/command-text.ts';
import {
  ATTACH_FORM,
  buildMoveForm,
  DETACH_FORM,
  MIGRATE_FORM,
  MOVE_CONFIRM,
  MOVE_FORMS,
  type MoveForm,
  type MoveOutlook,
  PUBLIC_WORDS,
  parseMoveForm,
  planMove,
  type TypedMoveForm,
} from '../src/slack/move-form.ts';
import {
  renderConfirmProblem,
  renderPlaceProblem,
  renderServiceProblem,
} from '../src/slack/move-problems.ts';
import { PICK_PLACE, PICK_SERVICE, vpcWord } from '../src/slack/pick.ts';
import type { Verb } from '../src/slack/verbs.ts';
import type { Doing } from '../src/store/requests.ts';
import type { Change, ChangeDeps, FieldProblems, Judged, Recorded, SoFar } from './change.ts';
import { type FoundService, findService, type ServiceOfProject, serviceWord } from './find-service.ts';
import { type KnownVpc, listKnownVpcs } from './find-vpc.ts';
import { findPerson } from './people.ts';

const typedMove = z.object({ service: z.string().default(''), to: z.string().default('') });

type JudgedMove = Exclude<Judged, { kind: 'offer' | 'too-many' }>;
type Explained = Exclude<JudgedMove, { kind: 'plan' }>;

const inFields = (problems: MoveProblems, form: MoveForm): FieldProblems => {
  const { service, to, confirm } = problems;
  const place = MOVE_FORMS[form].place === null ? PICK_SERVICE : PICK_PLACE;
  return {
    ...(to === undefined ? {} : { [place]: renderPlaceProblem(to) }),
    ...(service === undefined || service.kind === 'refused'
      ? {}
      : { [PICK_SERVICE]: renderServiceProblem(service) }),
    ...(confirm === undefined ? {} : { [MOVE_CONFIRM]: renderConfirmProblem(confirm) }),
  };
};

const explain = (
  { problems }: Extract<MoveVerdict, { kind: 'problems' }>,
  project: string,
  form: MoveForm,
): Explained =>
  problems.service?.kind === 'refused'
    ? { kind: 'answer', message: answerRefused(problems.service.verdict, project) }
    : { kind: 'problems', problems: inFields(problems, form) };

/** A place as the domain names it. A VPC of another project keeps its name, so that it can be told. */
const readPlace = async (
  deps: ChangeDeps,
  userId: string,
  typed: string,
  { vpcs }: MoveFacts,
): Promise<string> => {
  const word = typed.trim();
  const own = vpcs.find(({ vpc }) => vpcWord(vpc) === word);
  if (own !== undefined) return own.vpc.providerId ?? own.vpc.name;
  const strange = (await listKnownVpcs(deps, userId)).find(({ vpc }) => vpcWord(vpc) === word);
  return strange?.vpc.name ?? word;
};

/** How the menu shows a place; undefined: it is none of these. */
const choosePlace = (typed: string, vpcs: readonly Pick<KnownVpc, 'vpc'>[]): Choice | undefined => {
  const word = typed.trim();
  const name = word.toLowerCase();
  if (name === PUBLIC) return { words: PUBLIC_WORDS, value: PUBLIC };
  const known = vpcs.find(
    ({ vpc }) => vpcWord(vpc) === word || vpc.providerId === word || vpc.name.toLowerCase() === name,
  );
  return known === undefined ? undefined : { words: known.vpc.name, value: vpcWord(known.vpc) };
};

/** Everything that a judgement of this move turns on, read for one person. */
const readMove = async (
  deps: ChangeDeps,
  userId: string,
  typed: TypedMoveForm,
  { service, project }: ServiceOfProject,
) => {
  const facts = await deps.store.findMoveFacts(project.name);
  const to = await readPlace(deps, userId, typed.to, facts);
  const person = await findPerson(deps, userId, [project]);
  return {
    facts,
    judge: (known: MoveFacts, confirm: string | null): MoveVerdict =>
      judgeMove({ service: service.providerId, to, confirm }, person, project, known),
  };
};

const noSuch = (
  { problem }: Extract<FoundService, { kind: 'problem' }>,
  form: MoveForm,
): Extract<Judged, { kind: 'problems' }> => ({
  kind: 'problems',
  problems: inFields({ service: problem }, form),
});

const judgeTyped = async (
  deps: ChangeDeps,
  form: MoveForm,
  userId: string,
  typed: TypedMoveForm,
): Promise<JudgedMove> => {
  const found = await findService(deps, userId, typed.service);
  if (found.kind === 'answer') return found;
  if (found.kind === 'problem') return noSuch(found, form);
  const { facts, judge } = await readMove(deps, userId, typed, found);
  const verdict = judge(facts, null);
  if (verdict.kind === 'problems') return explain(verdict, found.project.name, form);
  return { kind: 'plan', plan: planMove(verdict.wanted, form) };
};

/** What stands under the fields: nothing while something is still to be chosen. */
const lookAhead = async (
  deps: ChangeDeps,
  form: MoveForm,
  userId: string,
  typed: TypedMoveForm,
): Promise<MoveOutlook> => {
  if (typed.service === '' || typed.to === '') return { kind: 'open' };
  const judged = await judgeTyped(deps, form, userId, typed);
  return judged.kind === 'problems' ? { kind: 'problems', problems: Object.values(judged.problems) } : judged;
};

const buildFormFor = async (
  deps: ChangeDeps,
  form: MoveForm,
  userId: string,
  typed: TypedMoveForm,
): Promise<ModalView> => {
  const outlook = await lookAhead(deps, form, userId, typed);
  const found = await findService(deps, userId, typed.service);
  if (found.kind !== 'service') {
    const place = choosePlace(typed.to, await listKnownVpcs(deps, userId));
    return buildMoveForm({ form, service: undefined, place, outlook });
  }
  const { service, project } = found;
  await deps.wake({ name: 'observe-project', payload: { project: project.name } });
  const { vpcs } = await deps.store.findMoveFacts(project.name);
  return buildMoveForm({
    form,
    service: { words: `${service.name} · ${project.name}`, value: serviceWord(service) },
    expected: service.name,
    place: choosePlace(typed.to, vpcs),
    outlook,
  });
};

const recordTyped = async (
  deps: ChangeDeps,
  form: MoveForm,
  typed: TypedMoveForm,
  by: Doing,
): Promise<Recorded> => {
  const found = await findService(deps, by.actor, typed.service);
  if (found.kind === 'answer') return found;
  if (found.kind === 'problem') return noSuch(found, form);
  const { project } = found;
  const { judge } = await readMove(deps, by.actor, typed, found);
  const opened = await deps.store.openMove(project.name, (facts) => judge(facts, typed.confirm), by);
  if (opened.kind === 'problems') return explain(opened, project.name, form);
  const { requestId, moveId } = opened;
  const wake = [{ name: 'advance-move', payload: { moveId } }] as const;
  return { kind: 'recorded', requestId, channel: project.channel, waits: false, isFinal: true, wake };
};

/** `/vpc attach`, `/vpc detach` and `/vpc migrate`: three ways to one thing. */
const createMoveService =
  (form: MoveForm) =>
  (deps: ChangeDeps): Change<TypedMoveForm> => {
    const { title, place } = MOVE_FORMS[form];
    const complete = ({ service = '', to = '', confirm = '' }: SoFar<TypedMoveForm>): TypedMoveForm => ({
      service,
      to: place === null ? PUBLIC : to,
      confirm,
    });
    return {
      id: form,
      title,
      confirmedBy: 'form',
      nothing: complete({}),
      readTyped: (value) => {
        const { data } = typedMove.safeParse(value);
        return data === undefined ? null : complete(data);
      },
      parseForm: ({ values }) => complete(parseMoveForm(values)),
      readDraft: ({ values }) => parseMoveForm(values),
      buildForm: (userId, typed) => buildFormFor(deps, form, userId, complete(typed)),
      judge: (userId, typed) => judgeTyped(deps, form, userId, typed),
      record: (typed, by) => recordTyped(deps, form, typed, by),
    };
  };

export const MOVE_CHANGES = {
  [ATTACH_FORM]: createMoveService(ATTACH_FORM),
  [DETACH_FORM]: createMoveService(DETACH_FORM),
  [MIGRATE_FORM]: createMoveService(MIGRATE_FORM),
} as const satisfies { readonly [F in MoveForm]: (deps: ChangeDeps) => Change<TypedMoveForm> };

export const MOVE_VERBS = {
  attach: ATTACH_FORM,
  detach: DETACH_FORM,
  migrate: MIGRATE_FORM,
} as const satisfies { readonly [V in Verb]?: MoveForm };

export const readMoveCommand = (
  command: Extract<Command, { kind: keyof typeof MOVE_VERBS }>,
): TypedMoveForm => {
  const typed = { service: command.service ?? '', confirm: '' };
  switch (command.kind) {
    case 'attach':
      return { ...typed, to: command.vpc ?? '' };
    case 'detach':
      return { ...typed, to: PUBLIC };
    case 'migrate':
      return { ...typed, to: command.to };
    default:
      return command satisfies never;
  }
};
