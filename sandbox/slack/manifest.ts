import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

export interface SlashCommand {
  /** `/vpc` */
  readonly command: string;
  readonly description: string;
  readonly usageHint: string;
}

/** What an app declares of itself: what is not declared, Slack neither offers people nor allows the app. */
export interface AppManifest {
  /** The scopes of the bot token. */
  readonly scopes: readonly string[];
  readonly commands: readonly SlashCommand[];
  readonly globalShortcuts: readonly { readonly name: string; readonly callbackId: string }[];
  /** The events that the bot is told of. */
  readonly events: readonly string[];
  readonly hasHome: boolean;
  /** Whether the app's direct messages are there at all, and whether people can write in them. */
  readonly hasMessages: boolean;
  readonly isReadOnly: boolean;
}

/** https://docs.slack.dev/reference/app-manifest, as far as it shows in the sandbox. */
const written = z.object({
  features: z.object({
    app_home: z
      .object({
        home_tab_enabled: z.boolean().default(false),
        messages_tab_enabled: z.boolean().default(true),
        messages_tab_read_only_enabled: z.boolean().default(false),
      })
      .prefault({}),
    slash_commands: z
      .array(
        z.object({
          command: z.string(),
          description: z.string().default(''),
          usage_hint: z.string().default(''),
        }),
      )
      .default([]),
    shortcuts: z
      .array(z.object({ name: z.string(), type: z.enum(['global', 'message']), callback_id: z.string() }))
      .default([]),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z
    .object({
      event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).prefault({}),
    })
    .prefault({}),
});

/** The manifest that people paste into Slack; the project's own unless another file is given. */
export const readManifest = (file = new URL('../../manifest.yml', import.meta.url)): AppManifest => {
  const { features, oauth_config, settings } = written.parse(parse(readFileSync(file, 'utf8')));
  return {
    scopes: oauth_config.scopes.bot,
    commands: features.slash_commands.map(({ usage_hint, ...rest }) => ({
      ...rest,
      usageHint: usage_hint.trim(),
    })),
    globalShortcuts: features.shortcuts
      .filter(({ type }) => type === 'global')
      .map(({ name, callback_id }) => ({ name, callbackId: callback_id })),
    events: settings.event_subscriptions.bot_events,
    hasHome: features.app_home.home_tab_enabled,
    hasMessages: features.app_home.messages_tab_enabled,
    isReadOnly: features.app_home.messages_tab_read_only_enabled,
  };
};
