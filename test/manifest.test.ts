import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AppsManifestValidateArguments } from '@slack/web-api';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { switchboard } from '../handlers/index.ts';
import { SCOPES } from '../src/slack/scopes.ts';
import { VERBS } from '../src/slack/verbs.ts';

type Manifest = AppsManifestValidateArguments['manifest'];
type Scopes = NonNullable<NonNullable<Manifest['oauth_config']>['scopes']>;

const ROOT = resolve(import.meta.dirname, '..');
const SPECS = process.env['VPCBOT_SPECS'] ?? resolve(ROOT, '../shared/specs');
const SCHEMA = resolve(SPECS, 'slack/manifest.schema.2.0.0.json');

/** Slack's own type knows which scopes there are; its schema does not. */
[...SCOPES] satisfies Scopes['bot'];

const text = readFileSync(resolve(ROOT, 'manifest.yml'), 'utf8');
const raw: unknown = parseYaml(text);
const manifest = z
  .object({
    features: z.object({
      app_home: z.object({ home_tab_enabled: z.boolean(), messages_tab_enabled: z.boolean() }),
      shortcuts: z.array(z.object({ name: z.string(), type: z.string(), callback_id: z.string() })),
      slash_commands: z.array(
        z.object({ command: z.string(), usage_hint: z.string(), should_escape: z.boolean() }),
      ),
    }),
    oauth_config: z.object({ scopes: z.strictObject({ bot: z.array(z.string()) }) }),
    settings: z.object({
      event_subscriptions: z.object({ bot_events: z.array(z.string()) }),
      interactivity: z.object({ is_enabled: z.boolean() }),
      socket_mode_enabled: z.boolean(),
      token_rotation_enabled: z.boolean(),
      org_deploy_enabled: z.boolean(),
    }),
  })
  .parse(raw);

test.skipIf(!existsSync(SCHEMA))('Slack’s schema takes the manifest (skipped: no specs)', () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const check = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
  check(raw);
  expect(check.errors ?? []).toEqual([]);
});

test('the bot asks for these scopes and no other, and each says what for', () => {
  expect(manifest.oauth_config.scopes.bot).toEqual(SCOPES);
  for (const scope of SCOPES) expect(text).toMatch(new RegExp(`- ${scope} # .{10,}`));
});

test('the commands of the manifest are those that are listened to', () => {
  const commands = manifest.features.slash_commands.map(({ command }) => command);
  expect(commands).toEqual(Object.keys(switchboard.commands));
});

test('its shortcuts and events are those that are listened to, and there is a Home tab', () => {
  const { shortcuts, app_home } = manifest.features;
  expect(shortcuts).toEqual([{ name: 'Create a VPC', type: 'global', callback_id: 'vpcbot_create' }]);
  expect(shortcuts.map(({ callback_id }) => callback_id)).toEqual(Object.keys(switchboard.shortcuts));
  expect(manifest.settings.event_subscriptions.bot_events).toEqual(Object.keys(switchboard.events));
  expect(app_home).toEqual({ home_tab_enabled: true, messages_tab_enabled: true });
});

test('the hint names every verb', () => {
  const [hint = ''] = manifest.features.slash_commands.map(({ usage_hint }) => usage_hint);
  const verbs = hint.split(' | ').map((usage) => usage.split(' ')[0]);
  expect(verbs).toEqual(Object.keys(VERBS));
});

test('it is an app of one workspace, behind Socket Mode, with tokens that stay', () => {
  expect(manifest.features.slash_commands[0]?.should_escape).toBe(false);
  expect(manifest.settings).toMatchObject({
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
    token_rotation_enabled: false,
    org_deploy_enabled: false,
  });
});
