import { answer } from './answers.ts';
import type { Message } from './blocks.ts';
import { code, join, listSome, type Mrkdwn, mention, mrkdwn } from './mrkdwn.ts';

const NAMED = 20;

const name = (projects: readonly string[]): Mrkdwn => listSome(projects.map(code), NAMED);

const sayHears = (projects: readonly string[]): Mrkdwn =>
  projects.length === 0
    ? mrkdwn`It is subscribed to nothing.`
    : mrkdwn`It is subscribed to ${name(projects)}; to end one, type \`/vpc unsubscribe\` and its name.`;

/** The requests of these projects are posted in this very channel. */
const sayHome = (projects: readonly string[]): Mrkdwn =>
  mrkdwn`Requests of ${name(projects)} are posted in this channel anyway.`;

export interface Subscribed {
  readonly fresh: readonly string[];
  /** Of those that were named: subscribed before, or posted here anyway. */
  readonly before: readonly string[];
  readonly home: readonly string[];
  /** All that the channel hears of now. */
  readonly hears: readonly string[];
}

/** What only the asker reads. */
export const answerSubscribed = ({ fresh, before, home, hears }: Subscribed): Message =>
  answer(
    join(
      [
        ...(fresh.length === 0 ? [] : [mrkdwn`This channel now hears how requests of ${name(fresh)} end.`]),
        ...(before.length === 0 ? [] : [mrkdwn`This channel is subscribed to ${name(before)} already.`]),
        ...(home.length === 0 ? [] : [sayHome(home)]),
        sayHears(hears),
      ],
      ' ',
    ),
  );

/** `ended`: those that were subscribed; `named`: what was asked for, where something was. */
export const answerUnsubscribed = (
  ended: readonly string[],
  named: string | undefined,
  hears: readonly string[],
): Message => {
  const lead =
    ended.length > 0
      ? mrkdwn`This channel hears no more of ${name(ended)}.`
      : named === undefined
        ? mrkdwn`There is no subscription that you may end here.`
        : mrkdwn`This channel is not subscribed to ${code(named)}.`;
  return answer(mrkdwn`${lead} ${sayHears(hears)}`);
};

/** What the channel reads, once. */
export const announceSubscribed = (userId: string, projects: readonly string[]): Message =>
  answer(
    mrkdwn`${mention(userId)} subscribed this channel to ${name(projects)}. vpcbot says here how their requests end: what became active, failed, expired, was deleted or has moved. To end it, type \`/vpc unsubscribe\`.`,
  );

export const announceUnsubscribed = (userId: string, projects: readonly string[]): Message =>
  answer(mrkdwn`${mention(userId)} ended this channel’s subscription to ${name(projects)}.`);

/** Why nothing can be said there. */
export const answerNoPlace = (
  why: 'direct' | 'not-a-member' | 'not-found' | 'archived',
  verb: 'subscribe' | 'unsubscribe',
): Message => {
  switch (why) {
    case 'direct':
      return answer(
        mrkdwn`Only a channel can be subscribed, not a direct message. Type \`/vpc ${verb}\` in the channel that it is about.`,
      );
    case 'not-a-member':
    case 'not-found':
      return answer(
        mrkdwn`vpcbot is not in this channel, so it could say nothing here. Type \`/invite @vpcbot\`, then \`/vpc ${verb}\` again.`,
      );
    case 'archived':
      return answer(mrkdwn`This channel is archived, so nothing can be said in it. Choose another channel.`);
    default:
      return why satisfies never;
  }
};
