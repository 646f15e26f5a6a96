import { expect } from 'vitest';
import type { AwsVpc } from '../../sandbox/aws/vpc-seed.ts';
import type { SecurityChoice } from '../../src/domain/security-choice.ts';
import type { Bot } from './bot.ts';
import { type Instruction, readInstructions } from './instructions.ts';
import { CHANNEL, linesOf, stateOf, threadOf } from './story.ts';

/* Six peerings that wait for somebody to follow the instructions, three of them in an account that the bot sees. */

/** The AWS CLI is a heavy program, and there are some two hundred calls of it. */
export const PATIENCE = 400_000;

/** Seen by the bot, and not. */
export const SEEN = '123456789012';
export const UNSEEN = '210987654321';
export const TIGER = '10.80.0.0/24';
export const MANAGED = '10.90.0.0/24';

interface Case {
  readonly name: string;
  readonly account: string;
  readonly region: 'us-east-1' | 'eu-west-1';
  readonly to: 'tiger' | 'managed';
  readonly security: SecurityChoice;
}

export const CASES = {
  newUnseen: { name: 'new', account: UNSEEN, region: 'eu-west-1', to: 'tiger', security: 'new' },
  ruleUnseen: { name: 'rule', account: UNSEEN, region: 'us-east-1', to: 'managed', security: 'existing' },
  leftUnseen: { name: 'left', account: UNSEEN, region: 'us-east-1', to: 'tiger', security: 'leave' },
  newSeen: { name: '$(reboot) `x` "a"', account: SEEN, region: 'eu-west-1', to: 'managed', security: 'new' },
  ruleSeen: {
    name: "it's; reboot",
    account: SEEN,
    region: 'us-east-1',
    to: 'tiger',
    security: 'existing',
  },
  leftSeen: { name: 'left', account: SEEN, region: 'us-east-1', to: 'tiger', security: 'leave' },
} as const satisfies Record<string, Case>;

export type Name = keyof typeof CASES;
export const NAMES = Object.keys(CASES) as Name[];

/** Ids of a case's own, all of one length as AWS's are. */
export const idOf = (kind: string, name: Name, number: number): string =>
  `${kind}-0${NAMES.indexOf(name) + 1}a000000000000${number}0`;

const seed = (name: Name): AwsVpc => {
  const { region, name: called }: Case = CASES[name];
  const id = (kind: string, number = 1): string => idOf(kind, name, number);
  const at = NAMES.indexOf(name) + 60;
  return {
    id: id('vpc'),
    region,
    cidrs: [`10.${at}.0.0/16`],
    name: called,
    subnets: [1, 2].map((number) => ({
      id: id('subnet', number),
      cidr: `10.${at}.${number}.0/24`,
      name: `${called} ${number}`,
      zone: `${region}a`,
    })),
    routeTables: [
      { id: id('rtb', 1), name: called, isMain: true },
      { id: id('rtb', 2), name: `${called} app`, subnets: [id('subnet', 2)] },
    ],
    securityGroups: [
      { id: id('sg', 1), name: 'own', egress: [{ peer: '0.0.0.0/0', protocol: 'tcp', port: 443 }] },
      { id: id('sg', 2), name: 'other' },
    ],
    interfaces: [1, 2].map((number) => ({
      id: id('eni', number),
      subnet: id('subnet', number),
      groups: [id('sg', 1)],
      instance: { id: id('i', number), name: `${called}-${number}` },
    })),
  };
};

export const networkOf = ({ sandbox }: Bot, name: Name) => {
  const found = sandbox.aws.vpcsOf(CASES[name].account).find(({ id }) => id === idOf('vpc', name, 1));
  if (found === undefined) throw new Error(`there is no VPC of "${name}"`);
  return found;
};

export const environmentFor = ({ sandbox }: Bot, account: string) => ({
  AWS_ACCESS_KEY_ID: `AKIA${account}OWNR`,
  AWS_SECRET_ACCESS_KEY: `sandbox-secret-of-${account}`,
  AWS_ENDPOINT_URL_EC2: sandbox.urls.ec2,
  AWS_ENDPOINT_URL_STS: sandbox.urls.sts,
});

/** Two VPCs of Timescale's, and in the one of Managed Service a database with a replica: two ports. */
const prepare = async (bot: Bot): Promise<Readonly<Record<'tiger' | 'managed', string>>> => {
  const { aws, managed } = bot.sandbox;
  aws.delays.set({ peeringVisibleAfter: 0, acceptShownAfter: 0, groupVisibleAfter: 0 });
  for (const name of NAMES) aws.addVpc(CASES[name].account, seed(name));
  const cloud = 'timescale-aws-us-east-1';
  const row = managed.state.vpcs.add('metrics-prod', { cidr: MANAGED, cloud }, 0);
  managed.state.services.add('metrics-prod', { name: 'sensors', cloud, replica: true }, row, 0);
  await bot.queue.wake({ name: 'observe-project', payload: { project: 'metrics' } });
  await bot.sweep();
  const [found] = await bot.bot().deps.store.listVpcs(['metrics']);
  return { tiger: 'analytics-main', managed: found?.vpc.name ?? '' };
};

/** The plan of that peering, which omar alone sees; where the bot sees the network, it looks at it first. */
const findPlan = async (bot: Bot, vpcId: string): Promise<string> => {
  const find = async () =>
    (await bot.as('U0OMAR').sees(CHANNEL)).find(
      (message) => message.isEphemeral && linesOf(message).includes(vpcId),
    );
  await expect.poll(find, { timeout: PATIENCE }).toBeDefined();
  return (await find())?.ts ?? '';
};

/** Each case asks in a request of its own; their numbers, by the case. */
export const askForAll = async (bot: Bot): Promise<ReadonlyMap<Name, number>> => {
  const vpcs = await prepare(bot);
  const omar = bot.as('U0OMAR');
  for (const name of NAMES) {
    const { account, region, to } = CASES[name];
    const ranges = networkOf(bot, name).cidrs.join(',');
    const line = `/vpc peer ${vpcs[to]} ${account} ${idOf('vpc', name, 1)} ${region} ${ranges}`;
    await omar.command(CHANNEL, line);
    await omar.press('Ask for it', { in: CHANNEL, ts: await findPlan(bot, idOf('vpc', name, 1)) });
  }
  const requests = new Map(NAMES.map((name, at) => [name, at + 1]));
  const isPending = async (id: number): Promise<boolean> =>
    (await stateOf(bot, id)).peerings[0] === 'pending-peer';
  await bot.until(async () => (await Promise.all([...requests.values()].map(isPending))).every(Boolean));
  await bot.pass(5_000);
  return requests;
};

export const peeringOf = async (bot: Bot, requestId: number) => {
  const peering = (await bot.bot().deps.store.findVpcView(requestId))?.peerings[0];
  if (peering === undefined) throw new Error(`R${requestId} has no peering`);
  return { id: peering.id, pcx: peering.provisionedId ?? '' };
};

/** What omar reads under "How to accept", with the AWS CLI and this choice. */
export const openGuide = async (bot: Bot, requestId: number, security: SecurityChoice) => {
  const { replies } = await threadOf(bot, requestId);
  const pending = replies.find((reply) => reply.buttons.some(({ text }) => text === 'How to accept'));
  const omar = bot.as('U0OMAR');
  await omar.press('How to accept', { in: CHANNEL, ts: pending?.ts ?? '' });
  await omar.choose('guide_tool', 'AWS CLI');
  await omar.choose('guide_security', security);
  const view = await omar.view();
  await omar.close();
  if (view === null) throw new Error('there is no view');
  return { steps: readInstructions(view.blocks), words: view.lines.join('\n') };
};

export const answersFor = (name: Name): Readonly<Record<string, string>> => ({
  'Add the route': `${idOf('rtb', name, 1)} ${idOf('rtb', name, 2)}`,
  'Let the traffic out': idOf('sg', name, 2),
  'Attach the group': idOf('eni', name, 1),
  'Take back those rules': idOf('sg', name, 2),
});

/** omar has the peering deleted; the commands of the message that says so. */
export const deletePeering = async (
  bot: Bot,
  pcx: string,
  requestId: number,
): Promise<readonly Instruction[]> => {
  const omar = bot.as('U0OMAR');
  await omar.command(CHANNEL, `/vpc unpeer ${pcx}`);
  await omar.press('Delete it', { in: CHANNEL });
  await bot.until(async () => (await stateOf(bot, requestId)).request === 'done');
  await bot.pass(5_000);
  const { replies } = await threadOf(bot, requestId);
  const gone = replies.find((reply) => linesOf(reply).includes('delete-route'));
  return readInstructions(gone?.blocks ?? []);
};

const lookAgain = async (bot: Bot, peeringId: number): Promise<void> => {
  await bot.bot().deps.store.lookAtSide(peeringId, bot.clock.now());
  await bot.queue.wake({ name: 'advance-side', payload: { peeringId } });
  await bot.runDue();
};

export const ELSEWHERE = `+ ${idOf('rtb', 'ruleSeen', 1)}: ${TIGER} to tgw-0a100000000000009`;

const addRoute = (bot: Bot, name: Name, target: string): void => {
  const network = networkOf(bot, name);
  const tables = network.tables.map((table) =>
    table.isMain ? { ...table, routes: [...table.routes, { destination: TIGER, target }] } : table,
  );
  bot.sandbox.aws.changeVpc({ ...network, tables });
};

/** Of one the group is chosen and a table leads elsewhere; of the other one a part is done before anybody asks how. */
export const anticipate = async (bot: Bot, requests: ReadonlyMap<Name, number>): Promise<void> => {
  const chosen = await peeringOf(bot, requests.get('ruleSeen') ?? 0);
  const groupId = idOf('sg', 'ruleSeen', 1);
  const choice = { kind: 'aws', tableIds: null, security: 'existing', groupId } as const;
  const origin = { kind: 'view', id: 'V1', team: 'T0VPC' } as const;
  const { store } = bot.bot().deps;
  await store.chooseSide(chosen.id, choice, { actor: 'U0NINA', now: bot.clock.now(), origin });
  addRoute(bot, 'ruleSeen', 'tgw-0a100000000000009');
  const begun = await peeringOf(bot, requests.get('leftSeen') ?? 0);
  bot.sandbox.aws.accept(begun.pcx);
  addRoute(bot, 'leftSeen', begun.pcx);
  for (const { id } of [chosen, begun]) await lookAgain(bot, id);
};
