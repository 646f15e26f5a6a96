import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../src/deps.ts';
import type { Message } from '../src/slack/blocks.ts';
import { answerCommandProblem } from '../src/slack/command-answers.ts';
import { type Command, parseCommand } from '../src/slack/command-text.ts';
import { answerExamining } from '../src/slack/doctor-message.ts';
import { createAskLimit } from './ask-limit.ts';
import { createAskCancel } from './cancel-request.ts';
import { openChange, planChange } from './change.ts';
import { createCreateVpc, readCreateCommand } from './create-vpc.ts';
import { createDeleteVpc } from './delete-vpc.ts';
import { examine } from './doctor.ts';
import { showHistory } from './history.ts';
import { MOVE_CHANGES, MOVE_VERBS, readMoveCommand } from './move-service.ts';
import { createPeerVpc, readPeerCommand } from './peer-vpc.ts';
import { answerRead } from './reads.ts';
import { createRenameVpc } from './rename-vpc.ts';
import { createRetry } from './retry-request.ts';
import { createSubscription } from './subscribe.ts';
import { answerFor } from './trouble.ts';
import { createUnpeerVpc } from './unpeer-vpc.ts';
import { verify } from './verify-vpc.ts';

/** All of it: every verb begins here. */
type Needs = Deps;

type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** With all of its arguments the plan, and without them the form. */
const create = async (
  deps: Needs,
  command: Extract<Command, { kind: 'create' }>,
  { client, command: { user_id: userId, trigger_id: triggerId } }: CommandArgs,
): Promise<Message | null> => {
  const change = createCreateVpc(deps);
  const read = await readCreateCommand(deps, command, userId);
  if (read.kind === 'answer') return read.message;
  if (read.kind === 'whole') return planChange(change, userId, read.typed);
  await openChange(deps, change, { client, triggerId, userId }, read.typed);
  return null;
};

const peer = async (
  deps: Needs,
  command: Extract<Command, { kind: 'peer' }>,
  { client, command: { user_id: userId, trigger_id: triggerId } }: CommandArgs,
): Promise<Message | null> => {
  const change = createPeerVpc(deps);
  const typed = readPeerCommand(command);
  if (typed !== null) return planChange(change, userId, typed);
  await openChange(deps, change, { client, triggerId, userId }, { vpc: command.vpc });
  return null;
};

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
    case 'quota':
      return answerRead(deps, command, user);
    case 'create':
      return create(deps, command, args);
    case 'rename':
      return planChange(createRenameVpc(deps), user, { vpc: command.vpc, name: command.name });
    case 'peer':
      return peer(deps, command, args);
    case 'unpeer':
      return planChange(createUnpeerVpc(deps), user, { peering: command.peering });
    case 'delete':
      return planChange(createDeleteVpc(deps), user, { vpc: command.vpc, name: '' });
    case 'quota-increase':
      return planChange(createAskLimit(deps), user, { project: command.project, limit: '', why: '' });
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
    case 'history':
      return showHistory(deps, user, command.of);
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
