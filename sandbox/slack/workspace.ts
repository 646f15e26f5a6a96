export interface Person {
  readonly id: string;
  /** The handle, as in `@ada`. */
  readonly name: string;
  readonly realName: string;
  readonly isAdmin?: boolean;
  /** A guest. */
  readonly isRestricted?: boolean;
  /** Of another team, seen through a shared channel. */
  readonly isStranger?: boolean;
  readonly teamId?: string;
}

export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
}

interface SeedChannel {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
}

export interface App {
  readonly id: string;
  readonly name: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
}

/** What a Slack workspace holds before anybody does anything. */
export interface Workspace {
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly app: App;
  readonly users: readonly Person[];
  readonly groups: readonly UserGroup[];
  readonly channels: readonly SeedChannel[];
}

const everybody = ['U0ADA', 'U0GRACE', 'U0LIN', 'U0OMAR', 'U0NINA', 'U0EVE', 'U0OUT'];

export const demoWorkspace: Workspace = {
  team: { id: 'T0VPC', name: 'Acme', domain: 'acme' },
  app: {
    id: 'A0VPCBOT',
    name: 'vpcbot',
    botUserId: 'U0VPCBOT',
    botId: 'B0VPCBOT',
    botToken: 'xoxb-sandbox',
    appToken: 'xapp-sandbox',
    signingSecret: 'sandbox-signing-secret',
  },
  users: [
    { id: 'U0ADA', name: 'ada', realName: 'Ada, platform engineer', isAdmin: true },
    { id: 'U0GRACE', name: 'grace', realName: 'Grace, platform engineer' },
    { id: 'U0LIN', name: 'lin', realName: 'Lin, platform engineer' },
    { id: 'U0OMAR', name: 'omar', realName: 'Omar, developer' },
    { id: 'U0NINA', name: 'nina', realName: 'Nina, network engineer' },
    { id: 'U0EVE', name: 'eve', realName: 'Eve, guest', isRestricted: true },
    {
      id: 'U0OUT',
      name: 'oscar',
      realName: 'Oscar, of another company',
      isStranger: true,
      teamId: 'T0OTHER',
    },
  ],
  groups: [
    { id: 'S0PLATFORM', handle: 'platform', name: 'Platform team', users: ['U0ADA', 'U0GRACE', 'U0LIN'] },
    { id: 'S0NET', handle: 'network', name: 'Network team', users: ['U0NINA'] },
  ],
  channels: [
    { id: 'C0VPC', name: 'vpc-requests', members: ['U0VPCBOT', ...everybody] },
    { id: 'C0PAYMENTS', name: 'payments', members: ['U0VPCBOT', ...everybody] },
    { id: 'C0RANDOM', name: 'random', members: everybody },
  ],
};
