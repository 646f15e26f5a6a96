import { render } from 'preact-render-to-string';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BotFacts, CloudFacts } from '../../sandbox/demo/news.ts';
import { ActsProvider, createActs } from '../../sandbox/page/acts.ts';
import { Beside } from '../../sandbox/page/beside/beside.tsx';
import { createMemory, MemoryProvider } from '../../sandbox/page/memory.ts';
import { createWhereabouts, type Side, WhereaboutsProvider } from '../../sandbox/page/whereabouts.ts';
import { type Clouds, openClouds, PAYMENTS } from './cloud-facts.ts';
import { wordsOfHtml } from './html.ts';

let clouds: Clouds;

beforeEach(async () => {
  clouds = await openClouds();
});
afterEach(() => clouds.stop());

const SIDES: readonly Side[] = ['aws', 'google', 'azure', 'timescale', 'bot'];

const bot: BotFacts = {
  state: 'ready',
  since: Date.UTC(2026, 0, 5, 9),
  pid: 4711,
  lines: ['{"level":30,"time":1767603600000,"msg":"vpcbot is ready"}', 'Node.js v20'],
  pace: 'quick',
  paces: [
    { id: 'quick', name: 'Quick', about: 'The clouds run 30 times as fast.' },
    { id: 'real', name: 'As it is', about: 'The clouds take the time they take.' },
  ],
};

const show = (facts: CloudFacts, side: Side, state: BotFacts['state'] = 'ready'): string => {
  const memory = createMemory();
  memory.hear({ kind: 'clouds', clouds: facts });
  memory.hear({ kind: 'bot', bot: { ...bot, state } });
  const whereabouts = createWhereabouts({ viewer: 'U0NINA', place: null, isNarrow: false });
  whereabouts.side.value = side;
  return render(
    <MemoryProvider value={memory}>
      <WhereaboutsProvider value={whereabouts}>
        <ActsProvider value={createActs('U0NINA')}>
          <Beside />
        </ActsProvider>
      </WhereaboutsProvider>
    </MemoryProvider>,
  );
};

const BUTTON = /<button([^>]*)>(.*?)<\/button>/gs;

/** What a screen reader calls each button, in their order. */
const buttonsIn = (html: string): readonly string[] =>
  [...html.matchAll(BUTTON)].map(
    ([, attributes = '', content = '']) =>
      /aria-label="([^"]*)"/.exec(attributes)?.[1] ?? wordsOfHtml(content).trim(),
  );

test('before anything is asked for, each cloud says what will appear and how to begin', async () => {
  const facts = await clouds.tell();
  expect(wordsOfHtml(show(facts, 'aws'))).toContain('Start with /vpc create in Slack.');
  expect(wordsOfHtml(show(facts, 'google'))).toContain('/vpc create metrics google-europe-west1');
  expect(wordsOfHtml(show(facts, 'azure'))).toContain('/vpc create metrics azure-westeurope');
  expect(buttonsIn(show(facts, 'aws')).slice(0, 5)).toEqual([
    'AWS',
    'Google Cloud',
    'Azure',
    'Timescale',
    'Bot and time',
  ]);
});

test('each tab has its heading, every button has a name, and none two of the same', async () => {
  await clouds.makeVpc(['123456789012', 'vpc-0a1b2c3d4e5f60718'], ['210987654321', 'vpc-0d4e5f60718293041']);
  await clouds.makeManagedVpcs();
  const facts = await clouds.tell();
  const headings = SIDES.map((side) => /<h2>(.*?)<\/h2>/.exec(show(facts, side))?.[1]);
  expect(headings).toEqual(['AWS', 'Google Cloud', 'Azure', 'Timescale', 'Bot and time']);
  for (const side of SIDES) {
    const buttons = buttonsIn(show(facts, side));
    expect(buttons, side).not.toContain('');
    expect([...new Set(buttons)], side).toEqual(buttons);
  }
});

test('a request that waits is counted and can be accepted, rejected or left to expire, an active one deleted', async () => {
  await clouds.makeVpc(['123456789012', 'vpc-0a1b2c3d4e5f60718'], ['210987654321', 'vpc-0d4e5f60718293041']);
  const [first, second] = (await clouds.tell()).aws.peerings.map(({ id }) => id);
  expect(buttonsIn(show(await clouds.tell(), 'aws'))).toContain('AWS, 2 waiting');
  await clouds.control('POST', `aws/peerings/${first}/accept`);
  const html = show(await clouds.tell(), 'aws');
  expect(buttonsIn(html).filter((name) => name.includes('pcx-') || name.startsWith('AWS'))).toEqual([
    'AWS, 1 waiting',
    ...(html.indexOf(String(first)) < html.indexOf(String(second))
      ? [`Delete ${first}`, `Accept ${second}`, `Reject ${second}`, `Expire now: ${second}`]
      : [`Accept ${second}`, `Reject ${second}`, `Expire now: ${second}`, `Delete ${first}`]),
  ]);
  const words = wordsOfHtml(html);
  expect(words).toContain('Pending acceptance');
  expect(words).toMatch(/expires in 6 d 2\d h/);
  expect(words).toMatch(/10\.4\.0\.0\/24.*vpc-0d4e5f60718293041 172\.20\.0\.0\/16/);
});

test('what Timescale made on Google Cloud and Azure waits for its other side until that is there', async () => {
  await clouds.makeManagedVpcs();
  const before = await clouds.tell();
  expect(buttonsIn(show(before, 'google'))).toContain('Create the matching peering from prod');
  expect(buttonsIn(show(before, 'azure'))).toContain('Create the matching peering from prod-vnet');
  const names = /project-vpc-[0-9a-f]{8}/.exec(show(before, 'google')) ?? [];
  await clouds.control('POST', 'google/projects/acme-net/networks/prod/peerings', {
    name: 'to-timescale',
    peerProject: 'timescale-mst-prod',
    peerNetwork: names[0],
  });
  const html = show(await clouds.tell(), 'google');
  expect(buttonsIn(html)).toContain('Google Cloud');
  expect(buttonsIn(html)).toContain('Delete to-timescale of prod');
  expect(wordsOfHtml(html)).toContain('Connected.');
});

test('Timescale shows where services are and how they are reached, and what goes wrong stands above all', async () => {
  await clouds.makeVpc(['123456789012', 'vpc-0a1b2c3d4e5f60718']);
  await clouds.control('POST', 'faults', {
    target: 'tiger',
    match: `/projects/${PAYMENTS}`,
    kind: 'slow',
    ms: 3_000,
    times: 30,
  });
  const html = show(await clouds.tell(), 'timescale');
  const words = wordsOfHtml(html);
  expect(words).toMatch(/d1k5vk7hf2\.rp1pz7uyae\.tsdb\.cloud\.timescale\.com:3\d{4}/);
  expect(words).toContain('In analytics-main, us-east-1');
  expect(words).toContain('Waits for the other side');
  expect(words).toContain('Payments Slow (3 s), for 30 more requests');
  expect(html).toMatch(/aria-pressed="true" aria-label="Slow \(3 s\): Payments"/);
  expect(buttonsIn(html)).toEqual(
    expect.arrayContaining([
      'All well again: Payments',
      'Move to payments: payments-db',
      'Move to the public internet: events-db',
      'Pause ledger-db',
      'Raise the limit to 4: Payments',
      'Delete this VPC: payments',
      'Delete it at AWS: the peering to 123456789012/vpc-0a1b2c3d4e5f60718',
    ]),
  );
  expect(buttonsIn(html)).not.toContain('Move to payments: ledger-db');
});

test.each([
  { state: 'ready', says: 'The bot is ready', can: ['Kill the bot', 'Stop the bot'] },
  { state: 'starting', says: 'The bot is starting', can: ['Kill the bot', 'Stop the bot'] },
  { state: 'stopping', says: 'The bot is stopping', can: ['Kill the bot'] },
  { state: 'down', says: 'The bot is down', can: ['Start the bot'] },
] as const)('while it is $state the bot can be told $can, and every tab says how it is', async (row) => {
  const facts = await clouds.tell();
  for (const side of SIDES) {
    expect(wordsOfHtml(show(facts, side, row.state)).split(row.says), side).toHaveLength(2);
  }
  const acts = buttonsIn(show(facts, 'bot', row.state)).filter((name) =>
    /^(?:Kill|Stop|Start) the bot$/.test(name),
  );
  expect(acts).toEqual(row.can);
});
