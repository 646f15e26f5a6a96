import type { AllMiddlewareArgs, GlobalShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { type ChangeDeps, openChange } from './change.ts';
import { createCreateVpc } from './create-vpc.ts';

/** As manifest.yml names it. */
export const CREATE_SHORTCUT = 'vpcbot_create';

/** "Create a VPC" from anywhere in Slack. */
export const createCreateShortcut =
  (deps: ChangeDeps) =>
  async ({ ack, shortcut, client }: SlackShortcutMiddlewareArgs<GlobalShortcut> & AllMiddlewareArgs) => {
    await ack();
    const { trigger_id: triggerId, user } = shortcut;
    await openChange(deps, createCreateVpc(deps), { client, triggerId, userId: user.id }, async () => ({}));
  };
