import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { VpcbotError } from '../errors.ts';
import { createCheckOrigin, type Ours } from './authorize.ts';
import { callSlack } from './call.ts';
import { type TellGestures, watchGestures } from './gestures.ts';
import { keepOpen } from './socket.ts';
import { createToldFetch, type ToldSlackCall } from './told-fetch.ts';

/** Who looks on from outside is told all of this. */
export interface TellSlack extends TellGestures {
  called(call: ToldSlackCall): void;
  /** Whether the socket is open; with signed HTTP Slack comes to us, and nothing is told. */
  connected(isConnected: boolean): void;
}

export interface SlackOptions {
  readonly botToken: string;
  readonly apiUrl: string;
  readonly delivery:
    | { readonly kind: 'socket'; readonly appToken: string }
    | { readonly kind: 'http'; readonly signingSecret: string; readonly port: number };
  /** Milliseconds for one call of the Web API. */
  readonly timeout: number;
  readonly log: {
    debug(object: object, message: string): void;
    info(object: object, message: string): void;
    warn(object: object, message: string): void;
    error(object: object, message: string): void;
  };
  /** Not given: nobody looks on. */
  readonly tell?: TellSlack;
}

const toldFetch = ({ apiUrl, tell }: SlackOptions) =>
  tell === undefined ? {} : { fetch: createToldFetch(apiUrl, (call) => tell.called(call)) };

/** A socket without an answer to a ping for so many ms is closed. Shorter than the SDK's 5 s, longer than any pause of ours. */
const PONG_WITHIN = 2_000;

const adaptLog = (log: SlackOptions['log']): Logger => {
  const text = (said: readonly unknown[]) => said.map(String).join(' ');
  return {
    debug: (...said) => log.debug({}, text(said)),
    info: (...said) => log.debug({}, text(said)),
    warn: (...said) => log.warn({}, text(said)),
    error: (...said) => log.error({}, text(said)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
};

/** A client that asks once: what to do about a failure is decided by who asked. */
export const createSlackClient = (options: SlackOptions): WebClient =>
  new WebClient(options.botToken, {
    slackApiUrl: options.apiUrl,
    timeout: options.timeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: adaptLog(options.log),
    ...toldFetch(options),
  });

const createReceiver = (options: SlackOptions) => {
  const { delivery, apiUrl, timeout, log, tell } = options;
  const logger = adaptLog(log);
  if (delivery.kind === 'http') {
    return new HTTPReceiver({ signingSecret: delivery.signingSecret, port: delivery.port, logger });
  }
  // The receiver's own client asks for sockets for as long as the process lives, with the pauses that Slack asks for.
  const clientOptions = {
    slackApiUrl: apiUrl,
    timeout,
    retryConfig: { forever: true, retries: 100, factor: 1.3, maxTimeout: 10_000 },
    ...toldFetch(options),
  };
  const receiver = new SocketModeReceiver({
    appToken: delivery.appToken,
    installerOptions: { clientOptions },
    clientPingTimeout: PONG_WITHIN,
    autoReconnectEnabled: false,
    // Bolt would acknowledge what was refused, and a form would close as if it had been taken.
    processEventErrorHandler: async ({ error }) => {
      log.error({ err: error }, 'a payload is left without an answer');
      return false;
    },
    logger,
  });
  keepOpen(receiver.client, log, () => performance.now());
  receiver.client.on('connected', () => tell?.connected(true));
  receiver.client.on('close', () => tell?.connected(false));
  return receiver;
};

/**
 * The Bolt app, not yet started. `bot` is who it is, as Slack says; `findTeam`: the workspace of a user, null where
 * Slack knows nobody of that id.
 */
export const createSlackApp = (
  options: SlackOptions,
  bot: BotIdentity,
  findTeam: (userId: string) => Promise<string | null>,
): App => {
  const checkOrigin = createCheckOrigin(bot, findTeam);
  const app = new App({
    receiver: createReceiver(options),
    authorize: async (source, body) => {
      await checkOrigin(source, body);
      return { botToken: options.botToken, botId: bot.botId, botUserId: bot.userId, teamId: bot.teamId };
    },
    clientOptions: {
      slackApiUrl: options.apiUrl,
      timeout: options.timeout,
      retryConfig: { retries: 0 },
      // Else it holds up all that follows for as long as Slack says, and a form may be opened for three seconds.
      rejectRateLimitedCalls: true,
      ...toldFetch(options),
    },
    convoStore: false,
    logger: adaptLog(options.log),
  });
  if (options.tell !== undefined) watchGestures(app, options.tell);
  return app;
};

export interface BotIdentity extends Ours {
  readonly userId: string;
  readonly botId: string;
  /** The workspace's address: https://acme.slack.com/ */
  readonly url: string;
}

/** Null: Slack will not say, and the bot works without; where it did not answer it is to be asked again. */
const askAbout = (client: WebClient, bot: string) =>
  callSlack('asking slack about the app', () => client.bots.info({ bot })).catch((error: unknown) => {
    if (error instanceof VpcbotError && error.code === 'SLACK_REFUSED') return null;
    throw error;
  });

export const findBotIdentity = async (client: WebClient): Promise<BotIdentity> => {
  const { team_id, user_id, bot_id, url } = await callSlack('asking slack who the bot is', () =>
    client.auth.test(),
  );
  const about = bot_id === undefined ? null : await askAbout(client, bot_id);
  return {
    appId: about?.bot?.app_id ?? null,
    teamId: team_id ?? '',
    userId: user_id ?? '',
    botId: bot_id ?? '',
    url: url ?? 'https://slack.com/',
  };
};
