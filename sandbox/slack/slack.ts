import type { Clock } from '../clock.ts';
import type { Faults } from '../faults.ts';
import {
  listen,
  type Route,
  type SandboxRequest,
  type SandboxResponse,
  type Upgrade,
  withFault,
} from '../http.ts';
import { readArguments } from './arguments.ts';
import { createChanges } from './changes.ts';
import { createControl } from './control.ts';
import { createDelivery, type Delivery } from './delivery.ts';
import type { Desk } from './desk.ts';
import { createDirectory } from './directory.ts';
import { createDrafts } from './drafts.ts';
import { openFeed, type Told } from './feed.ts';
import { createFiles } from './files.ts';
import { createInstallation } from './installation.ts';
import { createLive } from './live.ts';
import { type AppManifest, readManifest } from './manifest.ts';
import { createMessages } from './messages.ts';
import { createRateLimits, type RateLimits } from './rate-limits.ts';
import { createReadMarks } from './read-marks.ts';
import { respond } from './response.ts';
import { createResponseUrls } from './response-urls.ts';
import { createSocket } from './socket.ts';
import { createIds, createTimestamps } from './timestamps.ts';
import { createTriggers } from './triggers.ts';
import { receiveUpload } from './upload.ts';
import { createViews } from './views.ts';
import { createWebApi } from './web-api.ts';
import type { Workspace } from './workspace.ts';

export interface SlackOptions {
  /** Tells the age of trigger ids, response_urls and rate limits, and the time of messages. */
  readonly clock: Clock;
  readonly faults: Faults;
  readonly workspace: Workspace;
  /** The project's own where left out. */
  readonly manifest?: AppManifest;
  readonly delivery: Delivery;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Refuses what exceeds Slack's rate limits; off unless asked for. */
  readonly limits?: boolean;
}

const answerResponse = (
  desk: Desk,
  id: string,
  answer: ReturnType<typeof readArguments>,
): SandboxResponse => {
  const admission = desk.responseUrls.admit(id);
  if (admission.kind === 'refused') return { status: 404, body: { ok: false, error: admission.error } };
  const responded = respond(desk, admission.pass, answer);
  if (responded.kind !== 'refused') return { status: 200, body: 'ok' };
  return {
    status: 400,
    body: { ok: false, error: responded.error, response_metadata: { messages: responded.problems } },
  };
};

/** Its requests are labelled `upload`, among the faults and the counts. */
const answerUpload = async (
  { files }: Desk,
  faults: Faults,
  limits: RateLimits,
  request: SandboxRequest,
): Promise<SandboxResponse> => {
  limits.count('upload', false);
  const ticket = request.url.pathname.replace('/upload/v1/', '');
  return withFault(
    faults.take('slack', 'upload'),
    () => receiveUpload(files, ticket, request),
    (status) => ({ status, body: 'the upload failed' }),
  );
};

const createDesk = (options: SlackOptions, baseUrl: () => string): Desk => {
  const { clock, faults, workspace, delivery, manifest = readManifest() } = options;
  const changes = createChanges();
  const ids = createIds();
  const timestamps = createTimestamps(clock);
  const tellDelivery = (): void =>
    changes.publish({
      kind: 'delivery',
      user: null,
      channel: null,
      what: { isConnected: deliver.isConnected() },
    });
  const socket = createSocket(workspace.app.id, tellDelivery);
  const deliver = createDelivery({
    socket,
    signingSecret: workspace.app.signingSecret,
    start: delivery,
    changed: tellDelivery,
    takeFault: (type) => faults.take('app', type),
  });
  return {
    clock,
    workspace,
    changes,
    timestamps,
    socket,
    installation: createInstallation(manifest),
    directory: createDirectory(workspace, changes),
    messages: createMessages(timestamps, ids, changes),
    drafts: createDrafts(),
    files: createFiles(ids),
    readMarks: createReadMarks(changes),
    views: createViews(clock, ids, changes),
    triggers: createTriggers(clock),
    responseUrls: createResponseUrls(clock, baseUrl),
    delivery: deliver,
  };
};

/**
 * A Slack on loopback: the Web API under `/api/`, Socket Mode, response_urls, and `/control/slack/` where
 * people act. `route` and `upgrade` may also be mounted behind another door.
 */
export const createSlack = async (options: SlackOptions) => {
  let url = '';
  const desk = createDesk(options, () => url);
  const limits = createRateLimits(options.clock, options.limits ?? false);
  const webApi = createWebApi(desk, options.faults, limits);
  const control = createControl(desk, limits);
  const route: Route = (request) => {
    const { pathname } = request.url;
    if (pathname.startsWith('/api/')) return webApi(request);
    if (pathname.startsWith('/control/slack/')) return control(request);
    if (pathname.startsWith('/upload/v1/')) return answerUpload(desk, options.faults, limits, request);
    if (pathname.startsWith('/response/'))
      return answerResponse(desk, pathname.slice(10), readArguments(request));
    return { status: 404, body: { error: `there is nothing at ${pathname}` } };
  };
  const live = createLive(desk, desk.socket.upgrade);
  const upgrade: Upgrade = live.upgrade;
  const { server, url: listening } = await listen(route, options.port ?? 0, upgrade);
  url = listening;
  return {
    url,
    /** What the bot takes as its SLACK_API_URL. */
    apiUrl: `${url}/api/`,
    route,
    upgrade,
    /** What this person's client would show, as it is and as it changes; returns how to stop. */
    feed: (user: string, tell: (told: Told) => void): (() => void) => openFeed(desk, user, tell),
    setDelivery: desk.delivery.set,
    setLimits: limits.set,
    requests: limits.counts,
    connections: desk.socket.connections,
    directory: desk.directory,
    messages: desk.messages,
    triggers: desk.triggers,
    views: desk.views,
    changes: desk.changes,
    stop: async (): Promise<void> => {
      desk.socket.stop();
      live.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
};

export type Slack = Awaited<ReturnType<typeof createSlack>>;
