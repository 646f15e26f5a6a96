import type { SeenMessage } from '../slack/seen.ts';
import { textOf } from './channel.ts';
import type { Control } from './control.ts';
import type { Cloud } from './place.ts';
import { StoryFailed } from './story-failed.ts';

/** The network that is to reach the VPC, and nina, who owns it. */
export interface OtherSide {
  /** What omar types about it, by the labels of the form. */
  readonly fields: readonly (readonly [label: string, value: string])[];
  /** How the tour calls it. */
  readonly network: string;
  /** Timescale's ends that the thread reads out, all that names them, in their order; null: none so far. */
  readonly listEnds: (messages: readonly SeenMessage[]) => readonly string[] | null;
  /** How messages call such an end for short. */
  readonly shorten: (end: string) => string;
  /** The button of the thread that leads to all the steps, and words that only they have. */
  readonly guide: { readonly button: string; readonly words: string };
  /** What nina does, as the tour tells it, and doing it. */
  readonly tellPart: (end: string) => string;
  readonly doPart: (end: string) => Promise<void>;
  readonly tellEnd: (end: string) => string;
  readonly endPeering: (end: string) => Promise<void>;
}

/** What the thread says, without what was said to the channel above it. */
const threadTexts = (messages: readonly SeenMessage[]): readonly string[] =>
  messages.filter(({ threadTs }) => threadTs !== null).map(textOf);

const orNull = (ends: readonly string[]): readonly string[] | null => {
  const found = [...new Set(ends)];
  return found.length === 0 ? null : found;
};

/** Null: the text lacks one of them. */
const findBoth = (text: string, first: RegExp, second: RegExp): readonly [string, string] | null => {
  const [, one] = first.exec(text) ?? [];
  const [, other] = second.exec(text) ?? [];
  return one === undefined || other === undefined ? null : [one, other];
};

/** An account and a VPC that the sandbox's AWS has. */
const AWS = { account: '123456789012', vpc: 'vpc-0a1b2c3d4e5f60718', ranges: '10.20.0.0/16' } as const;

const openAws = ({ ask }: Control): OtherSide => ({
  fields: [
    ['AWS account', AWS.account],
    ['Your VPC', AWS.vpc],
    ['Your VPC’s ranges', AWS.ranges],
  ],
  network: `${AWS.vpc} with ${AWS.ranges}`,
  listEnds: (messages) =>
    orNull(threadTexts(messages).flatMap((text) => text.match(/\bpcx-[0-9a-f]+/g) ?? [])),
  shorten: (pcx) => pcx,
  guide: { button: 'How to accept', words: 'Check the routes' },
  tellPart: (pcx) =>
    `nina, who owns account ${AWS.account}, compares ${pcx} in AWS with the thread and accepts it.`,
  doPart: async (pcx) => {
    const waiting = await ask<readonly { id: string }[]>('GET', `aws/accounts/${AWS.account}/requests`);
    const ids = waiting.map(({ id }) => id);
    if (!ids.includes(pcx)) throw new StoryFailed(`"${pcx}" in AWS; there is ${ids.join(', ') || 'nothing'}`);
    await ask('POST', `aws/peerings/${pcx}/accept`);
  },
  tellEnd: (pcx) => `nina deletes ${pcx} in AWS, and tells nobody.`,
  endPeering: async (pcx) => void (await ask('DELETE', `aws/peerings/${pcx}`)),
});

const GOOGLE = { project: 'acme-net', network: 'prod', ranges: '10.130.0.0/20, 10.130.16.0/20' } as const;
const PEERING = 'to-timescale';

const openGoogle = ({ ask }: Control): OtherSide => {
  const peerings = `google/projects/${GOOGLE.project}/networks/${GOOGLE.network}/peerings`;
  return {
    fields: [
      ['Google Cloud project', GOOGLE.project],
      ['Your VPC network', GOOGLE.network],
      ['Your network’s ranges', GOOGLE.ranges],
    ],
    network: `network ${GOOGLE.network} of project ${GOOGLE.project} with ${GOOGLE.ranges}`,
    listEnds: (messages) =>
      orNull(
        threadTexts(messages).flatMap((text) => {
          const end = findBoth(text, /^Timescale project (\S+)$/m, /^Timescale network (\S+)$/m);
          return end === null ? [] : [end.join('/')];
        }),
      ),
    shorten: (end) => end,
    guide: { button: 'How to create it', words: 'Check the peering' },
    tellPart: (end) => {
      const [project, network] = end.split('/');
      return `nina, who owns ${GOOGLE.project}, creates the matching peering there: from ${GOOGLE.network} to network ${network} of project ${project}, as the thread names them.`;
    },
    doPart: async (end) => {
      const [peerProject, peerNetwork] = end.split('/');
      await ask('POST', peerings, { name: PEERING, peerProject, peerNetwork });
    },
    tellEnd: (end) =>
      `nina deletes the peering of ${GOOGLE.network} to ${end} in Google Cloud, and tells nobody.`,
    endPeering: async () => void (await ask('DELETE', `${peerings}/${PEERING}`)),
  };
};

/** A network of the sandbox's Azure, and the application that may peer it. */
const AZURE = {
  subscription: '0f1e2d3c-4b5a-4678-9a0b-c1d2e3f4a5b6',
  group: 'acme-net',
  vnet: 'prod-vnet',
  tenant: '7a6b5c4d-3e2f-4a1b-8c9d-0e1f2a3b4c5d',
  app: '2b3c4d5e-6f70-4812-93a4-b5c6d7e8f901',
  ranges: '10.150.0.0/16',
} as const;

const openAzure = ({ ask }: Control): OtherSide => {
  const { subscription, group, vnet, tenant, app, ranges } = AZURE;
  const peerings = `azure/subscriptions/${subscription}/resource-groups/${group}/vnets/${vnet}/peerings`;
  const networkIdOf = (end: string): string => end.slice(end.indexOf('/'));
  const shorten = (end: string): string => end.split('/').at(-1) ?? '';
  return {
    fields: [
      ['Azure subscription', subscription],
      ['Resource group', group],
      ['Your virtual network', vnet],
      ['Azure tenant', tenant],
      ['Application id', app],
      ['Your network’s ranges', ranges],
    ],
    network: `virtual network ${vnet} of subscription ${subscription} with ${ranges}, and his tenant and application`,
    listEnds: (messages) =>
      orNull(
        threadTexts(messages).flatMap((text) => {
          const end = findBoth(text, /^Timescale tenant (\S+)$/m, /^(\/subscriptions\/\S+)$/m);
          return end === null ? [] : [end.join('')];
        }),
      ),
    shorten,
    guide: { button: 'How to create it', words: 'az network vnet peering create ' },
    tellPart: (end) =>
      `nina, who has the application’s password, creates the matching peering: from ${vnet} to ${shorten(end)} in tenant ${end.split('/')[0]}, as the thread names them.`,
    doPart: async (end) =>
      void (await ask('POST', peerings, { name: PEERING, remoteVnet: networkIdOf(end) })),
    tellEnd: (end) => `nina deletes the peering of ${vnet} to ${shorten(end)} in Azure, and tells nobody.`,
    endPeering: async () => void (await ask('DELETE', `${peerings}/${PEERING}`)),
  };
};

const OPEN = { aws: openAws, google: openGoogle, azure: openAzure } as const satisfies Record<
  Cloud,
  (control: Control) => OtherSide
>;

export const openOtherSide = (control: Control, cloud: Cloud): OtherSide => OPEN[cloud](control);
