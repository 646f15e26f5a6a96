import { createAccessKeys } from './aws/access-keys.ts';
import { type Aws, createAws } from './aws/clouds.ts';
import { demoClouds } from './aws/demo-accounts.ts';
import { EC2_BASE, ec2Api } from './aws/ec2.ts';
import type { AwsDelays } from './aws/settings.ts';
import { STS_BASE, stsApi } from './aws/sts.ts';
import type { AwsAccount } from './aws/vpc-seed.ts';
import type { Azure } from './azure/networks.ts';
import type { Clock } from './clock.ts';
import { sharedControl } from './control.ts';
import { dnsControl } from './dns/control.ts';
import { createNameServer, listenUdp, type NameServer } from './dns/name-server.ts';
import { createFaults, type Faults } from './faults.ts';
import { computeRoutes, GOOGLE_BASE } from './google/compute.ts';
import { createCompute } from './google/compute-state.ts';
import { MANAGED_BASE } from './managed/api.ts';
import type { ManagedDelays, ManagedProjectSeed } from './managed/demo-projects.ts';
import { MANAGED_GOOGLE_PROJECT } from './managed/google-side.ts';
import { createManaged, type Managed, type ManagedOptions } from './managed/managed.ts';
import type { PartialRoute } from './routes.ts';
import type { Delivery } from './slack/delivery.ts';
import { createSlack, type Slack } from './slack/slack.ts';
import { demoWorkspace, type Workspace } from './slack/workspace.ts';
import { type SteerableClock, steerableClock } from './steerable-clock.ts';
import { DEMO_DELAYS, type Delays, demoProjects, type ProjectSeed } from './tiger/demo-projects.ts';
import { createTiger, type Tiger } from './tiger/tiger.ts';
import type { TwoSidedNetworks } from './two-sided.ts';

export interface SandboxOptions<C extends SteerableClock> {
  /** Default one that runs with the wall clock. */
  readonly clock?: C;
  /**
   * Slack's own and that of AWS's sessions, default the same. A clock that is sped up is for the clouds
   * alone: trigger ids would be too old before a bot can use them, and credentials likewise.
   */
  readonly slackClock?: Clock;
  readonly faults?: Faults;
  readonly workspace?: Workspace;
  /** Default Socket Mode. */
  readonly delivery?: Delivery;
  readonly projects?: readonly ProjectSeed[];
  readonly accounts?: readonly AwsAccount[];
  readonly awsDelays?: Partial<AwsDelays>;
  readonly delays?: Partial<Delays>;
  readonly managedProjects?: readonly ManagedProjectSeed[];
  readonly managedDelays?: Partial<ManagedDelays>;
  /** Slack's; Tiger and the name server take the next ones. Default any free ones. */
  readonly port?: number;
}

export interface Sandbox<C extends SteerableClock> {
  readonly slack: Slack;
  readonly tiger: Tiger;
  readonly managed: Managed;
  readonly aws: Aws;
  readonly google: TwoSidedNetworks;
  readonly azure: Azure;
  readonly dns: NameServer;
  readonly clock: C;
  readonly faults: Faults;
  readonly urls: {
    /** A bot's SLACK_API_URL. */
    readonly slack: string;
    /** A project's `apiUrl`. */
    readonly tiger: string;
    /** The same for a project of Managed Service. */
    readonly managed: string;
    /** The `endpoint` and `stsEndpoint` of an AWS account. */
    readonly ec2: string;
    readonly sts: string;
    /** The `endpoint` of a Google Cloud project: the Compute API stands under its `/compute/v1`. */
    readonly google: string;
    /** Where all of `/control/…` stands. */
    readonly control: string;
    /** A name server over UDP, as `127.0.0.1:port`. */
    readonly dns: string;
  };
  readonly stop: () => Promise<void>;
}

const slackControl =
  (slack: Slack): PartialRoute =>
  async (request) =>
    request.url.pathname.startsWith('/control/slack/') ? slack.route(request) : null;

const managedFor = (
  options: SandboxOptions<SteerableClock>,
  world: Pick<ManagedOptions, 'clock' | 'faults' | 'aws'>,
): Managed =>
  createManaged({
    ...world,
    ...(options.managedProjects === undefined ? {} : { projects: options.managedProjects }),
    ...(options.managedDelays === undefined ? {} : { delays: options.managedDelays }),
  });

interface CloudApis {
  readonly clock: Clock;
  readonly slackClock: Clock;
  readonly faults: Faults;
}

/** EC2 and STS of the accounts. */
const amazonFor = (aws: Aws, { clock, slackClock, faults }: CloudApis): readonly PartialRoute[] => {
  const keys = createAccessKeys(aws.networks.isAccount);
  const options = { aws, clock, callersClock: slackClock, keys, faults };
  return [ec2Api(options), stsApi(options)];
};

/** The Compute API of the customer's projects. */
const computeFor = (
  networks: TwoSidedNetworks,
  { clock, slackClock, faults }: CloudApis,
): readonly PartialRoute[] => {
  const isForeign = (project: string): boolean => project === MANAGED_GOOGLE_PROJECT;
  const compute = createCompute({ clock, networks, isForeign });
  return computeRoutes({ compute, callersClock: slackClock, faults });
};

/** The outside world in one process: Slack, both Timescale products, three clouds and a name server. */
export async function startSandbox(): Promise<Sandbox<SteerableClock>>;
export async function startSandbox<C extends SteerableClock>(
  options: SandboxOptions<C> & { readonly clock: C },
): Promise<Sandbox<C>>;
export async function startSandbox(options: SandboxOptions<SteerableClock>): Promise<Sandbox<SteerableClock>>;
export async function startSandbox(
  options: SandboxOptions<SteerableClock> = {},
): Promise<Sandbox<SteerableClock>> {
  const { clock = steerableClock(1), faults = createFaults(), workspace = demoWorkspace, port = 0 } = options;
  const { slackClock = clock, delivery = 'socket', projects = demoProjects, delays = DEMO_DELAYS } = options;
  const { accounts = demoClouds, awsDelays = {} } = options;
  const aws = createAws({ clock, accounts, delays: awsDelays });
  const slack = await createSlack({ clock: slackClock, faults, workspace, delivery, port });
  const managed = managedFor(options, { clock, faults, aws });
  const dns = createNameServer({
    clock,
    names: (now) => new Map([...tiger.state.services.names(now), ...managed.state.services.names(now)]),
  });
  const tiger = await createTiger({
    clock,
    faults,
    aws,
    projects,
    delays,
    more: [
      ...managed.routes,
      ...amazonFor(aws, { clock, slackClock, faults }),
      ...computeFor(managed.google, { clock, slackClock, faults }),
      slackControl(slack),
      sharedControl(faults, clock),
      dnsControl(dns),
    ],
    upgrade: slack.upgrade,
    port: port === 0 ? 0 : port + 1,
  });
  const udp = await listenUdp(dns, port === 0 ? 0 : port + 2);
  return {
    slack,
    tiger,
    managed,
    aws,
    google: managed.google,
    azure: managed.azure,
    dns,
    clock,
    faults,
    urls: {
      slack: slack.apiUrl,
      tiger: tiger.apiUrl,
      managed: `${tiger.url}${MANAGED_BASE}`,
      ec2: `${tiger.url}${EC2_BASE}`,
      sts: `${tiger.url}${STS_BASE}`,
      google: `${tiger.url}${GOOGLE_BASE}`,
      control: tiger.url,
      dns: udp.address,
    },
    stop: async () => {
      await Promise.all([slack.stop(), tiger.stop(), udp.stop()]);
    },
  };
}
