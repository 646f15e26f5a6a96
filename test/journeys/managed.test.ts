import { expect, test } from 'vitest';
import { networkId } from '../../sandbox/google/networks.ts';
import { type Bot, METRICS, withBot } from './bot.ts';
import {
  broadcasts,
  CHANNEL,
  cardOf,
  findPending,
  linesOf,
  saidAs,
  stateOf,
  told,
  untilPending,
  WHOLE_STORY,
} from './story.ts';

const BOTH = { projects: { metrics: METRICS } };
const PROD = networkId('acme-net', 'prod');
const AZURE = {
  'Azure subscription': '0f1e2d3c-4b5a-4678-9a0b-c1d2e3f4a5b6',
  'Resource group': 'acme-net',
  'Your virtual network': 'Prod-VNet',
  'Azure tenant': '7a6b5c4d-3e2f-4a1b-8c9d-0e1f2a3b4c5d',
  'Application id': '2b3c4d5e-6f70-4812-93a4-b5c6d7e8f901',
};
const VNET = `/subscriptions/${AZURE['Azure subscription']}/resourceGroups/acme-net/providers/Microsoft.Network/virtualNetworks/prod-vnet`;

const say = async (bot: Bot, line: string): Promise<string> =>
  (await bot.as('U0OMAR').command(CHANNEL, line)).messages.map(linesOf).join('\n');

/** Asks for a VPC by the form: the region first, then what its cloud asks about the network. */
const askFor = async (bot: Bot, region: string, fields: Readonly<Record<string, string>>) => {
  const omar = bot.as('U0OMAR');
  await omar.command(CHANNEL, '/vpc create metrics');
  await expect.poll(async () => (await omar.view())?.lines.join('\n')).toContain('Choose a region first');
  await omar.choose('Region', region);
  for (const [field, text] of Object.entries(fields)) await omar.fill(field, text);
  return omar.submit();
};

const endOf = async (bot: Bot, requestId: number): Promise<string> =>
  (await bot.bot().deps.store.findVpcView(requestId))?.peerings[0]?.provisionedId ?? 'none';

const untilDone = async (bot: Bot, requestId: number): Promise<void> => {
  await bot.until(async () => (await stateOf(bot, requestId)).request === 'done');
  await bot.pass(5_000);
};

test('a network of Google Cloud is peered with a new VPC by one form, and both go again', async () => {
  await withBot(BOTH, async (bot) => {
    const { google } = bot.sandbox.managed;
    const wrong = await askFor(bot, 'europe-west1 (Google Cloud)', {
      'Google Cloud project': '123456789012',
      'Your VPC network': `https://www.googleapis.com/compute/v1/${PROD}`,
      'Your network’s ranges': '10.130.0.0/20, 10.130.16.0/20',
    });
    expect(wrong.errorsByLabel['Google Cloud project']).toContain('the number of a project');
    const omar = bot.as('U0OMAR');
    await omar.fill('Google Cloud project', 'acme-net');
    expect((await omar.submit()).view?.title).toContain('R1');

    await untilPending(bot, 1);
    const end = await endOf(bot, 1);
    expect(end).toMatch(/^projects\/timescale-mst-prod\/global\/networks\/project-vpc-/);
    expect(google.peeringsOf(PROD)).toEqual([]);
    expect(google.peer('timescale', PROD, end).kind).toBe('done');
    await untilDone(bot, 1);
    expect(await told(bot, 1)).toEqual(WHOLE_STORY);
    const pending = await saidAs(bot, 1, 'peering-pending');
    for (const fact of ['acme-net', 'prod', 'timescale-mst-prod']) expect(pending).toContain(fact);
    expect(await cardOf(bot, 1)).toContain('europe-west1 (Google Cloud)');
    expect(await broadcasts(bot)).toHaveLength(1);

    expect(await say(bot, '/vpc list metrics')).toContain(
      'metrics-google-europe-west1  10.1.0.0/24 in europe-west1 (Google Cloud), ready',
    );
    expect(await say(bot, '/vpc show metrics-google-europe-west1')).toContain(
      'Timescale project timescale-mst-prod',
    );
    expect(await say(bot, '/vpc regions metrics')).toContain('europe-west1 (Google Cloud): 1 VPC');
    expect(await say(bot, '/vpc rename metrics-google-europe-west1 metrics-eu')).toContain('vpcbot’s own');

    expect(await say(bot, '/vpc unpeer acme-net/prod')).toContain('Traffic through it stops at once');
    await omar.press('Delete it', { in: CHANNEL });
    await untilDone(bot, 2);
    expect(google.peeringsOf(PROD)).toMatchObject([{ state: 'disconnected' }]);
    expect(await saidAs(bot, 2, 'peering-deleted')).toContain('acme-net');

    await say(bot, '/vpc delete metrics-google-europe-west1');
    await omar.press('Delete…', { in: CHANNEL });
    await omar.fill('Name of the VPC', 'metrics-google-europe-west1');
    await omar.submit();
    await untilDone(bot, 3);
    expect(await told(bot, 3)).toEqual(['request-opened', 'vpc-deleted']);
    expect(await say(bot, '/vpc list metrics')).toContain('uses 0 of 3 VPCs');
  });
});

interface Row {
  readonly cloud: string;
  readonly region: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly end: RegExp;
  /** What its owner does on the other side. */
  readonly accept: (bot: Bot, end: string) => void;
}

const ROWS: readonly Row[] = [
  {
    cloud: 'AWS',
    region: 'eu-west-1 (AWS)',
    fields: {
      'AWS account': '123456789012',
      'Your VPC': 'vpc-0a1b2c3d4e5f60718',
      'Region of your VPC': 'us-east-1',
    },
    end: /^pcx-[0-9a-f]{17}$/,
    accept: (bot) => bot.sandbox.aws.accept(findPending(bot)?.id ?? ''),
  },
  {
    cloud: 'Azure',
    region: 'westeurope (Azure)',
    fields: AZURE,
    end: /^5e4d3c2b-1a09-4f8e-9d7c-6b5a49382716\/subscriptions\//,
    accept: (bot, end) => {
      bot.sandbox.managed.azure.networks.peer('timescale', VNET, end.slice(end.indexOf('/')));
    },
  },
];

test('on AWS and Azure the form asks for what that cloud wants, and the peering gets active', async () => {
  await withBot(BOTH, async (bot) => {
    for (const [at, { cloud, region, fields, end, accept }] of ROWS.entries()) {
      const requestId = at + 1;
      const sent = await askFor(bot, region, fields);
      expect({ cloud, errors: sent.errorsByLabel, title: sent.view?.title }).toMatchObject({
        errors: {},
        title: expect.stringContaining(`R${requestId}`),
      });
      await untilPending(bot, requestId);
      expect(await endOf(bot, requestId)).toMatch(end);
      accept(bot, await endOf(bot, requestId));
      await untilDone(bot, requestId);
      expect(await told(bot, requestId)).toEqual(WHOLE_STORY);
      expect(await saidAs(bot, requestId, 'peering-active')).toContain(Object.values(fields)[0]);
    }
  });
});
