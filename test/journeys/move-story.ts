import type { VpcRow } from '../../sandbox/tiger/vpcs.ts';
import type { NoticeKind } from '../../src/domain/notice-body.ts';
import type { Bot, BotOptions } from './bot.ts';
import { CHANNEL, linesOf, threadOf } from './story.ts';

export const PROJECT = 'rp1pz7uyae';
/** A service of the sandbox with a pooler and a replica set, in us-east-1. */
export const SERVICE = 'payments-db';
export const SERVICE_ID = 'd1k5vk7hf2';
export const HOST_INSIDE = `${SERVICE_ID}.${PROJECT}.vpc.tsdb.forge.timescale.com`;

export const fields = {
  service: 'Service',
  vpc: 'VPC',
  place: 'Where to',
  confirm: 'Type the name of the service to confirm',
} as const;

/** As few looks as a move can have. */
export const BRIEF: BotOptions = {
  delays: { moveTakes: 4_000, dnsAfter: 3_000 },
  timing: { sweepEvery: '15s', observeProjectEvery: '1d', moveAskAgain: '10s', vanishedAfter: '20s' },
};

/** From asking to done, where nothing goes wrong. */
export const WHOLE_MOVE: readonly NoticeKind[] = [
  'request-opened',
  'move-started',
  'service-moved',
  'names-answer',
];

/** Between two VPCs, where Tiger's host names stay the same. */
export const WHOLE_MIGRATION: readonly NoticeKind[] = [
  'request-opened',
  'move-started',
  'service-detached',
  'service-moved',
];

/** A VPC that stands at the provider and that the bot has read. */
export const openVpc = async (
  bot: Bot,
  name: string,
  cidr: string,
  region = 'us-east-1',
): Promise<VpcRow> => {
  const row = bot.sandbox.tiger.state.vpcs.add(PROJECT, { name, cidr, region }, 0);
  await bot.queue.wake({ name: 'observe-project', payload: { project: 'payments' } });
  await bot.runDue();
  return row;
};

/** The service is in this VPC from the start. */
export const putInto = async (bot: Bot, vpc: VpcRow): Promise<void> => {
  const { services } = bot.sandbox.tiger.state;
  services.attach(PROJECT, SERVICE_ID, vpc.id);
  bot.clock.advance(30_000);
  bot.sandbox.tiger.state.forgetCounts();
  await bot.queue.wake({ name: 'observe-project', payload: { project: 'payments' } });
  await bot.runDue();
};

export const type = (bot: Bot, line: string, userId = 'U0OMAR') => bot.as(userId).command(CHANNEL, line);

/** Moves by a command that opens its form at the press of the plan's button, or at once. */
export const askMove = async (bot: Bot, line: string, confirm = SERVICE, userId = 'U0OMAR') => {
  const who = bot.as(userId);
  const answer = await type(bot, line, userId);
  const plan = answer.messages.find(({ isEphemeral }) => isEphemeral);
  const open = plan?.buttons.find(({ text }) => text.endsWith('…'));
  if (open !== undefined) await who.press(open.text, { in: CHANNEL, settleMs: 0 });
  await who.fill(fields.confirm, confirm);
  return who.submit({ settleMs: 0 });
};

export const moveOf = async (bot: Bot, requestId: number) => {
  const view = await bot.bot().deps.store.findRequestView(requestId);
  if (view?.on !== 'service') throw new Error(`R${requestId} is no move`);
  return view;
};

/** Lets time pass until the request is over. */
export const untilOver = (bot: Bot, requestId: number) =>
  bot.until(async () => (await moveOf(bot, requestId)).request.state !== 'open');

/** Where Tiger has the service. */
export const whereIs = ({ sandbox }: Bot): string | null => {
  const { services } = sandbox.tiger.state;
  return services.view(services.get(PROJECT, SERVICE_ID)).vpcId;
};

/** How often the provider was asked to attach and to detach. */
export const askedOf = ({ sandbox }: Bot) => {
  const counts = sandbox.tiger.state.counts();
  return { attach: counts['attachServiceToVPC'] ?? 0, detach: counts['detachServiceFromVPC'] ?? 0 };
};

/** A VPC of the project `metrics`, made by nobody here, that the bot has found. */
export const openMetricsVpc = async (bot: Bot) => {
  const wish = { cidr: '10.70.0.0/24', cloud: 'timescale-google-europe-west1' };
  const row = bot.sandbox.managed.state.vpcs.add('metrics-prod', wish, 0);
  await bot.queue.wake({ name: 'observe-project', payload: { project: 'metrics' } });
  await bot.runDue();
  const [vpc] = (await bot.bot().deps.store.listVpcs(['metrics'])).map((listed) => listed.vpc);
  if (vpc === undefined) throw new Error('the bot did not find the VPC');
  return { row, name: vpc.name };
};

/** The files of a thread, with what stands beside them. */
export const filesOf = async (bot: Bot, requestId: number) =>
  (await threadOf(bot, requestId)).replies.flatMap((reply) =>
    reply.files.map(({ name }) => ({ name, beside: linesOf(reply) })),
  );
