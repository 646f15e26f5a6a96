import type { Deps } from '../src/deps.ts';
import { judgeAdmin, judgeApprover, type Person, type Verdict } from '../src/domain/access.ts';
import type { Project } from '../src/domain/project.ts';
import { answerDecided, answerNotConfigured, answerOutdated, answerRefused } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import { answerMayBreakGlass, buildBreakGlassForm } from '../src/slack/break-glass-form.ts';
import { buildDenyForm } from '../src/slack/deny-form.ts';
import type { AskView } from '../src/slack/quota-card.ts';
import type { Decision, GoesOn } from '../src/store/quota-decisions.ts';
import { doing, findPerson } from './people.ts';
import { createPressed, createShown, type Press, type Pressed } from './press.ts';
import { createSubmitReason } from './submit-reason.ts';

type Needs = Pick<Deps, 'store' | 'wake' | 'directory' | 'projects' | 'now' | 'log'>;

type Judge = (person: Person, requesterId: string, project: Project) => Verdict;

interface Asked {
  readonly view: AskView;
  readonly project: Project;
}

type Judged =
  | ({ readonly kind: 'allowed' } & Asked)
  | ({
      readonly kind: 'refused';
      readonly verdict: Extract<Verdict, { kind: 'refused' }>;
      /** Whether this admin may approve alone what nobody else may decide. */
      readonly mayBreakGlass: boolean;
    } & Asked)
  | { readonly kind: 'answer'; readonly message: Message };

/** Whoever presses is judged now, whatever the card showed when it was posted. */
const judgePress = async (deps: Needs, quotaId: number, user: string, judge: Judge): Promise<Judged> => {
  const requestId = await deps.store.findRequestOfQuota(quotaId);
  const view = requestId === null ? null : await deps.store.findRequestView(requestId);
  const project = view === null ? undefined : deps.projects.get(view.request.project);
  if (view === null || view.on === 'service') return { kind: 'answer', message: answerOutdated() };
  if (project === undefined) return { kind: 'answer', message: answerNotConfigured(view.request.id) };
  const { quota } = view;
  const person = await findPerson(deps, user, [project]);
  const verdict = judge(person, view.request.requesterId, project);
  const isDecided = quota?.id === quotaId && quota.state !== 'asked';
  if (verdict.kind === 'refused') {
    const isAdmin = judgeAdmin(person, project).kind === 'allowed';
    const mayBreakGlass = isAdmin && verdict.reason === 'own-request' && !isDecided;
    return { kind: 'refused', verdict, mayBreakGlass, view, project };
  }
  return isDecided ? { kind: 'answer', message: answerDecided(quota) } : { kind: 'allowed', view, project };
};

const judgeGlass: Judge = (person, _requesterId, project) => judgeAdmin(person, project);

/** Those who go on are looked at, in order, and every thread that has something new is told. */
export const wakeAll = async (
  { wake }: Pick<Deps, 'wake'>,
  requestId: number,
  goesOn: readonly GoesOn[],
): Promise<void> => {
  for (const { vpcId } of goesOn) await wake({ name: 'advance-vpc', payload: { vpcId } });
  const told = new Set([requestId, ...goesOn.map((each) => each.requestId)]);
  for (const id of told) await wake({ name: 'speak', payload: { requestId: id } });
};

/** Judges and records a decision; what the presser is told, or null where the card and the thread say it. */
const decide = async (
  deps: Needs,
  quotaId: number,
  decision: Decision,
  press: Press,
): Promise<Message | null> => {
  const judge = decision.kind === 'break-glass' ? judgeGlass : judgeApprover;
  const judged = await judgePress(deps, quotaId, press.user, judge);
  if (judged.kind === 'answer') return judged.message;
  if (judged.kind === 'refused') return answerRefused(judged.verdict, judged.project.name);
  const decided = await deps.store.decideQuota(quotaId, decision, doing(deps, press.kind, press));
  if (decided.kind === 'already') return answerDecided(decided.quota);
  if (decided.kind === 'not-found') return answerOutdated();
  await wakeAll(deps, decided.requestId, decided.goesOn);
  return null;
};

/** Pressed by an admin on what they asked for themselves, it opens the form that breaks the glass. */
export const createApproveQuota = createPressed<Needs>(async (deps, quotaId, press): Promise<Pressed> => {
  const judged = await judgePress(deps, quotaId, press.user, judgeApprover);
  if (judged.kind === 'refused' && judged.mayBreakGlass)
    return { kind: 'form', form: buildBreakGlassForm(judged.view, judged.project, quotaId) };
  const message = await decide(deps, quotaId, { kind: 'approve' }, press);
  return message === null ? { kind: 'done' } : { kind: 'answer', message };
});

/** Denying asks for a reason first; who may not deny is told so at once, and an admin, what else there is. */
export const createAskDenial = createShown<Needs>(async (deps, quotaId, { user }): Promise<Pressed> => {
  const judged = await judgePress(deps, quotaId, user, judgeApprover);
  switch (judged.kind) {
    case 'answer':
      return judged;
    case 'allowed':
      return { kind: 'form', form: buildDenyForm(judged.view, quotaId) };
    case 'refused': {
      const { verdict, project, view, mayBreakGlass } = judged;
      const ids = { requestId: view.request.id, quotaId };
      const message = mayBreakGlass
        ? answerMayBreakGlass(verdict, project.name, ids)
        : answerRefused(verdict, project.name);
      return { kind: 'answer', message };
    }
    default:
      return judged satisfies never;
  }
});

/** Only an admin breaks glass, whoever asked. */
export const createAskBreakGlass = createShown<Needs>(async (deps, quotaId, { user }): Promise<Pressed> => {
  const judged = await judgePress(deps, quotaId, user, judgeGlass);
  if (judged.kind === 'answer') return judged;
  if (judged.kind === 'refused')
    return { kind: 'answer', message: answerRefused(judged.verdict, judged.project.name) };
  return { kind: 'form', form: buildBreakGlassForm(judged.view, judged.project, quotaId) };
});

export const createSubmitDenial = createSubmitReason<Needs>('Deny', (deps, { id, reason }, press) =>
  decide(deps, id, { kind: 'deny', reason }, press),
);

export const createSubmitBreakGlass = createSubmitReason<Needs>(
  'Break glass',
  (deps, { id, reason }, press) => decide(deps, id, { kind: 'break-glass', reason }, press),
);
