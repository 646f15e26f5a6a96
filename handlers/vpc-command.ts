import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../src/deps.ts';
import type { Message } from '../src/slack/blocks.ts';
import { answerCommandProblem } from '../src/slack/command-answers.ts';
import { type Command, parseCommand } from '../src/slack/command-text.ts';
import { answerExamining } from '../src/slack/doctor-message.ts';
import { createAskCancel } from './cancel-request.ts';
import { askForChange } from './command-changes.ts';
import { examine } from './doctor.ts';
import { showHistory } from './history.ts';
import { answerRead } from './reads.ts';
import { createRetry } from './retry-request.ts';
import { createSubscription } from './subscribe.ts';
import { answerFor } from './trouble.ts';
import { verify } from './verify-vpc.ts';

/** All of it: every verb begins here. */
type Needs = Deps;

type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** All that the asker alone is told of: a subscription is announced in the channel, too. */
type PrivateCommand = Exclude<Command, { kind: 'subscribe' | 'unsubscribe' }>;

/** What the asker is told; null where a view was opened instead. */
const carryOut = async (
  deps: Needs,
  command: PrivateCommand,
  args: CommandArgs,
  say: (message: Message) => Promise<unknown>,
): Promise<Message | null> => {
  const { user_id: user, trigger_id: id, team_id: team, channel_id: channel } = args.command;
  switch (command.kind) {
    case 'unknown':
    case 'incomplete':
    case 'surplus':
    case 'not-a-request':
    case 'too-long':
      return answerCommandProblem(command);
    case 'create':
    case 'peer':
    case 'unpeer':
    case 'rename':
    case 'delete':
    case 'attach':
    case 'detach':
    case 'migrate':
    case 'quota-increase':
      return askForChange(deps, command, { client: args.client, triggerId: id, userId: user, channel });
    case 'cancel':
      return createAskCancel(deps)(command.request, user);
    case 'retry': {
      const answer = await createRetry(deps)(command.request, { user, id, team, kind: 'command' });
      if (answer.kind === 'answer') return answer.message;
      await args.client.views.open({ trigger_id: id, view: answer.view });
      return null;
    }
    case 'verify':
      return verify(deps, user, command.vpc, say);
    case 'history':
      return showHistory(deps, user, command.of);
    case 'doctor':
      await say(answerExamining());
      return examine(deps, user);
    default:
      return answerRead(deps, command, user);
  }
};

/** `/vpc …`: reads and help answer only the asker, everything else opens a form or asks to confirm. */
export const createVpcCommand = (deps: Needs) => async (args: CommandArgs) => {
  // Slack sends no text at all where nothing is typed, or an empty one.
  const command = parseCommand(args.command.text ?? '');
  if (command.kind === 'subscribe' || command.kind === 'unsubscribe') {
    return createSubscription(deps)(command.kind, command.project, args);
  }
  // Slack is answered first, but for what is recorded: a crash in between must not look like a yes.
  if (command.kind !== 'retry') await args.ack();
  let said = false;
  const say = (message: Message) => {
    said = true;
    return args.respond({ ...message, response_type: 'ephemeral' });
  };
  const answer = await carryOut(deps, command, args, say).catch((err: unknown) => {
    deps.log.error({ err }, 'a command could not be carried out');
    return answerFor(err);
  });
  if (command.kind === 'retry') await args.ack();
  const replaces = said ? { replace_original: true } : {};
  if (answer !== null) await args.respond({ ...answer, ...replaces, response_type: 'ephemeral' });
};
