import type { Deps } from '../src/deps.ts';
import type { Message } from '../src/slack/blocks.ts';
import type { Command } from '../src/slack/command-text.ts';
import { explain } from './read-help.ts';
import { readQuota } from './read-quota.ts';
import { checkTypedRange, offerFreeRanges } from './read-ranges.ts';
import { listRegions } from './read-regions.ts';
import { listServices } from './read-services.ts';
import { listVpcs, showVpc } from './read-vpcs.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'projects' | 'networks' | 'timing' | 'log'>;

/** Commands that change nothing and answer only the asker. */
export type ReadCommand = Extract<
  Command,
  { kind: 'help' | 'list' | 'show' | 'services' | 'regions' | 'cidr' | 'check' | 'quota' }
>;

/** What the asker is told. */
export const answerRead = async (deps: Needs, command: ReadCommand, user: string): Promise<Message> => {
  switch (command.kind) {
    case 'help':
      return explain(deps, user, command.verb);
    case 'list':
      return listVpcs(deps, user, command.project);
    case 'show':
      return showVpc(deps, user, command.vpc);
    case 'services':
      return listServices(deps, user, command.project);
    case 'regions':
      return listRegions(deps, user, command.project);
    case 'cidr':
      return offerFreeRanges(deps, user, command);
    case 'check':
      return checkTypedRange(deps, user, command.cidr);
    case 'quota':
      return readQuota(deps, user, command.project);
    default:
      return command satisfies never;
  }
};
