import type { AllMiddlewareArgs } from '@slack/bolt';
import type { Message } from '../src/slack/blocks.ts';
import type { Command } from '../src/slack/command-text.ts';
import { createAskLimit } from './ask-limit.ts';
import { type Change, type ChangeDeps, openChange, planChange, type SoFar } from './change.ts';
import { createCreateVpc, readCreateCommand } from './create-vpc.ts';
import { createDeleteVpc } from './delete-vpc.ts';
import { MOVE_CHANGES, MOVE_VERBS, readMoveCommand } from './move-service.ts';
import { createPeerVpc, readPeerCommand } from './peer-vpc.ts';
import { createRenameVpc } from './rename-vpc.ts';
import { createUnpeerVpc } from './unpeer-vpc.ts';

/** Commands that ask for a change of something. */
export type ChangeCommand = Extract<
  Command,
  {
    kind:
      | 'create'
      | 'peer'
      | 'unpeer'
      | 'rename'
      | 'delete'
      | 'attach'
      | 'detach'
      | 'migrate'
      | 'quota-increase';
  }
>;

/** Who asks, and where Slack opens a form for them. */
interface Asking {
  readonly client: AllMiddlewareArgs['client'];
  readonly triggerId: string;
  readonly userId: string;
  /** Where the command was typed. */
  readonly channel: string;
}

const openForm = async <Typed extends object>(
  deps: ChangeDeps,
  change: Change<Typed>,
  asking: Asking,
  typed: SoFar<Typed> | (() => Promise<SoFar<Typed>>),
): Promise<null> => {
  await openChange(deps, change, asking, typeof typed === 'function' ? typed : async () => typed);
  return null;
};

const create = async (
  deps: ChangeDeps,
  command: Extract<Command, { kind: 'create' }>,
  asking: Asking,
): Promise<Message | null> => {
  const change = createCreateVpc(deps);
  const read = await readCreateCommand(deps, command, asking);
  if (read.kind === 'answer') return read.message;
  if (read.kind === 'whole') return planChange(change, asking.userId, read.typed);
  return openForm(deps, change, asking, read.typed);
};

const peer = async (
  deps: ChangeDeps,
  command: Extract<Command, { kind: 'peer' }>,
  asking: Asking,
): Promise<Message | null> => {
  const change = createPeerVpc(deps);
  const typed = readPeerCommand(command);
  if (typed !== null) return planChange(change, asking.userId, typed);
  return openForm(deps, change, asking, { vpc: command.vpc });
};

const move = async (
  deps: ChangeDeps,
  command: Extract<Command, { kind: 'attach' | 'detach' | 'migrate' }>,
  asking: Asking,
): Promise<Message | null> => {
  const change = MOVE_CHANGES[MOVE_VERBS[command.kind]](deps);
  const typed = readMoveCommand(command);
  if (typed.service !== '' && typed.to !== '') return planChange(change, asking.userId, typed);
  return openForm(deps, change, asking, typed);
};

/** The private plan where all arguments are there, else the form, for which nothing is answered. */
export const askForChange = async (
  deps: ChangeDeps,
  command: ChangeCommand,
  asking: Asking,
): Promise<Message | null> => {
  const { userId } = asking;
  switch (command.kind) {
    case 'create':
      return create(deps, command, asking);
    case 'peer':
      return peer(deps, command, asking);
    case 'unpeer':
      return planChange(createUnpeerVpc(deps), userId, { peering: command.peering });
    case 'rename':
      return planChange(createRenameVpc(deps), userId, { vpc: command.vpc, name: command.name });
    case 'delete':
      return planChange(createDeleteVpc(deps), userId, { vpc: command.vpc, name: '' });
    case 'attach':
    case 'detach':
    case 'migrate':
      return move(deps, command, asking);
    case 'quota-increase':
      return planChange(createAskLimit(deps), userId, { project: command.project, limit: '', why: '' });
    default:
      return command satisfies never;
  }
};
