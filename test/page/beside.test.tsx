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

const EC2 = 'aws/accounts/123456789012/regions/us-east-1';
const MAIN = 'rtb-0a100000000000001';

/** The part of the pane that is about one thing: `data-table="rtb-…"`. */
const partOf = (html: string, mark: string): string => {
  const from = html.indexOf(mark);
  const next = html.indexOf('data-', from + mark.length);
  return html.slice(
    from,
    html.indexOf(' data-table=', next) < 0 ? undefined : html.indexOf(' data-table=', next),
  );
};

test('an AWS account shows where each route leads, what gets out, and what runs there', async () => {
  await clouds.makeVpc(['123456789012', 'vpc-0a1b2c3d4e5f60718']);
  const [pcx] = (await clouds.tell()).aws.peerings;
  await clouds.control('POST', `${EC2}/CreateRoute`, {
    RouteTableId: MAIN,
    DestinationCidrBlock: '10.4.0.0/24',
    VpcPeeringConnectionId: pcx?.id ?? '',
  });
  const waiting = show(await clouds.tell(), 'aws');
  const main = partOf(waiting, `data-table="${MAIN}"`);
  expect(wordsOfHtml(main)).toMatch(
    /^.*payments-main.*Main.*for payments-public.*10\.20\.0\.0\/16 to local/s,
  );
  expect(wordsOfHtml(main)).toMatch(new RegExp(`10\\.4\\.0\\.0/24 to ${pcx?.id}.*blackhole`, 's'));
  expect(main).toContain('data-state="blackhole"');
  await clouds.control('POST', `aws/peerings/${pcx?.id}/accept`);
  const active = show(await clouds.tell(), 'aws');
  expect(active).not.toContain('data-state="blackhole"');
  expect(buttonsIn(active)).toEqual(
    expect.arrayContaining([
      'Delete the route to 10.4.0.0/24 from payments-main',
      'Remove the rule TCP 443 to 0.0.0.0/0 from sg-0a100000000000002',
      'Add the route in payments',
      'Add the range to payments',
      'Deny CreateRoute: Account 123456789012',
      'Throttled for a while: EC2 of 123456789012',
      'Denied for a while: STS of 210987654321',
    ]),
  );
  expect(buttonsIn(active)).not.toContain('Delete the route to 10.20.0.0/16 from payments-main');
  const words = wordsOfHtml(active);
  expect(words).toMatch(/payments-app-2\s*i-0a100000000000002 in payments-app-b\s*Groups payments-locked/);
  expect(words).not.toContain('made by vpcbot');
});

test('what vpcbot made is marked, and its security group is one press away from an instance', async () => {
  const VpcId = 'vpc-0a1b2c3d4e5f60718';
  const { groupId } = await clouds.control('POST', `${EC2}/CreateSecurityGroup`, {
    GroupName: 'timescale-pcx',
    GroupDescription: 'x',
    VpcId,
    TagSpecification: [{ ResourceType: 'security-group', Tag: [{ Key: 'vpcbot:request', Value: 'R12' }] }],
  });
  const html = show(await clouds.tell(), 'aws');
  expect(wordsOfHtml(html)).toMatch(/timescale-pcx *made by vpcbot for R12/);
  expect(buttonsIn(html)).toContain('Attach timescale-pcx to payments-app-1');
  await clouds.control('POST', `${EC2}/ModifyNetworkInterfaceAttribute`, {
    NetworkInterfaceId: 'eni-0a100000000000001',
    SecurityGroupId: ['sg-0a100000000000001', groupId],
  });
  const worn = buttonsIn(show(await clouds.tell(), 'aws'));
  expect(worn).toContain('Detach timescale-pcx from payments-app-1');
  expect(worn).toContain('Attach timescale-pcx to payments-app-2');
});

test('Google Cloud shows subnets, routes and flags, and what is denied anywhere stands above all', async () => {
  await clouds.makeManagedVpcs();
  const [network] = /project-vpc-[0-9a-f]{8}/.exec(show(await clouds.tell(), 'google')) ?? [];
  await clouds.control('POST', 'google/projects/acme-net/networks/prod/peerings', {
    name: 'to-timescale',
    peerProject: 'timescale-mst-prod',
    peerNetwork: network,
  });
  await clouds.control('POST', 'google/projects/acme-net/permissions', {
    deny: ['compute.networks.addPeering'],
  });
  await clouds.control('POST', 'aws/accounts/123456789012/role', { deny: ['CreateRoute'] });
  const html = show(await clouds.tell(), 'google');
  const words = wordsOfHtml(html);
  expect(words).toMatch(/prod-2 *europe-west1 *10\.130\.16\.0\/20/);
  expect(words).toMatch(/192\.168\.5\.0\/24 to to-timescale *through the peering/);
  expect(words).toContain('Custom routes stay here.');
  expect(words).toMatch(/Account 123456789012 denies CreateRoute.*Project acme-net denies compute/s);
  expect(html).toMatch(
    /aria-pressed="true" aria-label="Deny compute\.networks\.addPeering: Project acme-net"/,
  );
  expect(words).not.toContain('timescale-mst-prod denies');
});
