import type { KnownBlock } from '@slack/types';
import type { Cloud } from '../domain/cloud.ts';
import type { TypedPeer } from '../domain/peer-request.ts';
import { AWS_REGIONS } from '../domain/region.ts';
import { selectInput, textInput } from './blocks.ts';
import { readChoice } from './network-field.ts';
import { readField, type ViewValues } from './view-values.ts';

/** What is asked of a network, cloud by cloud, in the order of the form. The first tells which cloud it is. */
export const FIELDS_OF = {
  aws: ['accountId', 'vpcId', 'region', 'ranges'],
  google: ['googleProject', 'network', 'ranges'],
  azure: ['subscriptionId', 'resourceGroup', 'vnet', 'tenantId', 'appId', 'ranges'],
} as const satisfies Record<Cloud, readonly string[]>;

export type PeerField = (typeof FIELDS_OF)[Cloud][number];

const FIELDS = {
  accountId: 'peer_account_id',
  vpcId: 'peer_vpc_id',
  region: 'peer_region',
  googleProject: 'peer_google_project',
  network: 'peer_network',
  subscriptionId: 'peer_subscription_id',
  resourceGroup: 'peer_resource_group',
  vnet: 'peer_vnet',
  tenantId: 'peer_tenant_id',
  appId: 'peer_app_id',
  ranges: 'peer_ranges',
} as const satisfies Record<PeerField, string>;

const NOTHING = {
  aws: { kind: 'aws', accountId: '', vpcId: '', region: '', ranges: '' },
  google: { kind: 'google', projectId: '', network: '', ranges: '' },
  azure: {
    kind: 'azure',
    subscriptionId: '',
    resourceGroup: '',
    vnet: '',
    tenantId: '',
    appId: '',
    ranges: '',
  },
} as const satisfies Record<Cloud, TypedPeer>;

/** A network of which nothing is typed yet. */
export const noPeer = (cloud: Cloud): TypedPeer => NOTHING[cloud];

/** The network as that cloud's fields hold it: what was typed for another cloud is of no use there. */
export const fitPeer = (typed: TypedPeer, cloud: Cloud): TypedPeer =>
  typed.kind === cloud ? typed : { ...noPeer(cloud), ranges: typed.ranges };

/** Action and block id of a field of the network at this place, from 0; the same in every form that asks for one. */
export const peerField = (field: PeerField, at = 0): string => `${FIELDS[field]}:${at}`;

const idsOf = (field: PeerField, at: number) => ({
  block: peerField(field, at),
  action: peerField(field, at),
});

/** A label alone must say which of several networks is meant. */
export const nameField = (label: string, at: number): string =>
  at === 0 ? label : `${label} (peering ${at + 1})`;

/** A region that is younger than the list is kept as it was typed. */
const buildPeerRegion = (typed: string, at: number): KnownBlock => {
  const own = typed === '' ? [] : [typed];
  return selectInput({
    ...idsOf('region', at),
    label: nameField('Region of your VPC', at),
    hint: 'Any AWS region. Leave it empty if it is that of the Timescale VPC.',
    choices: [...new Set([...own, ...AWS_REGIONS])].sort(),
    chosen: typed,
    placeholder: 'The same region',
    optional: true,
  });
};

const buildRanges = (typed: TypedPeer, at: number): KnownBlock =>
  textInput({
    ...idsOf('ranges', at),
    label: nameField(typed.kind === 'aws' ? 'Your VPC’s ranges' : 'Your network’s ranges', at),
    hint: 'One or more, with commas in between: 10.8.0.0/16, 10.9.0.0/16. Leave it empty and the Timescale VPC is not checked against your network.',
    typed: typed.ranges,
    placeholder: '10.8.0.0/16',
    longest: 1000,
    lines: true,
    optional: true,
  });

const buildAwsFields = (typed: Extract<TypedPeer, { kind: 'aws' }>, at: number): readonly KnownBlock[] => [
  textInput({
    ...idsOf('accountId', at),
    label: nameField('AWS account', at),
    hint: 'The twelve digits of the account that owns your VPC.',
    typed: typed.accountId,
    placeholder: '123456789012',
    longest: 60,
  }),
  textInput({
    ...idsOf('vpcId', at),
    label: nameField('Your VPC', at),
    hint: 'Its id in that account.',
    typed: typed.vpcId,
    placeholder: 'vpc-0a1b2c3d4e5f67890',
    longest: 200,
  }),
  buildPeerRegion(typed.region, at),
];

const buildGoogleFields = (
  typed: Extract<TypedPeer, { kind: 'google' }>,
  at: number,
): readonly KnownBlock[] => [
  textInput({
    ...idsOf('googleProject', at),
    label: nameField('Google Cloud project', at),
    hint: 'The id of the project that owns your network, not its name or number.',
    typed: typed.projectId,
    placeholder: 'acme-net',
    longest: 100,
  }),
  textInput({
    ...idsOf('network', at),
    label: nameField('Your VPC network', at),
    hint: 'Its name in that project, or a link to it.',
    typed: typed.network,
    placeholder: 'default',
    longest: 300,
  }),
];

/** Label, hint and an example, field by field. */
const AZURE_WORDS = [
  ['subscriptionId', 'Azure subscription', 'The id of the subscription that owns your network.', '8fd1…-…'],
  ['resourceGroup', 'Resource group', 'The one that your virtual network is in.', 'network-rg'],
  ['vnet', 'Your virtual network', 'Its name, or its whole resource id.', 'app-vnet'],
  ['tenantId', 'Azure tenant', 'The id of the Microsoft Entra directory of that subscription.', '55f3…-…'],
  [
    'appId',
    'Application id',
    'The client id of the app registration that may peer your network; the instructions say how to make one.',
    '03a6…-…',
  ],
] as const;

const buildAzureFields = (typed: Extract<TypedPeer, { kind: 'azure' }>, at: number): readonly KnownBlock[] =>
  AZURE_WORDS.map(([field, label, hint, placeholder]) =>
    textInput({
      ...idsOf(field, at),
      label: nameField(label, at),
      hint,
      typed: typed[field],
      placeholder,
      longest: 300,
    }),
  );

const buildOwnFields = (typed: TypedPeer, at: number): readonly KnownBlock[] => {
  switch (typed.kind) {
    case 'aws':
      return buildAwsFields(typed, at);
    case 'google':
      return buildGoogleFields(typed, at);
    case 'azure':
      return buildAzureFields(typed, at);
    default:
      return typed satisfies never;
  }
};

/** The fields of one network. */
export const buildPeerFields = (typed: TypedPeer, at = 0): readonly KnownBlock[] => [
  ...buildOwnFields(typed, at),
  buildRanges(typed, at),
];

/** Whether the form asks for a network of this cloud at this place. */
export const isPeerShown = (values: ViewValues, cloud: Cloud, at: number): boolean =>
  Object.hasOwn(values, peerField(FIELDS_OF[cloud][0], at));

/** The network that the form asks for at this place, chosen or typed. `metadata`: the form's own. */
export const parsePeerFields = (values: ViewValues, at = 0, metadata?: string): TypedPeer => {
  const chosen = readChoice(values, at, metadata);
  if (chosen === null) return parseTypedFields(values, at);
  if (chosen.kind === 'network') return chosen.typed;
  const { kind, cloud } = chosen;
  if (kind === 'nothing') return noPeer(cloud);
  const typed = isPeerShown(values, cloud, at) ? parseTypedFields(values, at) : noPeer(cloud);
  return { ...typed, by: 'hand' };
};

/** What stands in its fields; which of them the form shows tells the cloud. */
const parseTypedFields = (values: ViewValues, at: number): TypedPeer => {
  const read = (field: PeerField): string => readField(values, peerField(field, at));
  const ranges = read('ranges');
  if (isPeerShown(values, 'google', at)) {
    return { kind: 'google', projectId: read('googleProject'), network: read('network'), ranges };
  }
  if (isPeerShown(values, 'azure', at)) {
    const subscriptionId = read('subscriptionId');
    const resourceGroup = read('resourceGroup');
    const rest = { vnet: read('vnet'), tenantId: read('tenantId'), appId: read('appId') };
    return { kind: 'azure', subscriptionId, resourceGroup, ...rest, ranges };
  }
  const accountId = read('accountId');
  return { kind: 'aws', accountId, vpcId: read('vpcId'), region: read('region'), ranges };
};
