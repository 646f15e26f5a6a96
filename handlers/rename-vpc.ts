import { z } from 'zod';
import type { Vpc } from '../src/domain/vpc.ts';
import { judgeRename, type RenameVerdict } from '../src/domain/vpc-change.ts';
import { answerVpcNotFound } from '../src/slack/answers.ts';
import { PICK_VPC, vpcWord } from '../src/slack/pick.ts';
import {
  buildRenameForm,
  parseRenameForm,
  planRename,
  RENAME_FORM,
  RENAME_NAME,
  renderRenameProblem,
  type TypedRename,
} from '../src/slack/rename-form.ts';
import { answerUnfit } from '../src/slack/unfit-answer.ts';
import { type Change, type ChangeDeps, type Judged, recordedOnVpc } from './change.ts';
import { findVpc } from './find-vpc.ts';
import { findPerson } from './people.ts';

const typedRename = z.object({ vpc: z.string(), name: z.string() }).partial();

const explain = (
  verdict: Exclude<RenameVerdict, { kind: 'change' }>,
  vpc: Vpc,
): Exclude<Judged, { kind: 'plan' }> =>
  verdict.kind === 'unfit'
    ? { kind: 'answer', message: answerUnfit(verdict.why, vpc) }
    : { kind: 'problems', problems: { [RENAME_NAME]: renderRenameProblem(verdict.problem) } };

/** `/vpc rename <vpc> <name>`. */
export const createRenameVpc = (deps: ChangeDeps): Change<TypedRename> => {
  const gone = (typed: string): Judged => ({ kind: 'answer', message: answerVpcNotFound(typed, []) });
  return {
    id: RENAME_FORM,
    title: 'Rename a VPC',
    confirmedBy: 'press',
    nothing: { vpc: '', name: '' },
    readTyped: (value) => typedRename.safeParse(value).data ?? null,
    parseForm: ({ values }) => parseRenameForm(values),
    buildForm: async (userId, typed) => {
      const found = typed.vpc === undefined ? null : await findVpc(deps, userId, typed.vpc);
      const chosen = found?.kind === 'vpc' ? { words: found.vpc.name, value: vpcWord(found.vpc) } : undefined;
      return buildRenameForm(chosen, typed);
    },
    judge: async (userId, { vpc: word, name }) => {
      const found = await findVpc(deps, userId, word);
      if (found.kind === 'answer') return found;
      const { vpc, project } = found;
      const facts = await deps.store.findVpcChangeFacts(vpc.id);
      if (facts === null) return gone(word);
      const verdict = judgeRename(name, facts, await findPerson(deps, userId, [project]), project);
      if (verdict.kind !== 'change') return explain(verdict, vpc);
      return { kind: 'plan', plan: planRename(vpc, verdict.ask.to, project.product) };
    },
    record: async ({ vpc: word, name }, by) => {
      if (word === '') return { kind: 'problems', problems: { [PICK_VPC]: 'Choose the VPC to rename.' } };
      const found = await findVpc(deps, by.actor, word);
      if (found.kind === 'answer') return found;
      const { vpc, project } = found;
      const person = await findPerson(deps, by.actor, [project]);
      const opened = await deps.store.openVpcChange(
        vpc.id,
        project,
        (facts) => judgeRename(name, facts, person, project),
        by,
      );
      if (opened.kind === 'not-found') return { kind: 'answer', message: answerVpcNotFound(word, []) };
      if (opened.kind !== 'opened') return explain(opened, vpc);
      return { ...recordedOnVpc(opened, project), isFinal: true };
    },
  };
};
