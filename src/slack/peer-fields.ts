import type { Button, KnownBlock } from '@slack/types';
import { CLOUDS, type Cloud } from '../domain/cloud.ts';
import { PEERS_AT_ONCE, type PeerProblems, type TypedPeer } from '../domain/peer-request.ts';
import { AWS_REGIONS } from '../domain/region.ts';
import { actions, button, divider, section, selectInput, textInput } from './blocks.ts';
import { type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import {
  renderAccountIdProblem,
  renderAzureProblem,
  renderGoogleProblem,
  renderOtherCloud,
  renderSamePeer,
  renderVpcIdProblem,
} from './peer-problem-words.ts';
import { shorten } from './plain-words.ts';
import { renderPeerRangeProblem, renderRegionProblem } from './problem-words.ts';
import { readField, type ViewValues } from './view-values.ts';

/** What is asked of a network, cloud by cloud, in the order of the form. The first tells which cloud it is. */
const FIELDS_OF = {
  aws: ['accountId', 'vpcId', 'region', 'ranges'],
  google: ['googleProject', 'network', 'ranges'],
  azure: ['subscriptionId', 'resourceGroup', 'vnet', 'tenantId', 'appId', 'ranges'],
} as const satisfies Record<Cloud, readonly string[]>;

type PeerField = (typeof FIELDS_OF)[Cloud][number];

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

/** Action ids of the buttons that make the form ask for one network more, or for one less. */
export const ADD_PEER = 'add_peer';
export const DROP_PEER = 'drop_peer';

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
const nameField = (label: string, at: number): string => (at === 0 ? label : `${label} (peering ${at + 1})`);

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

const buildButtons = (count: number, least: number): readonly Button[] => [
  ...(count < PEERS_AT_ONCE
    ? [
        button({
          action: ADD_PEER,
          words: count === 0 ? 'Add a peering' : 'Add another peering',
          value: String(count),
        }),
      ]
    : []),
  ...(count > least
    ? [
        button({
          action: DROP_PEER,
          words: 'Remove the last',
          value: String(count),
          label: `Remove peering ${count}`,
        }),
      ]
    : []),
];

export interface PeerList {
  readonly typed: readonly TypedPeer[];
  /** How many it asks for at least. */
  readonly least: 0 | 1;
  /** Above the first. */
  readonly lead: Mrkdwn;
  /** In the place of the first, where there is none. */
  readonly none: Mrkdwn;
  /** What a network of Azure takes before Timescale can be asked for it. */
  readonly azureBefore: readonly KnownBlock[];
}

/** Slack takes 100 blocks, and whoever asks for more networks than these has done it before. */
const BEFORE_SHOWN = 5;

/** As many networks as somebody wants, with the buttons for one more and one less. */
export const buildPeerList = ({ typed, least, lead, none, azureBefore }: PeerList): readonly KnownBlock[] => [
  ...(typed.length === 0 ? [divider, section(none)] : []),
  ...typed.flatMap((one, at) => [
    divider,
    section(at === 0 ? lead : mrkdwn`*Peering ${at + 1}*`),
    ...buildPeerFields(one, at),
  ]),
  ...actions(buildButtons(typed.length, least)),
  ...(typed.length <= BEFORE_SHOWN && typed.some(({ kind }) => kind === 'azure') ? azureBefore : []),
];

const isShown = (values: ViewValues, cloud: Cloud, at: number): boolean =>
  Object.hasOwn(values, peerField(FIELDS_OF[cloud][0], at));

/** The network that the form asks for at this place; which fields it shows tells the cloud. */
export const parsePeerFields = (values: ViewValues, at = 0): TypedPeer => {
  const read = (field: PeerField): string => readField(values, peerField(field, at));
  const ranges = read('ranges');
  if (isShown(values, 'google', at)) {
    return { kind: 'google', projectId: read('googleProject'), network: read('network'), ranges };
  }
  if (isShown(values, 'azure', at)) {
    const subscriptionId = read('subscriptionId');
    const resourceGroup = read('resourceGroup');
    const rest = { vnet: read('vnet'), tenantId: read('tenantId'), appId: read('appId') };
    return { kind: 'azure', subscriptionId, resourceGroup, ...rest, ranges };
  }
  const accountId = read('accountId');
  return { kind: 'aws', accountId, vpcId: read('vpcId'), region: read('region'), ranges };
};

/** Every network that the form asks for, filled in or not. */
export const parsePeerList = (values: ViewValues): readonly TypedPeer[] => {
  const places = Array.from({ length: PEERS_AT_ONCE }, (_, at) => at);
  const shown = places.filter((at) => CLOUDS.some((cloud) => isShown(values, cloud, at)));
  return shown.map((at) => parsePeerFields(values, at));
};

/** The same after one of its buttons was pressed. */
export const resizePeerList = (values: ViewValues, pressed: string): readonly TypedPeer[] => {
  const typed = parsePeerList(values);
  const kind = typed.at(-1)?.kind ?? 'aws';
  if (pressed === ADD_PEER) return [...typed, noPeer(kind)].slice(0, PEERS_AT_ONCE);
  return pressed === DROP_PEER ? typed.slice(0, -1) : typed;
};

const SENTENCES_SHOWN = 3;
const LONGEST_ERROR = 1000;

/** Several problems of one field in one text; past three, how many more. */
export const sentences = (all: readonly string[]): string => {
  const rest = all.length - SENTENCES_SHOWN;
  const shown = all.slice(0, SENTENCES_SHOWN);
  return shorten([...shown, ...(rest > 0 ? [`And ${rest} more.`] : [])].join(' '), LONGEST_ERROR);
};

/** What is wrong with the network as a whole stands beside its own name. */
const renderWhole = ({ cloud, same }: PeerProblems): string | undefined =>
  cloud === undefined ? same && renderSamePeer(same) : renderOtherCloud(cloud);

const renderVpcId = (problems: PeerProblems): string | undefined =>
  problems.vpcId === undefined ? renderWhole(problems) : renderVpcIdProblem(problems.vpcId);
const renderNetwork = (problems: PeerProblems): string | undefined =>
  problems.network === undefined ? renderWhole(problems) : renderGoogleProblem(problems.network);
const renderVnet = (problems: PeerProblems): string | undefined =>
  problems.vnet === undefined ? renderWhole(problems) : renderAzureProblem(problems.vnet);

/** What is wrong with one network, by the action id of the field where it is wrong. */
export const peerErrors = (problems: PeerProblems, at = 0): Readonly<Record<string, string>> => {
  const { accountId, region, ranges, projectId, subscriptionId, resourceGroup, tenantId, appId } = problems;
  const errors: { readonly [F in PeerField]?: string | undefined } = {
    accountId: accountId && renderAccountIdProblem(accountId),
    vpcId: renderVpcId(problems),
    region: region && renderRegionProblem(region),
    googleProject: projectId && renderGoogleProblem(projectId),
    network: renderNetwork(problems),
    subscriptionId: subscriptionId && renderAzureProblem(subscriptionId),
    resourceGroup: resourceGroup && renderAzureProblem(resourceGroup),
    vnet: renderVnet(problems),
    tenantId: tenantId && renderAzureProblem(tenantId),
    appId: appId && renderAzureProblem(appId),
    ranges: ranges && sentences(ranges.map(renderPeerRangeProblem)),
  };
  // Slack takes no error for a field that the form does not show.
  const shown: readonly PeerField[] = FIELDS_OF[problems.kind ?? 'aws'];
  return Object.fromEntries(
    shown.flatMap((field) => (errors[field] === undefined ? [] : [[peerField(field, at), errors[field]]])),
  );
};

/** The same for the whole list. */
export const peerListErrors = (problems: readonly PeerProblems[]): Readonly<Record<string, string>> =>
  Object.assign({}, ...problems.map((one, at) => peerErrors(one, at)));
