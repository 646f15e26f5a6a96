import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../src/deps.ts';
import { buildPickOptions, type Choice } from '../src/slack/pick.ts';
import { listKnownVpcs, vpcWord } from './find-vpc.ts';
import { findOwnProjects } from './people.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'projects' | 'log'>;

type OptionsArgs = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs;

/** What a menu that searches offers to somebody: only what this person may see. */
const createOptions =
  (list: (deps: Needs, userId: string) => Promise<readonly Choice[]>) =>
  (deps: Needs) =>
  async ({ ack, body, payload }: OptionsArgs) => {
    const choices = await list(deps, body.user.id).catch((err: unknown) => {
      deps.log.warn({ err }, 'a menu could not be filled');
      return [];
    });
    await ack({ options: buildPickOptions(choices, payload.value) });
  };

export const createProjectOptions = createOptions(async (deps, userId) =>
  (await findOwnProjects(deps, userId)).map(({ name }) => ({ words: name, value: name })),
);

export const createVpcOptions = createOptions(async (deps, userId) =>
  (await listKnownVpcs(deps, userId)).map(({ vpc }) => ({
    words: `${vpc.name} · ${vpc.cidr.text} · ${vpc.region} · ${vpc.project}`,
    value: vpcWord(vpc),
  })),
);
