import type { KnownBlock } from '@slack/types';
import type { CleanUpGuide } from '../domain/guide.ts';
import { copyable, section } from './blocks.ts';
import { code, link, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { nameAccount, namePlace } from './outcome-words.ts';
import { nameEnd } from './timescale-end-words.ts';

/** What of a peering that is gone stays on the other side. */
export const renderLeft = (guide: CleanUpGuide): Mrkdwn => {
  switch (guide.kind) {
    case 'aws': {
      const { peering, vpcCidr } = guide.facts;
      return mrkdwn`In ${namePlace(peering.peer)}, every route to ${code(vpcCidr.text)} through ${nameEnd(peering)} is a blackhole now. Delete it in the ${link(guide.consoleUrl, 'route tables')}, and the security group that was made for it.`;
    }
    case 'google': {
      const { peering } = guide.facts;
      return mrkdwn`In ${nameAccount(peering.peer)}, the peering of ${code(peering.peer.network)} with ${nameEnd(peering)} stays behind and is inactive. Delete it under ${link(guide.consoleUrl, 'VPC network peering')}, and the firewall rule that was made for it.`;
    }
    case 'azure': {
      const { peering } = guide.facts;
      return mrkdwn`In ${nameAccount(peering.peer)}, the peering of ${code(peering.peer.vnet)} with ${nameEnd(peering)} stays behind and is disconnected. Delete it, and the role of Timescale’s application on that network if no other peering needs it.`;
    }
    default:
      return guide satisfies never;
  }
};

interface Shown {
  readonly words: Mrkdwn;
  readonly command: string;
}

/** What it takes at least, in order; the rest is for whoever has more to delete. */
const listCommands = (guide: CleanUpGuide): readonly Shown[] => {
  switch (guide.kind) {
    case 'aws':
      return guide.steps.flatMap(({ act, command }): readonly Shown[] => {
        if (act === 'blackholes') return [{ words: mrkdwn`The AWS CLI finds these routes:`, command }];
        if (act === 'delete-routes')
          return [{ words: mrkdwn`And this deletes them, and no others:`, command }];
        return [];
      });
    case 'google': {
      const words = {
        peerings: mrkdwn`The gcloud CLI lists your peerings:`,
        'delete-peering': mrkdwn`This deletes the one to Timescale’s network, and no other:`,
        'delete-rule': mrkdwn`And this deletes the firewall rule, where one was made:`,
      } as const;
      return guide.steps.map(({ act, command }) => ({ words: words[act], command }));
    }
    case 'azure': {
      const words = {
        peerings: mrkdwn`The Azure CLI lists your peerings:`,
        'delete-peering': mrkdwn`And this deletes the one to Timescale’s network, and no other:`,
      } as const;
      return guide.steps.map(({ act, command }) => ({ words: words[act], command }));
    }
    default:
      return guide satisfies never;
  }
};

export const buildCleanUpBlocks = (guide: CleanUpGuide): readonly KnownBlock[] => [
  section(renderLeft(guide)),
  ...listCommands(guide).flatMap(({ words, command }) => [section(words), copyable(command)]),
];
