import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { switchboard } from '../../../handlers/index.ts';
import type { SeenService } from '../../../src/domain/service.ts';
import { VpcbotError } from '../../../src/errors.ts';
import type { Job, Outcome } from '../../../src/queue/jobs.ts';
import { CONFIRM } from '../../../src/slack/plan-message.ts';
import { OWN_ACCOUNT, OWN_VPC } from './fake-clouds.ts';
import type { Said } from './fake-slack.ts';
import type { Held } from './fake-timescale.ts';
import { actionBody, commandBody, deliver } from './gestures.ts';
import { BEGINNING, type Frozen, openWorld, type SlackWorld } from './slack-world.ts';

/** A world in which much has happened, and everything that it showed people on the way. */
export interface LivedIn {
  readonly frozen: Frozen;
  readonly said: readonly Said[];
}

const aService = (project: string, id: string, region: string): SeenService => ({
  providerId: id,
  name: `${project}-${id}`,
  region,
  state: 'ready',
  rawStatus: 'READY',
  vpcProviderId: null,
  endpoints: [{ role: 'primary', name: null, host: `${id}.example.test`, port: 5432 }],
  haReplicas: 0,
  progress: null,
});

const HELD: ReadonlyMap<string, Held> = new Map([
  [
    'payments',
    {
      vpcs: [],
      peerings: [],
      services: [aService('payments', 'svc1', 'us-east-1'), aService('payments', 'svc-stuck', 'us-east-1')],
    },
  ],
  [
    'metrics',
    { vpcs: [], peerings: [], services: [aService('metrics', 'pg1', 'timescale-google-europe-west1')] },
  ],
]);

const aws = (vpcId = OWN_VPC, accountId = OWN_ACCOUNT) => ({
  kind: 'aws',
  accountId,
  vpcId,
  region: 'us-east-1',
  ranges: vpcId === OWN_VPC ? '10.20.0.0/16' : '',
});
const google = { kind: 'google', projectId: 'acme-net', network: 'prod', ranges: '' };
const azure = {
  kind: 'azure',
  subscriptionId: '0f1e2d3c-4b5a-4678-9a0b-c1d2e3f4a5b6',
  resourceGroup: 'acme-net',
  vnet: 'prod-vnet',
  tenantId: '7a6b5c4d-3e2f-4a1b-8c9d-0e1f2a3b4c5d',
  appId: '2b3c4d5e-6f70-4812-93a4-b5c6d7e8f901',
  ranges: '10.30.0.0/16',
};

const WISHES = [
  [
    'create_vpc',
    { project: 'payments', name: 'one', region: 'us-east-1', cidr: '10.1.0.0/24', peers: [aws()] },
  ],
  [
    'create_vpc',
    {
      project: 'payments',
      name: 'two',
      region: 'us-east-1',
      cidr: '10.2.0.0/24',
      peers: [
        { ...aws('vpc-0ffffffffffffffff'), ranges: '10.40.0.0/16' },
        { ...aws('vpc-00000000000000001', '999999999999'), ranges: '10.41.0.0/16' },
        { ...aws('vpc-00000000000000002', '999999999999'), ranges: '' },
        { ...aws('vpc-00000000000000003', '999999999999'), ranges: '' },
      ],
    },
  ],
  [
    'create_vpc',
    { project: 'payments', name: 'limit', region: 'eu-west-1', cidr: '10.13.0.0/24', peers: [] },
  ],
  [
    'create_vpc',
    { project: 'payments', name: 'refuse', region: 'eu-west-1', cidr: '10.3.0.0/24', peers: [] },
  ],
  [
    'create_vpc',
    {
      project: 'metrics',
      name: 'g',
      region: 'timescale-google-europe-west1',
      cidr: '10.4.0.0/24',
      peers: [google],
    },
  ],
  [
    'create_vpc',
    {
      project: 'metrics',
      name: 'z',
      region: 'timescale-azure-westeurope',
      cidr: '10.5.0.0/24',
      peers: [azure],
    },
  ],
  ['create_vpc', { project: 'full', name: 'waits', region: 'us-east-1', cidr: '10.6.0.0/24', peers: [] }],
  [
    'create_vpc',
    { project: 'constructor', name: 'own', region: 'us-east-1', cidr: '10.7.0.0/24', peers: [] },
  ],
] as const;

const COMMANDS = [
  'help',
  'list',
  'show one',
  'peer one',
  'peer two',
  'peer one 123456789012 vpc-0a1b2c3d4e5f60718 us-east-1',
  'unpeer pcx-00000000000000102',
  'unpeer vpc-0a1b2c3d4e5f60718',
  'attach payments-svc1 one',
  'attach',
  'detach payments-svc1',
  'migrate payments-svc1 two',
  'rename one uno',
  'delete two',
  'quota',
  'quota increase payments',
  'regions payments',
  'cidr payments /24',
  'check 10.1.0.0/16',
  'services',
  'verify one',
  'history one',
  'history payments',
  'retry R1',
  'retry R3',
  'cancel R1',
  'cancel R6',
  'subscribe payments',
  'doctor',
  'create',
] as const;

const runJob = async (world: SlackWorld, job: Job): Promise<Outcome> => {
  const process = world.processors[job.name] as (payload: object) => Promise<Outcome>;
  try {
    return await process(job.payload);
  } catch (error) {
    if (!(error instanceof VpcbotError)) throw error;
    return { kind: 'again', at: world.deps.now() + 2_000 };
  }
};

/** Lets time pass while the jobs do what is due. */
const letPass = async (world: SlackWorld, rounds: number, each = 5_000): Promise<void> => {
  for (let round = 0; round < rounds; round += 1) {
    await world.queue.wake({ name: 'sweep', payload: {} });
    for (let job = world.queue.takeDue(); job !== null; job = world.queue.takeDue()) {
      const outcome = await runJob(world, job);
      if (outcome.kind === 'again') world.queue.put(job, Math.max(outcome.at, world.deps.now() + 1));
    }
    world.pass(each);
  }
};

const OMAR = { user: 'U0OMAR', channel: 'C0VPC' } as const;

const live = async (world: SlackWorld, said: Said[]): Promise<void> => {
  const hear = (): void => void said.push(...world.slack.takeSaid());
  const press = (action_id: string, value: string, user = 'U0OMAR') =>
    deliver(world, actionBody({ ...OMAR, user }, { type: 'button', action_id, block_id: 'b', value }));
  await letPass(world, 2);
  for (const [form, typed] of WISHES) await press(`${CONFIRM}${form}`, JSON.stringify(typed));
  await letPass(world, 16);
  hear();
  await press(
    'confirm:attach_service',
    JSON.stringify({ service: 'payments-svc1', to: 'one', confirm: 'payments-svc1' }),
  );
  await letPass(world, 4);
  for (const user of ['U0OMAR', 'U0NINA']) {
    await deliver(world, homeBody(user));
    for (const text of COMMANDS) await deliver(world, commandBody({ ...OMAR, user }, text));
    hear();
  }
  await letPass(world, 4);
  hear();
  for (const { action_id, value } of listButtons(said)) {
    if (action_id.startsWith('edit:')) await press(action_id, value);
    if (!Object.hasOwn(OPENERS, action_id)) continue;
    for (const user of ['U0OMAR', 'U0NINA', 'U0ADA', 'U0NET']) await press(action_id, value, user);
  }
  hear();
};

/** Buttons that open a form and record nothing. */
const OPENERS: Readonly<Record<string, true>> = {
  deny_quota: true,
  break_glass: true,
  timescale_raised: true,
  timescale_refused: true,
  how_to_accept: true,
  send_to_someone: true,
  change_side_plan: true,
  decline_completion: true,
  ask_again: true,
  home_help: true,
};

export const homeBody = (user: unknown) => ({
  type: 'event_callback',
  team_id: 'T0ACME',
  api_app_id: 'A0',
  event: { type: 'app_home_opened', user, channel: 'D0', tab: 'home', event_ts: '1.1' },
  event_id: 'Ev0',
  event_time: 1,
  authorizations: [],
});

/** Every object in what was said that `is` takes. */
export const findAll = <T>(
  payload: unknown,
  is: (object: Readonly<Record<string, unknown>>) => T | null,
): readonly T[] => {
  if (Array.isArray(payload)) return payload.flatMap((each) => findAll(each, is));
  if (typeof payload !== 'object' || payload === null) return [];
  const own = is(payload as Readonly<Record<string, unknown>>);
  return [...(own === null ? [] : [own]), ...Object.values(payload).flatMap((each) => findAll(each, is))];
};

export interface Pressable {
  readonly action_id: string;
  readonly value: string;
}

/** Every button that was shown, each once. */
export const listButtons = (said: readonly Said[]): readonly Pressable[] => {
  const all = findAll(said, ({ type, action_id, value }) =>
    type === 'button' && typeof action_id === 'string' && typeof value === 'string'
      ? { action_id, value }
      : null,
  );
  return [...new Map(all.map((each) => [`${each.action_id} ${each.value}`, each])).values()];
};

/** Every form that was shown, each once. */
export const listForms = (said: readonly Said[]): readonly Readonly<Record<string, unknown>>[] => {
  const forms = said.flatMap(({ kind, payload }) =>
    kind === 'view' && typeof payload['callback_id'] === 'string' ? [payload] : [],
  );
  return [...new Map(forms.map((form) => [JSON.stringify(form), form])).values()];
};

/** The ids of every form that may be sent. */
export const FORM_IDS: readonly string[] = [
  ...Object.keys(switchboard.changes),
  ...Object.keys(switchboard.views),
];

const makeEmpty = (): Buffer => {
  const file = new Database(':memory:');
  const migrationsFolder = fileURLToPath(new URL('../../../migrations', import.meta.url));
  migrate(drizzle(file), { migrationsFolder });
  const empty = file.serialize();
  file.close();
  return empty;
};

/** Two hours of the bot's life with every kind of request in it. */
export const makeLivedIn = async (): Promise<LivedIn> => {
  const world = openWorld({ database: makeEmpty(), held: HELD, now: BEGINNING });
  const said: Said[] = [];
  await live(world, said);
  const frozen = world.freeze();
  world.close();
  return { frozen, said };
};
