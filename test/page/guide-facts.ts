import fc from 'fast-check';
import type { GuideFacts } from '../../sandbox/page/beside/guide-step.ts';

type Peering = GuideFacts['tiger']['projects'][number]['vpcs'][number]['peerings'][number];
export type Pcx = GuideFacts['pcxs'][number];

const aPeering: Peering = {
  id: '1',
  vpcId: '1',
  accountId: '123456789012',
  region: 'us-east-1',
  peerVpcId: 'vpc-0a1b2c3d4e5f60718',
  createdAt: 0,
  approvedAt: 0,
  activeAfter: 0,
  pcxId: 'pcx-1',
  goneAt: null,
  status: 'PENDING',
};

const project = (id: string, ...vpcs: readonly (readonly Peering['status'][])[]) => ({
  id,
  name: id,
  plan: 'PERFORMANCE',
  vpcLimit: 3,
  services: [],
  vpcs: vpcs.map((peerings, index) => ({
    id: String(index),
    projectId: id,
    name: 'payments',
    cidr: '10.4.0.0/24',
    region: 'us-east-1',
    createdAt: 0,
    readyAt: 0,
    goneAt: null,
    peerings: peerings.map((status) => ({ ...aPeering, status })),
  })),
});

const field = (label: string, shown: string, isOptional = false) => ({
  label,
  shown,
  actionId: label,
  blockId: label,
  type: 'plain_text_input',
  hint: '',
  isOptional,
  value: shown,
  options: [],
  error: null,
});

export const form = (...filled: readonly string[]) => ({
  callbackId: 'create_vpc',
  fields: ['Name', 'Region', 'AWS account', 'Your VPC', 'Your VPC’s ranges'].map((label) =>
    field(label, filled.includes(label) ? 'something' : '', label === 'Your VPC’s ranges'),
  ),
});

/** As it is for a project whose networks are Google's. */
export const googleForm = () => ({
  callbackId: 'create_vpc',
  fields: [field('Region', 'europe-west1'), field('Google Cloud project', ''), field('Your VPC network', '')],
});

export const pcx = (id: string, status: Pcx['status'], at = '2026-01-05T09:00:00.000Z'): Pcx => ({
  id,
  status,
  at,
});

export const said = (text: string, isBroadcast = true) => ({
  ts: '2.0',
  threadTs: '1.0',
  isBroadcast,
  lines: [text],
  buttons: [],
});

/** The plan for the other side; without a button to complete it while the bot is at it. */
export const plan = (pcxId: string, isReady = true) => ({
  ...said(`R1: the peering ${pcxId}`, false),
  ts: '3.0',
  buttons: [...(isReady ? [{ actionId: 'complete_side' }] : []), { actionId: 'look_at_side' }],
});

export const nothing: GuideFacts = {
  modals: [],
  tiger: { projects: [project('rp1pz7uyae'), project('rp2analytic', [])] },
  pcxs: [],
  messages: [],
};
export const made = (...peerings: readonly Peering['status'][]): Pick<GuideFacts, 'tiger'> => ({
  tiger: { projects: [project('rp1pz7uyae', peerings)] },
});

/** What the world may look like, however it came to that. */
export const anything: fc.Arbitrary<GuideFacts> = fc.record({
  modals: fc.array(
    fc.constantFrom(form(), form('Region', 'AWS account'), { callbackId: 'other', fields: [] }),
    {
      maxLength: 3,
    },
  ),
  tiger: fc
    .array(
      fc.array(
        fc.constantFrom<Peering['status']>('PENDING', 'APPROVED', 'ACTIVE', 'INVALID', 'TIMEOUT', 'DISABLED'),
        { maxLength: 3 },
      ),
      { maxLength: 3 },
    )
    .map((vpcs) => ({ projects: [project('rp1pz7uyae', ...vpcs)] })),
  pcxs: fc.array(
    fc.record({
      id: fc.constantFrom('pcx-1', 'pcx-2', 'pcx-3'),
      status: fc.constantFrom<Pcx['status']>(
        'pending-acceptance',
        'active',
        'rejected',
        'expired',
        'deleted',
      ),
      at: fc.constantFrom('2026-01-05T09:00:00.000Z', '2026-01-06T09:00:00.000Z'),
    }),
    { maxLength: 4 },
  ),
  messages: fc.array(
    fc.constantFrom<GuideFacts['messages'][number]>(
      said('pcx-1 is active'),
      said('pcx-2 is active'),
      said('pcx-1', false),
      said('hello'),
      plan('pcx-1'),
      plan('pcx-2', false),
    ),
    { maxLength: 4 },
  ),
});
