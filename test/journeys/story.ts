import type { SeenMessage, SeenRoot } from '../../sandbox/slack/seen.ts';
import type { NoticeKind } from '../../src/domain/notice-body.ts';
import { notices } from '../../src/store/schema.ts';
import type { Bot } from './bot.ts';

export const HOUR = 60 * 60_000;
export const ACCOUNT = '123456789012';
export const PEER_VPC = 'vpc-0a1b2c3d4e5f60718';
export const CHANNEL = 'C0VPC';
/** The menu of the networks that the bot sees. */
export const NETWORK = 'Your network';

/** From asking to active, where nothing goes wrong. */
export const WHOLE_STORY: readonly NoticeKind[] = [
  'request-opened',
  'vpc-created',
  'peering-approved',
  'peering-pending',
  'peering-active',
];

export const ask = {
  name: 'Name',
  range: 'IP range',
  account: 'AWS account',
  vpc: 'Your VPC',
  region: 'Region of your VPC',
  ranges: 'Your VPC’s ranges',
} as const;

export type Asked = Partial<Record<keyof typeof ask, string>>;

/** Where the bot sees networks it offers them: whoever rather types says so first. */
const typesNetwork = async (bot: Bot, who: ReturnType<Bot['as']>): Promise<void> => {
  if (bot.bot().deps.clouds.accounts.length === 0) return;
  // Once the form is there.
  await who.fill('Region', 'us-east-1', { settleMs: 0 });
  const fields = (await who.view())?.fields ?? [];
  if (fields.some(({ label }) => label === NETWORK)) await who.choose(NETWORK, 'another');
};

/** Opens the form and fills it in; what is not given is what the form offers. */
export const fillForm = async (bot: Bot, userId: string, asked: Asked = {}) => {
  const who = bot.as(userId);
  await who.command(CHANNEL, '/vpc create payments us-east-1', { settleMs: 0 });
  await typesNetwork(bot, who);
  const filled: Asked = { account: ACCOUNT, vpc: PEER_VPC, ...asked };
  for (const [field, value] of Object.entries(filled)) await who.fill(ask[field as keyof typeof ask], value);
  return who;
};

/** Asks for a VPC and returns what the submission came to. */
export const askFor = async (bot: Bot, userId: string, asked: Asked = {}) =>
  (await fillForm(bot, userId, asked)).submit({ settleMs: 0 });

const keyOf = ({ metadata }: SeenMessage): string | null => {
  const payload = (metadata as { event_payload?: { notice_id?: string } } | null)?.event_payload;
  return payload?.notice_id ?? null;
};

const roots = async (bot: Bot): Promise<readonly SeenRoot[]> =>
  (await bot.as('U0ADA').sees(CHANNEL)).filter(({ threadTs }) => threadTs === null);

/** The card of a request with its thread, without what one person alone reads there. */
export const threadOf = async (bot: Bot, requestId: number): Promise<SeenRoot> => {
  const all = await roots(bot);
  const card = all.find(({ author, lines }) => author === 'vpcbot' && lines[0]?.startsWith(`R${requestId}:`));
  if (card === undefined) throw new Error(`there is no card of R${requestId}`);
  return { ...card, replies: card.replies.filter(({ isEphemeral }) => !isEphemeral) };
};

export const cardOf = async (bot: Bot, requestId: number): Promise<string> =>
  (await threadOf(bot, requestId)).lines.join('\n');

export const linesOf = ({ lines }: SeenMessage): string => lines.join('\n');

/** What people read of a request, in order, as kinds of notices: the card first, then its thread. */
export const told = async (bot: Bot, requestId: number): Promise<readonly NoticeKind[]> => {
  const kinds = new Map<string, NoticeKind>(
    bot
      .bot()
      .database.db.select()
      .from(notices)
      .all()
      .flatMap(({ id, createdAt, body }) =>
        body.kind === 'drift' ? [] : [[`${id}-${createdAt}`, body.kind] as const],
      ),
  );
  const { replies, ...card } = await threadOf(bot, requestId);
  return [card, ...replies]
    .filter(({ author }) => author === 'vpcbot')
    .flatMap((message) => kinds.get(keyOf(message) ?? '') ?? []);
};

/** The message of the thread that a notice of this kind is. */
export const saidAs = async (bot: Bot, requestId: number, kind: NoticeKind): Promise<string> => {
  const order = await told(bot, requestId);
  const { replies, ...card } = await threadOf(bot, requestId);
  const message = [card, ...replies][order.indexOf(kind)];
  if (message === undefined || !order.includes(kind)) throw new Error(`R${requestId} has no "${kind}"`);
  return linesOf(message);
};

/** What of threads was also sent to the channel. */
export const broadcasts = async (bot: Bot): Promise<readonly string[]> =>
  (await bot.as('U0ADA').sees(CHANNEL)).filter(({ isBroadcast }) => isBroadcast).map(linesOf);

export const stateOf = async (bot: Bot, requestId: number) => {
  const view = await bot.bot().deps.store.findVpcView(requestId);
  if (view === null) throw new Error(`there is no R${requestId}`);
  return {
    request: view.request.state,
    vpc: view.vpc.state,
    peerings: view.peerings.map(({ state }) => state),
    quota: view.quota?.state ?? null,
  };
};

/** The acts of a request's audit trail, each with who did it. */
export const auditOf = async (bot: Bot, requestId: number): Promise<readonly string[]> =>
  (await bot.bot().deps.store.listAudit(requestId)).map(({ act, actor }) => `${act} ${actor}`);

/** How often a VPC was asked for, and how many peering requests ever reached AWS. */
export const made = ({ sandbox }: Bot) => ({
  vpcs: sandbox.tiger.state.counts()['createVPC'] ?? 0,
  peerings: sandbox.aws.peerings().length,
});

/** What stands at the provider in project `payments`. */
export const standing = ({ sandbox }: Bot) => {
  const { vpcs, peerings } = sandbox.tiger.state;
  const all = vpcs.list('rp1pz7uyae');
  return { vpcs: all.length, peerings: all.flatMap(({ id }) => peerings.list('rp1pz7uyae', id)).length };
};

export const findPending = ({ sandbox }: Bot, account = ACCOUNT) => sandbox.aws.pending(account)[0] ?? null;

/** Lets time pass until the request to the peer's account is there and told. */
export const untilPending = (bot: Bot, requestId: number) =>
  bot.until(async () => (await stateOf(bot, requestId)).peerings.at(-1) === 'pending-peer');

/** Somebody calls the first VPC of a project otherwise at Timescale; the bot has time to see it. `id`: the project's there. */
export const renameThere = async (
  bot: Bot,
  { id, project }: { readonly id: string; readonly project: string },
  name: string,
): Promise<void> => {
  const { vpcs } = bot.sandbox.tiger.state;
  const [vpc] = vpcs.list(id);
  vpcs.rename(id, vpc?.id ?? '', name);
  await bot.bot().processors['observe-project']({ project });
  await bot.pass(150_000);
};

/** The peer accepts what waits; time passes until the request is done. */
export const acceptAndFinish = async (bot: Bot, requestId: number): Promise<void> => {
  await untilPending(bot, requestId);
  const pending = findPending(bot);
  if (pending === null) throw new Error('nothing waits for acceptance');
  bot.sandbox.aws.accept(pending.id);
  await bot.until(async () => (await stateOf(bot, requestId)).request === 'done');
  await bot.pass(5_000);
};
