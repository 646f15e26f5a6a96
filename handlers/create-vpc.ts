import type {
  AllMiddlewareArgs,
  BlockAction,
  SlackActionMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Deps } from '../src/deps.ts';
import type { Project } from '../src/domain/project.ts';
import { suggestVpcName } from '../src/domain/vpc-name.ts';
import {
  judgeVpcRequest,
  limitOf,
  listTaken,
  suggestVpcRange,
  type TypedVpcRequest,
} from '../src/domain/vpc-request.ts';
import {
  buildCreateVpcForm,
  fieldErrors,
  formTrouble,
  parseCreateVpcDraft,
  parseCreateVpcForm,
} from '../src/slack/create-vpc-form.ts';
import {
  buildLoadingView,
  buildNothingAllowedView,
  buildRecordedView,
  buildTroubleView,
} from '../src/slack/plain-views.ts';
import { doing, findOwnProjects, findPerson } from './people.ts';

type Needs = Pick<Deps, 'store' | 'wake' | 'directory' | 'projects' | 'now' | 'log'>;

/** A view, and the project that it offers; null where it offers none. */
interface Form {
  readonly view: ModalView;
  readonly project: string | null;
}

/** The form for this project, from what is known of it here and now. */
const buildForm = async (
  { store, projects, directory }: Needs,
  userId: string,
  wanted: string | undefined,
  typed: Partial<TypedVpcRequest>,
): Promise<Form> => {
  const own = await findOwnProjects({ projects, directory }, userId);
  const named = wanted === undefined ? undefined : projects.get(wanted);
  const project = wanted === undefined ? own[0] : own.find(({ name }) => name === wanted);
  if (project === undefined) {
    const ask =
      named === undefined
        ? [...projects.values()].flatMap(({ approvers, admins }) => [...approvers, ...admins])
        : [...named.approvers, ...named.admins];
    const view = buildNothingAllowedView(own.length === 0 ? null : (wanted ?? null), [...new Set(ask)]);
    return { view, project: null };
  }
  const facts = await store.findProjectFacts(project.name);
  const names = facts.vpcs.map(({ name }) => name);
  const view = buildCreateVpcForm({
    projects: own.map(({ name }) => name),
    project,
    suggestion: {
      name: suggestVpcName(project.name, typed.region ?? '', names),
      cidr: suggestVpcRange(project, facts),
    },
    taken: listTaken(project, facts),
    use: facts.observedAt === null ? null : { used: facts.used, limit: limitOf(project, facts) },
    typed,
  });
  return { view, project: project.name };
};

/** Reads the project at its provider, so that what is submitted a minute later is judged on fresh facts. */
const freshen = ({ wake }: Needs, project: string): Promise<void> =>
  wake({ name: 'observe-project', payload: { project } });

type Create = Partial<Pick<TypedVpcRequest, 'project' | 'region' | 'cidr'>>;

/** `/vpc create`: a view at once, for the trigger lives three seconds; then the form in its place. */
export const createOpenForm =
  (deps: Needs) =>
  async (
    { client, command }: SlackCommandMiddlewareArgs & AllMiddlewareArgs,
    { project, ...typed }: Create,
  ) => {
    const opened = await client.views.open({
      trigger_id: command.trigger_id,
      view: buildLoadingView(project ?? null),
    });
    const viewId = opened.view?.id;
    if (viewId === undefined) return;
    const form = await buildForm(deps, command.user_id, project, typed).catch((err: unknown) => {
      deps.log.warn({ err }, 'a form could not be built');
      return { view: buildTroubleView(), project: null };
    });
    await client.views.update({ view_id: viewId, view: form.view });
    if (form.project !== null) await freshen(deps, form.project);
  };

/** Another project was chosen: its own name, regions and free range are offered, what was typed stays. */
export const createChooseProject =
  (deps: Needs) =>
  async ({ ack, body, client }: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs) => {
    await ack();
    const { view } = body;
    if (view === undefined) return;
    const { values } = view.state;
    const { project } = parseCreateVpcForm(values);
    const draft = parseCreateVpcDraft(values, view.private_metadata);
    const form = await buildForm(deps, body.user.id, project, draft);
    await client.views.update({ view_id: view.id, hash: view.hash, view: form.view });
    if (form.project !== null) await freshen(deps, form.project);
  };

/** Submit: judged and recorded in one transaction, before Slack is answered. */
export const createSubmitVpc =
  (deps: Needs) =>
  async ({ ack, view, body }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs) => {
    const { values } = view.state;
    const typed = parseCreateVpcForm(values);
    const project = deps.projects.get(typed.project);
    if (project === undefined) {
      const unknown = { kind: 'unknown', typed: typed.project, nearest: null } as const;
      await ack({
        response_action: 'errors',
        errors: fieldErrors({ project: unknown }, typed.project, values),
      });
      return;
    }
    const answer = await record(deps, typed, project, body).catch((err: unknown) => {
      deps.log.error({ err }, 'a request could not be recorded');
      return { errors: formTrouble(project.name) };
    });
    if ('errors' in answer) {
      await ack({ response_action: 'errors', errors: answer.errors });
      return;
    }
    await ack({
      response_action: 'update',
      view: buildRecordedView(answer.requestId, project.channel, answer.waits),
    });
    await deps.wake({ name: 'speak', payload: { requestId: answer.requestId } });
    if (!answer.waits) await deps.wake({ name: 'advance-vpc', payload: { vpcId: answer.vpcId } });
  };

const record = async (deps: Needs, typed: TypedVpcRequest, project: Project, body: ViewSubmitAction) => {
  const person = await findPerson(deps, body.user.id, [project]);
  const opened = await deps.store.openVpcRequest(
    project.name,
    (facts) => judgeVpcRequest(typed, person, project, facts),
    doing(deps, 'view', { user: body.user.id, id: body.view.id, team: body.team?.id }),
  );
  if (opened.kind === 'opened') return opened;
  return { errors: fieldErrors(opened.problems, project.name, body.view.state.values) };
};
