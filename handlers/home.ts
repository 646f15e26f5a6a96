import type {
  AllMiddlewareArgs,
  BlockButtonAction,
  SlackActionMiddlewareArgs,
  SlackEventMiddlewareArgs,
} from '@slack/bolt';
import type { Deps } from '../src/deps.ts';
import { buildAnswerView } from '../src/slack/answer-view.ts';
import { explain } from './read-help.ts';

type Needs = Pick<Deps, 'store' | 'wake' | 'directory' | 'projects' | 'now' | 'log'>;

/** Somebody opened the App Home: what it shows is published by a job, now and whenever it changes. */
export const createHomeOpened =
  ({ store, wake, now }: Needs) =>
  async ({ event }: SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs) => {
    if (event.tab !== 'home') return;
    await store.recordHomeOpened(event.user, now());
    await wake({ name: 'publish-home', payload: { userId: event.user } });
  };

/** Help in the App Home. */
export const createHomeHelp =
  (deps: Needs) =>
  async ({ ack, body, client }: SlackActionMiddlewareArgs<BlockButtonAction> & AllMiddlewareArgs) => {
    await ack();
    const view = buildAnswerView('Help', await explain(deps, body.user.id, undefined));
    await client.views.open({ trigger_id: body.trigger_id, view });
  };
