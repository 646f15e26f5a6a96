import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { callSlack } from './call.ts';

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
}

/**
 * Slack closes the socket about once an hour, and the SDK waits this long before it opens the next:
 * commands that come in between fail for the person. Shorter than its 5 s, longer than any pause of ours.
 */
const SOCKET_GAP = 2_000;

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
export const createSlackClient = ({ botToken, apiUrl, timeout, log }: SlackOptions): WebClient =>
  new WebClient(botToken, {
    slackApiUrl: apiUrl,
    timeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: adaptLog(log),
  });

const createReceiver = ({ delivery, apiUrl, timeout, log }: SlackOptions) => {
  const logger = adaptLog(log);
  if (delivery.kind === 'http') {
    return new HTTPReceiver({ signingSecret: delivery.signingSecret, port: delivery.port, logger });
  }
  // The receiver's own client opens sockets for as long as the process lives. Where it gave up, the
  // SDK would reject with nobody listening, and that ends the process.
  const clientOptions = {
    slackApiUrl: apiUrl,
    timeout,
    retryConfig: { forever: true, retries: 100, factor: 1.3, maxTimeout: 10_000 },
  };
  return new SocketModeReceiver({
    appToken: delivery.appToken,
    installerOptions: { clientOptions },
    clientPingTimeout: SOCKET_GAP,
    logger,
  });
};

/** The Bolt app, not yet started. `bot` is who it is, as Slack says. */
export const createSlackApp = (options: SlackOptions, bot: BotIdentity): App =>
  new App({
    receiver: createReceiver(options),
    authorize: async () => ({
      botToken: options.botToken,
      botId: bot.botId,
      botUserId: bot.userId,
      teamId: bot.teamId,
    }),
    clientOptions: { slackApiUrl: options.apiUrl, timeout: options.timeout, retryConfig: { retries: 0 } },
    convoStore: false,
    logger: adaptLog(options.log),
  });

export interface BotIdentity {
  readonly teamId: string;
  readonly userId: string;
  readonly botId: string;
  /** The workspace's address: https://acme.slack.com/ */
  readonly url: string;
}

export const findBotIdentity = async (client: WebClient): Promise<BotIdentity> => {
  const { team_id, user_id, bot_id, url } = await callSlack('asking slack who the bot is', () =>
    client.auth.test(),
  );
  return {
    teamId: team_id ?? '',
    userId: user_id ?? '',
    botId: bot_id ?? '',
    url: url ?? 'https://slack.com/',
  };
};
