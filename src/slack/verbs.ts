/** Who may use a verb: it is judged again, per project, each time. `anyone` reads what they may see. */
export type VerbAudience = 'anyone' | 'readers' | 'requesters' | 'owners';

export interface VerbWords {
  /** What follows the verb: `[optional]`, `<required>`. */
  readonly usage: string;
  /** What it does, in one line. */
  readonly meaning: string;
  readonly example: string;
  /** How it looks at another product or cloud. */
  readonly also?: string;
  readonly audience: VerbAudience;
}

/** Every verb there is, in the order help shows them. */
export const VERBS = {
  create: {
    usage: '[project] [region] [cidr]',
    meaning: 'Makes a VPC with its first peerings.',
    example: 'create payments us-east-1 10.0.0.0/24',
    also: 'create metrics google-europe-west1 10.0.0.0/24',
    audience: 'requesters',
  },
  list: {
    usage: '[project]',
    meaning: 'Lists the VPCs of one project, or of all.',
    example: 'list payments',
    audience: 'readers',
  },
  show: {
    usage: '<vpc>',
    meaning: 'Shows one VPC, its identifiers and its peerings.',
    example: 'show payments-us-east-1',
    audience: 'readers',
  },
  peer: {
    usage: '[vpc] [account] [vpc-id] [region] [ranges], or [vpc] [network link] [ranges]',
    meaning: 'Peers a VPC with one more network of yours, or shares a peering that is there.',
    example: 'peer payments-us-east-1 123456789012 vpc-0a1b2c3d4e5f67890',
    also: 'peer metrics-google-europe-west1 projects/acme-net/global/networks/default',
    audience: 'requesters',
  },
  unpeer: {
    usage: '<peering>',
    meaning: 'Deletes a peering, or leaves one that you share.',
    example: 'unpeer pcx-0123456789abcdef0',
    audience: 'owners',
  },
  services: {
    usage: '[project]',
    meaning: 'Lists services, where each is reached, and what to choose for a new one.',
    example: 'services payments',
    audience: 'readers',
  },
  attach: {
    usage: '[service] [vpc]',
    meaning: 'Moves a service from the public internet into a VPC.',
    example: 'attach payments-db payments-us-east-1',
    audience: 'requesters',
  },
  detach: {
    usage: '<service>',
    meaning: 'Moves a service back to the public internet.',
    example: 'detach payments-db',
    audience: 'requesters',
  },
  migrate: {
    usage: '<service> <vpc|public>',
    meaning: 'Moves a service from one VPC to another, or to the public internet.',
    example: 'migrate payments-db payments-us-east-1-b',
    audience: 'requesters',
  },
  rename: {
    usage: '<vpc> <name>',
    meaning: 'Gives a VPC another name.',
    example: 'rename payments-us-east-1 payments-main',
    audience: 'requesters',
  },
  delete: {
    usage: '<vpc>',
    meaning: 'Deletes a VPC and its peerings.',
    example: 'delete payments-us-east-1',
    audience: 'owners',
  },
  regions: {
    usage: '[project]',
    meaning: 'Lists the regions where a VPC can be.',
    example: 'regions payments',
    audience: 'anyone',
  },
  cidr: {
    usage: '<project> [/prefix]',
    meaning: 'Offers ranges that nothing uses yet.',
    example: 'cidr payments /24',
    audience: 'readers',
  },
  check: {
    usage: '<cidr>',
    meaning: 'Says what a range would overlap.',
    example: 'check 10.0.0.0/24',
    audience: 'readers',
  },
  quota: {
    usage: '[project], or increase <project>',
    meaning: 'Shows how many VPCs are used, or asks for more.',
    example: 'quota payments',
    audience: 'readers',
  },
  verify: {
    usage: '<vpc>',
    meaning: 'Looks whether a VPC can be reached, and says what is missing.',
    example: 'verify payments-us-east-1',
    audience: 'readers',
  },
  cancel: {
    usage: '<request>',
    meaning: 'Stops a request and removes what it made so far.',
    example: 'cancel R12',
    audience: 'owners',
  },
  retry: {
    usage: '<request>',
    meaning: 'Tries a failed request again; a peering can be corrected first.',
    example: 'retry R12',
    audience: 'owners',
  },
  subscribe: {
    usage: '[project]',
    meaning: 'Tells this channel how requests of a project end.',
    example: 'subscribe payments',
    audience: 'readers',
  },
  unsubscribe: {
    usage: '[project]',
    meaning: 'Stops telling this channel.',
    example: 'unsubscribe payments',
    audience: 'readers',
  },
  history: {
    usage: '<vpc|project>',
    meaning: 'Tells who did what, when and why.',
    example: 'history payments-us-east-1',
    audience: 'readers',
  },
  doctor: {
    usage: '',
    meaning: 'Checks vpcbot’s connections and its permissions in your clouds, and says how to mend them.',
    example: 'doctor',
    audience: 'readers',
  },
  help: {
    usage: '[verb]',
    meaning: 'Shows what you can type, or how one verb works.',
    example: 'help create',
    audience: 'anyone',
  },
} as const satisfies Record<string, VerbWords>;

export type Verb = keyof typeof VERBS;

/** How people read the verbs: each stands in one group. */
export const VERB_GROUPS = [
  { title: 'VPCs', verbs: ['create', 'list', 'show', 'rename', 'delete'] },
  { title: 'Peerings', verbs: ['peer', 'unpeer', 'verify'] },
  { title: 'Services', verbs: ['services', 'attach', 'detach', 'migrate'] },
  { title: 'Regions and ranges', verbs: ['regions', 'cidr', 'check'] },
  { title: 'Requests and quotas', verbs: ['cancel', 'retry', 'quota', 'history'] },
  { title: 'This bot', verbs: ['subscribe', 'unsubscribe', 'doctor', 'help'] },
] as const satisfies readonly { readonly title: string; readonly verbs: readonly Verb[] }[];

/** Whom an audience is made of, as a sentence goes on after “who may use it:”. */
export const AUDIENCE_WORDS: { readonly [A in VerbAudience]: string } = {
  anyone: 'everybody',
  readers: 'requesters, approvers and admins of a project, who see that project',
  requesters: 'requesters and admins of the project',
  owners: 'whoever asked for it, and approvers and admins of its project',
};
