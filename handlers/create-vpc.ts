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
  createVpcBlock,
  fieldErrors,
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

const NO_ANSWER = 'Slack did not say who you are.';

/** The form for this project, from what is known of it here and now. */
const buildForm = async (
  { store, projects, directory }: Needs,
  userId: string,
  wanted: string | undefined,
  typed: Partial<TypedVpcRequest>,
): Promise<ModalView> => {
  const own = await findOwnProjects({ projects, directory }, userId);
  const named = wanted === undefined ? undefined : projects.get(wanted);
  const project = wanted === undefined ? own[0] : own.find(({ name }) => name === wanted);
  if (project === undefined) {
    const ask =
      named === undefined
        ? [...projects.values()].flatMap(({ approvers, admins }) => [...approvers, ...admins])
        : [...named.approvers, ...named.admins];
    return buildNothingAllowedView(own.length === 0 ? null : (wanted ?? null), [...new Set(ask)]);
  }
  const facts = await store.findProjectFacts(project.name);
  const region = typed.region ?? project.regions[0] ?? '';
  return buildCreateVpcForm({
    projects: own.map(({ name }) => name),
    project,
    suggestion: {
      name: suggestVpcName(
        project.name,
        region,
        facts.vpcs.map(({ name }) => name),
      ),
      cidr: suggestVpcRange(project, facts),
    },
    taken: listTaken(project, facts),
    use: facts.observedAt === null ? null : { used: facts.used, limit: limitOf(project, facts) },
    typed,
  });
};

/** Reads the project at its provider, so that what is submitted a minute later is judged on fresh facts. */
const freshen = async ({ wake, projects }: Needs, project: string | undefined): Promise<void> => {
  const names = project === undefined ? [...projects.keys()] : [project];
  for (const name of names) await wake({ name: 'observe-project', payload: { project: name } });
};

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
    const view = await buildForm(deps, command.user_id, project, typed).catch((err: unknown) => {
      deps.log.warn({ err }, 'a form could not be built');
      return buildTroubleView(NO_ANSWER);
    });
    await client.views.update({ view_id: viewId, view });
    await freshen(deps, project);
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
    const next = await buildForm(deps, body.user.id, project, draft);
    await client.views.update({ view_id: view.id, hash: view.hash, view: next });
  };

/** Submit: judged and recorded in one transaction, before Slack is answered. */
export const createSubmitVpc =
  (deps: Needs) =>
  async ({ ack, view, body }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs) => {
    const typed = parseCreateVpcForm(view.state.values);
    const project = deps.projects.get(typed.project);
    if (project === undefined) {
      const block = createVpcBlock('project', typed.project);
      await ack({ response_action: 'errors', errors: { [block]: 'Choose a project of the list.' } });
      return;
    }
    const answer = await record(deps, typed, project, body).catch((err: unknown) => {
      deps.log.error({ err }, 'a request could not be recorded');
      const block = createVpcBlock('project', project.name);
      return {
        errors: { [block]: 'This did not work, and nothing was recorded. Press Create again in a minute.' },
      };
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
  return { errors: fieldErrors(opened.problems, project.name) };
};
