import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANALYTICS, type Bot, METRICS, withBot } from './bot.ts';
import { hasDebianAws, type Shells, startAws } from './debian-aws.ts';
import { compareFacts, factsOf, follow, type Instruction } from './instructions.ts';
import {
  answersFor,
  anticipate,
  askForAll,
  CASES,
  deletePeering,
  ELSEWHERE,
  environmentFor,
  idOf,
  MANAGED,
  NAMES,
  type Name,
  networkOf,
  openGuide,
  PATIENCE,
  peeringOf,
  SEEN,
  TIGER,
  UNSEEN,
} from './instructions-world.ts';
import { stateOf } from './story.ts';

let shells: Shells;
beforeAll(async () => {
  if (hasDebianAws) shells = await startAws();
});
afterAll(() => {
  if (hasDebianAws) shells.stop();
});

/** Each kind of command once more; what the others have is among these. */
const AGAIN: readonly Name[] = ['newUnseen', 'ruleUnseen', 'newSeen'];

/** As many at once as the smallest machine has cores. */
const ATONCE = 2;

const forEachCase = async (names: readonly Name[], act: (name: Name) => Promise<void>): Promise<void> => {
  const left = [...names];
  const work = async (): Promise<void> => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) await act(name);
  };
  await Promise.all(Array.from({ length: ATONCE }, work));
};

const routeIn = (name: Name, number: number): string =>
  `+ ${idOf('rtb', name, number)}: ${CASES[name].to === 'tiger' ? TIGER : MANAGED} to PCX`;
const BOTH = (name: Name): readonly string[] => [routeIn(name, 1), routeIn(name, 2)];
const lets = (group: string, port: number, to: string): string => `+ ${group}: out tcp ${port}-${port} ${to}`;
const given = (name: Name, number: number): readonly string[] => [
  `- ${idOf('eni', name, number)}: own`,
  `+ ${idOf('eni', name, number)}: own timescale-PCX`,
];

/** Exactly what each of them comes to. */
const expectedOf = (ports: readonly number[]): Readonly<Record<Name, readonly string[]>> => ({
  newUnseen: [
    ...BOTH('newUnseen'),
    '+ timescale-PCX: group',
    lets('timescale-PCX', 5432, TIGER),
    ...given('newUnseen', 1),
  ],
  ruleUnseen: [...BOTH('ruleUnseen'), ...ports.map((port) => lets('other', port, MANAGED))],
  leftUnseen: BOTH('leftUnseen'),
  newSeen: [
    ...BOTH('newSeen'),
    '+ timescale-PCX: group',
    ...ports.map((port) => lets('timescale-PCX', port, MANAGED)),
    ...given('newSeen', 1),
    ...given('newSeen', 2),
  ],
  // The main table leads the range elsewhere, and is left as it is.
  ruleSeen: [routeIn('ruleSeen', 2), lets('own', 5432, TIGER)],
  // The request is accepted and the main table has its route.
  leftSeen: [routeIn('leftSeen', 2)],
});

interface Opened {
  readonly pcx: string;
  readonly steps: readonly Instruction[];
  readonly words: string;
  readonly before: readonly string[];
}

const checkWords = (guides: Readonly<Record<Name, Opened>>): void => {
  const titles = (name: Name): readonly string[] => guides[name].steps.map(({ title }) => title);
  expect(titles('newSeen')).toContain(`Attach the group to ${idOf('eni', 'newSeen', 2)}`);
  expect(titles('newSeen')).not.toContain('Choose the route tables');
  expect(guides.newSeen.steps.every(({ command }) => !command.includes('reboot'))).toBe(true);
  expect(titles('leftSeen')).not.toContain('Accept it');
  expect(guides.leftSeen.words).toContain('The route is there already in left');
  expect(guides.ruleSeen.words).toContain('Stop first.');
  expect(guides.ruleSeen.words).toContain('leads the range elsewhere and is left out');
};

const withWrongAccount = async (bot: Bot, { steps, before }: Opened): Promise<void> => {
  const env = environmentFor(bot, SEEN);
  const terminal = { shell: 'sh', typed: '' } as const;
  const [account, ...rest] = steps.slice(0, 3);
  const looked = await shells.run(account?.command ?? '', env, terminal);
  expect(looked.printed).toBe(`${SEEN}\n`);
  expect(account?.says).toContain(`It prints \`${UNSEEN}\`. If it prints another number, switch`);
  for (const { command } of rest) {
    expect((await shells.run(command, env, terminal)).error).toContain('An error occurred (');
  }
  expect(factsOf(networkOf(bot, 'newUnseen'))).toEqual(before);
};

/** What the people of each case have before them, and how everything stood before. */
interface Scene {
  readonly requests: ReadonlyMap<Name, number>;
  readonly guides: Readonly<Record<Name, Opened>>;
  /** Before anything was changed by anybody. */
  readonly empty: Readonly<Record<Name, readonly string[]>>;
}

const openScene = async (bot: Bot): Promise<Scene> => {
  const requests = await askForAll(bot);
  const empty = {} as Record<Name, readonly string[]>;
  for (const name of NAMES) empty[name] = factsOf(networkOf(bot, name));
  await anticipate(bot, requests);
  const guides = {} as Record<Name, Opened>;
  for (const name of NAMES) {
    const requestId = requests.get(name) ?? 0;
    const { pcx } = await peeringOf(bot, requestId);
    const before = factsOf(networkOf(bot, name));
    guides[name] = { pcx, before, ...(await openGuide(bot, requestId, CASES[name].security)) };
  }
  return { requests, empty, guides };
};

const listPorts = async (bot: Bot): Promise<readonly number[]> => {
  const { store } = bot.bot().deps;
  const [listed] = await store.listVpcs(['metrics']);
  return listed === undefined ? [] : store.listServicePorts(listed.vpc);
};

const followAll = async (bot: Bot, { requests, guides }: Scene, time: 'first' | 'again'): Promise<void> => {
  const ports = await listPorts(bot);
  expect(ports).toHaveLength(2);
  const expected = expectedOf(ports);
  await forEachCase(time === 'first' ? NAMES : AGAIN, async (name) => {
    const { steps, pcx, before } = guides[name];
    const env = environmentFor(bot, CASES[name].account);
    await follow(steps, { shells, env, answers: answersFor(name) }, time);
    const changes = compareFacts(before, factsOf(networkOf(bot, name)));
    const told = changes.map((line) => line.replaceAll(pcx, 'PCX'));
    expect([...told].sort(), name).toEqual([...expected[name]].sort());
    expect(bot.sandbox.aws.find(pcx)?.status).toBe('active');
  });
  const isActive = async (id: number): Promise<boolean> => (await stateOf(bot, id)).peerings[0] === 'active';
  await bot.until(async () => (await Promise.all([...requests.values()].map(isActive))).every(Boolean));
};

const cleanUpAll = async (bot: Bot, { guides, empty }: Scene): Promise<void> => {
  const cleanUps = {} as Record<Name, readonly Instruction[]>;
  for (const [at, name] of NAMES.entries()) {
    cleanUps[name] = await deletePeering(bot, guides[name].pcx, NAMES.length + at + 1);
    expect(bot.sandbox.aws.find(guides[name].pcx)?.status).toBe('deleted');
  }
  await forEachCase(NAMES, async (name) => {
    const env = environmentFor(bot, CASES[name].account);
    const groupId = idOf('sg', name, name === 'ruleSeen' ? 1 : 2);
    const answers = { ...answersFor(name), 'Take back those rules': groupId };
    await follow(cleanUps[name], { shells, env, answers }, 'first');
    const left = compareFacts(empty[name], factsOf(networkOf(bot, name)));
    expect(left, name).toEqual(name === 'ruleSeen' ? [ELSEWHERE] : []);
  });
};

test.skipIf(!hasDebianAws)(
  'every command of the instructions does what they say, twice over, and the clean-up leaves nothing behind (skipped: no awscli of Debian’s)',
  async () => {
    const options = { clouds: {}, projects: { analytics: ANALYTICS, metrics: METRICS } };
    await withBot(options, async (bot) => {
      const scene = await openScene(bot);
      checkWords(scene.guides);
      await withWrongAccount(bot, scene.guides.newUnseen);
      await followAll(bot, scene, 'first');
      await followAll(bot, scene, 'again');
      await cleanUpAll(bot, scene);
    });
  },
  PATIENCE,
);
