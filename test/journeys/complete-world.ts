import type { Network } from '../../sandbox/aws/network.ts';
import type { NoticeKind } from '../../src/domain/notice-body.ts';
import type { Bot, BotOptions } from './bot.ts';
import { ACCOUNT, CHANNEL, PEER_VPC, told, untilPending } from './story.ts';

/** Where the sandbox's Tiger Cloud asks from. */
export const TIMESCALE_ACCOUNT = '900000000042';

/** The account is seen, and Timescale's own is known: nothing is to be confirmed. */
export const KNOWN: BotOptions = { clouds: {}, project: { timescaleAccounts: [TIMESCALE_ACCOUNT] } };

/** Asks for a VPC with one of the account's own networks, chosen by its name. */
const askByName = async (bot: Bot, name = 'payments'): Promise<void> => {
  const omar = bot.as('U0OMAR');
  await omar.command(CHANNEL, '/vpc create payments us-east-1', { settleMs: 0 });
  const offered = await omar.looksUp('Your network', '');
  const network = offered.find(({ text }) => text.startsWith(`${name} ·`));
  if (network === undefined) throw new Error(`no network "${name}" is offered`);
  await omar.choose('Your network', network.value);
  await omar.submit({ settleMs: 0 });
};

export const isTold = (bot: Bot, kind: NoticeKind) => async (): Promise<boolean> =>
  (await told(bot, 1)).includes(kind);

export const untilTold = (bot: Bot, kind: NoticeKind, most?: number): Promise<void> =>
  bot.until(isTold(bot, kind), most);

export const askAndPlan = async (bot: Bot): Promise<void> => {
  await askByName(bot);
  await untilPending(bot, 1);
  await untilTold(bot, 'side-planned');
};

/** Nina is of the network team, whose account it is. */
export const nina = (bot: Bot, button: string) =>
  bot.as('U0NINA').press(button, { in: CHANNEL, settleMs: 0 });

const networkOf = ({ sandbox }: Bot): Network => {
  const network = sandbox.aws.vpcsOf(ACCOUNT).find(({ id }) => id === PEER_VPC);
  if (network === undefined) throw new Error(`there is no ${PEER_VPC}`);
  return network;
};

const COMPUTED = /^timescale-pcx-/;

/** All that stands in the account's VPC and could be changed there: routes, and the ways out of groups of ours. */
export const standingThere = (bot: Bot) => {
  const { tables, groups } = networkOf(bot);
  return {
    pcx: bot.sandbox.aws.peerings().map(({ status }) => status),
    routes: tables.flatMap(({ id, routes }) =>
      routes.map(({ destination, target }) => `${id.slice(-1)} ${destination} ${target.split('-')[0]}`),
    ),
    groups: groups
      .filter(({ name }) => COMPUTED.test(name))
      .map(({ rules }) =>
        rules.map(({ protocol, fromPort, peer, isEgress }) =>
          [isEgress ? 'out' : 'in', protocol, fromPort, peer.value].join(' '),
        ),
      ),
  };
};

/** Somebody changes the VPC's route tables by hand. */
export const changeRoutes = (
  bot: Bot,
  table: string,
  change: (routes: Network['tables'][number]['routes']) => Network['tables'][number]['routes'],
): void => {
  const network = networkOf(bot);
  const tables = network.tables.map((each) =>
    each.id === table ? { ...each, routes: change(each.routes) } : each,
  );
  bot.sandbox.aws.changeVpc({ ...network, tables });
};
