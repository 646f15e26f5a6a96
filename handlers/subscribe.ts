import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../src/deps.ts';
import type { Message } from '../src/slack/blocks.ts';
import {
  announceSubscribed,
  announceUnsubscribed,
  answerNoPlace,
  answerSubscribed,
  answerUnsubscribed,
} from '../src/slack/subscription-answers.ts';
import { findNamedProjects } from './find-projects.ts';
import { doing, findReadableProjects } from './people.ts';
import { answerFor } from './trouble.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'inspection' | 'projects' | 'now' | 'log'>;

/** Who types it, and in which channel. */
interface Typing {
  readonly user: string;
  readonly channel: string;
  readonly id: string;
  readonly team: string;
}

/** What the asker alone reads, and what the channel reads once; null: nothing has changed for it. */
interface SubscriptionAnswer {
  readonly message: Message;
  readonly announcement: Message | null;
}

const toAsker = (message: Message): SubscriptionAnswer => ({ message, announcement: null });

const isDirect = (channel: string): boolean => channel.startsWith('D');

/** The channel hears of one project, or of all that the asker may see. */
const subscribe = async (
  deps: Needs,
  named: string | undefined,
  typing: Typing,
): Promise<SubscriptionAnswer> => {
  const { store, inspection, now } = deps;
  const { user, channel } = typing;
  if (isDirect(channel)) return toAsker(answerNoPlace('direct', 'subscribe'));
  const [found, problem] = await Promise.all([
    findNamedProjects(deps, user, named, 'subscribe'),
    inspection.findChannelProblem(channel),
  ]);
  if (found.kind === 'answer') return toAsker(found.message);
  if (problem !== null) return toAsker(answerNoPlace(problem, 'subscribe'));
  const home = found.projects.filter((project) => project.channel === channel).map(({ name }) => name);
  const abroad = found.projects.map(({ name }) => name).filter((name) => !home.includes(name));
  const fresh = await store.subscribe(channel, abroad, doing({ now }, 'command', typing));
  return {
    message: answerSubscribed({
      fresh,
      before: abroad.filter((name) => !fresh.includes(name)),
      home,
      hears: await store.listSubscriptions(channel),
    }),
    announcement: fresh.length === 0 ? null : announceSubscribed(user, fresh),
  };
};

/** Of one project, or of all that the asker may see. */
const unsubscribe = async (
  { store, directory, projects, now }: Needs,
  named: string | undefined,
  typing: Typing,
): Promise<SubscriptionAnswer> => {
  const { user, channel } = typing;
  if (isDirect(channel)) return toAsker(answerNoPlace('direct', 'unsubscribe'));
  const readable = (await findReadableProjects({ directory, projects }, user)).map(({ name }) => name);
  // What is no longer configured cannot be judged, and tells nothing any more.
  const mine = (await store.listSubscriptions(channel)).filter(
    (project) => readable.includes(project) || !projects.has(project),
  );
  const wanted = mine.filter(
    (project) => named === undefined || project.toLowerCase() === named.toLowerCase(),
  );
  const ended = await store.unsubscribe(channel, wanted, doing({ now }, 'command', typing));
  return {
    message: answerUnsubscribed(ended, named, await store.listSubscriptions(channel)),
    announcement: ended.length === 0 ? null : announceUnsubscribed(user, ended),
  };
};

/** `/vpc subscribe [project]` and `/vpc unsubscribe [project]`: recorded before Slack is answered. */
export const createSubscription =
  (deps: Needs) =>
  async (
    kind: 'subscribe' | 'unsubscribe',
    project: string | undefined,
    { command, ack, respond }: SlackCommandMiddlewareArgs & AllMiddlewareArgs,
  ) => {
    const { user_id: user, channel_id: channel, trigger_id: id, team_id: team } = command;
    const change = kind === 'subscribe' ? subscribe : unsubscribe;
    const { message, announcement } = await change(deps, project, { user, channel, id, team }).catch(
      (err: unknown) => {
        deps.log.error({ err }, 'a subscription could not be changed');
        return toAsker(answerFor(err));
      },
    );
    await ack();
    await respond({ ...message, response_type: 'ephemeral' });
    if (announcement !== null) await respond({ ...announcement, response_type: 'in_channel' });
  };
