import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../src/deps.ts';
import { answerProjectNotFound } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import { answerCommandProblem } from '../src/slack/command-answers.ts';
import { type Command, parseCommand } from '../src/slack/command-text.ts';
import { answerExamining } from '../src/slack/doctor-message.ts';
import { createAskCancel } from './cancel-request.ts';
import { openChange, planChange } from './change.ts';
import { createOpenForm } from './create-vpc.ts';
import { examine } from './doctor.ts';
import { MOVE_CHANGES, MOVE_VERBS, readMoveCommand } from './move-service.ts';
import { findOwnProjects, findProject } from './people.ts';
import { answerRead } from './reads.ts';
import { createRenameVpc } from './rename-vpc.ts';
import { createRetry } from './retry-request.ts';
import { createSubscription } from './subscribe.ts';
import { answerFor } from './trouble.ts';
import { verify } from './verify-vpc.ts';

/** All of it: every verb begins here. */
type Needs = Deps;

type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

const create = async (
  deps: Needs,
  { project, region, cidr }: Extract<Command, { kind: 'create' }>,
  args: CommandArgs,
): Promise<Message | null> => {
  const named = project === undefined ? undefined : findProject(deps.projects, project);
  if (project !== undefined && named === undefined) {
    const own = await findOwnProjects(deps, args.command.user_id);
    return answerProjectNotFound(
      project,
      own.map(({ name }) => name),
      'create',
    );
  }
  await createOpenForm(deps)(args, {
    ...(named === undefined ? {} : { project: named.name }),
    ...(region === undefined ? {} : { region }),
    ...(cidr === undefined ? {} : { cidr }),
  });
  return null;
};

/** With all of its arguments the plan, and without them the form. */
const move = async (
  deps: Needs,
  command: Extract<Command, { kind: 'attach' | 'detach' | 'migrate' }>,
  { client, command: { user_id: userId, trigger_id: triggerId } }: CommandArgs,
): Promise<Message | null> => {
  const change = MOVE_CHANGES[MOVE_VERBS[command.kind]](deps);
  const typed = readMoveCommand(command);
  if (typed.service !== '' && typed.to !== '') return planChange(change, userId, typed);
  await openChange(deps, change, { client, triggerId, userId }, typed);
  return null;
};

/** What the asker is told; null where a view was opened instead. */
const carryOut = async (deps: Needs, command: Command, args: CommandArgs): Promise<Message | null> => {
  const { user_id: user, trigger_id: id, team_id: team } = args.command;
  switch (command.kind) {
    case 'help':
    case 'list':
    case 'show':
    case 'services':
    case 'regions':
    case 'cidr':
    case 'check':
      return answerRead(deps, command, user);
    case 'create':
      return create(deps, command, args);
    case 'rename':
      return planChange(createRenameVpc(deps), user, { vpc: command.vpc, name: command.name });
    case 'attach':
    case 'detach':
    case 'migrate':
      return move(deps, command, args);
    case 'cancel':
      return createAskCancel(deps)(command.request, user);
    case 'retry': {
      const answer = await createRetry(deps)(command.request, { user, id, team, kind: 'command' });
      if (answer.kind === 'answer') return answer.message;
      await args.client.views.open({ trigger_id: id, view: answer.view });
      return null;
    }
    case 'verify': {
      const say = (message: Message) => args.respond({ ...message, response_type: 'ephemeral' });
      return verify(deps, user, command.vpc, say);
    }
    case 'doctor':
      await args.respond({ ...answerExamining(), response_type: 'ephemeral' });
      return examine(deps, user);
    case 'unknown':
    case 'incomplete':
    case 'surplus':
    case 'not-a-request':
      return answerCommandProblem(command);
    default:
      return answerCommandProblem({ kind: 'unknown', verb: command.kind, nearest: null });
  }
};

/** `/vpc …`: reads and help answer only the asker, everything else opens a form or asks to confirm. */
export const createVpcCommand = (deps: Needs) => async (args: CommandArgs) => {
  const command = parseCommand(args.command.text);
  if (command.kind === 'subscribe' || command.kind === 'unsubscribe') {
    return createSubscription(deps)(command.kind, command.project, args);
  }
  // Slack is answered first, but for what is recorded: a crash in between must not look like a yes.
  if (command.kind !== 'retry') await args.ack();
  const answer = await carryOut(deps, command, args).catch((err: unknown) => {
    deps.log.error({ err }, 'a command could not be carried out');
    return answerFor(err);
  });
  if (command.kind === 'retry') await args.ack();
  const said = command.kind === 'doctor' || command.kind === 'verify';
  const replaces = said ? { replace_original: true } : {};
  if (answer !== null) await args.respond({ ...answer, ...replaces, response_type: 'ephemeral' });
};
