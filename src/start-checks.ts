import type { Logger } from 'pino';
import { type Config, ConfigError } from './config.ts';
import type { Deps } from './deps.ts';
import type { Inspection } from './slack/inspection.ts';
import type { Patience } from './start-patience.ts';

const CHANNEL_PROBLEMS = {
  'not-a-member': 'the bot is not in it: type "/invite @vpcbot" there',
  'not-found':
    'there is no such channel, or it is private and the bot is not in it: type "/invite @vpcbot" there',
  archived: 'it is archived: unarchive it or name another',
} as const;

/** Where the bot is not in a channel, nobody would hear of what is asked for. */
export const checkChannels = async (
  config: Config,
  inspection: Inspection,
  patiently: Patience,
): Promise<void> => {
  const channels = new Set([...config.projects.values()].map(({ project }) => project.channel));
  const problems: string[] = [];
  for (const channel of channels) {
    const problem = await patiently(() => inspection.findChannelProblem(channel));
    if (problem !== null) problems.push(`slack channel "${channel}": ${CHANNEL_PROBLEMS[problem]}`);
  }
  if (problems.length > 0) throw new ConfigError(problems);
};

/** A key of another project would make VPCs where nobody looks for them. Who does not answer is asked later. */
export const checkKeys = async (config: Config, timescale: Deps['timescale'], log: Logger): Promise<void> => {
  const problems: string[] = [];
  await Promise.all(
    [...config.projects.values()].map(async ({ project: { name, id } }) => {
      try {
        const { projectId } = await timescale(name).findKeyOwner();
        if (projectId !== id)
          problems.push(`projects.${name}: its key belongs to project "${projectId}", not "${id}"`);
      } catch (err) {
        log.warn({ err, project: name }, 'a key could not be checked');
      }
    }),
  );
  if (problems.length > 0) throw new ConfigError(problems);
};
