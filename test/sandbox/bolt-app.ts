import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { handClock } from '../../sandbox/clock.ts';
import { createFaults } from '../../sandbox/faults.ts';
import { person } from '../../sandbox/person.ts';
import type { Delivery } from '../../sandbox/slack/delivery.ts';
import type { AppManifest } from '../../sandbox/slack/manifest.ts';
import { createSlack } from '../../sandbox/slack/slack.ts';
import { demoWorkspace } from '../../sandbox/slack/workspace.ts';

/** What the tests read of a Web API answer. */
interface Answered {
  ok: boolean;
  error?: string;
  ts: string;
  url: string;
  view: { id: string; hash: string; state: { values: Record<string, Record<string, { value: unknown }>> } };
  messages: {
    ts: string;
    text: string;
    metadata?: unknown;
    thread_ts?: string;
    blocks?: unknown[];
    files?: { id: string }[];
  }[];
  response_metadata?: { messages?: string[]; next_cursor?: string };
  [name: string]: unknown;
}

const { app: seed } = demoWorkspace;

/** An app that may do all that the sandbox knows, whatever the project's own manifest asks for. */
const everything: AppManifest = {
  scopes: [
    'channels:history',
    'channels:read',
    'chat:write',
    'commands',
    'files:write',
    'im:history',
    'im:read',
    'im:write',
    'usergroups:read',
    'users:read',
  ],
  commands: [{ command: '/vpc', description: 'Ask for a VPC', usageHint: 'create | list' }],
  globalShortcuts: [{ name: 'Ask for a VPC', callbackId: 'ask' }],
  events: ['app_home_opened', 'subteam_members_changed'],
  hasHome: true,
  hasMessages: true,
  isReadOnly: false,
};

/** The sandbox's Slack with a clock moved by hand, and people in it. */
export const startSlack = async (
  delivery: Delivery = 'socket',
  limits = false,
  declared: Partial<AppManifest> = {},
) => {
  const clock = handClock();
  const faults = createFaults();
  const manifest = { ...everything, ...declared };
  const slack = await createSlack({ clock, faults, workspace: demoWorkspace, manifest, delivery, limits });
  const call = async (method: string, args: Record<string, unknown> = {}, token: string = seed.botToken) => {
    const form = Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    const response = await fetch(`${slack.apiUrl}${method}`, {
      method: 'POST',
      headers: token === '' ? {} : { authorization: `Bearer ${token}` },
      body: new URLSearchParams(form as [string, string][]),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answered };
  };
  const control = async (verb: string, path: string, body?: unknown) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${slack.url}/control/slack/${path}`, { method: verb, ...sent });
    return (await response.json()) as Record<string, unknown>;
  };
  return { slack, clock, faults, call, control, as: (user: string) => person(slack.url, user) };
};

export type Started = Awaited<ReturnType<typeof startSlack>>;

/** A real Bolt app on that Slack, in Socket Mode or over signed HTTP as the Slack delivers. */
export const startBot = async (
  { slack }: Started,
  listen: (app: App) => void,
  over: 'socket' | 'http' = 'socket',
) => {
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
  const common = { token: seed.botToken, logLevel: LogLevel.ERROR, clientOptions };
  const app =
    over === 'socket'
      ? new App({
          ...common,
          receiver: new SocketModeReceiver({
            appToken: seed.appToken,
            clientPingTimeout: 300,
            logLevel: LogLevel.ERROR,
            installerOptions: { clientOptions: { ...clientOptions } },
          }),
        })
      : new App({ ...common, signingSecret: seed.signingSecret });
  listen(app);
  if (over === 'socket') {
    await app.start();
  } else {
    const server = (await app.start(0)) as unknown as { address(): { port: number } };
    slack.setDelivery({ eventsUrl: `http://127.0.0.1:${server.address().port}/slack/events` });
  }
  return app;
};
