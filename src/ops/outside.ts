import { type GaugeFacts, registerGauges } from './gauges.ts';
import { createLastAnswers } from './last-answers.ts';
import { createMetrics } from './metrics.ts';
import { startOps } from './server.ts';
import { readVersion } from './version.ts';

interface Called {
  readonly operation: string;
  readonly code: string;
  readonly status: number | undefined;
  readonly ms: number;
}

interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface OutsideOptions {
  /** By the word that people type. */
  readonly projects: ReadonlyMap<string, { readonly access: { readonly product: string } }>;
  /** The other sides that are configured. */
  readonly accounts: readonly { readonly kind: string; readonly id: string }[];
  readonly now: () => number;
  readonly log: Log;
}

/** Asked for when somebody looks. */
export interface OutsideFacts extends Pick<GaugeFacts, 'readFigures' | 'countJobs'> {
  readonly probeStore: () => Promise<unknown>;
  readonly isQueueReady: () => Promise<boolean>;
  /** When each project was last read, before this process started, too. */
  readonly listProjectLooks: () => Promise<ReadonlyMap<string, number>>;
}

/** What changes something there is worth a line of its own; what only reads is not, unless it fails. */
const CHANGES = ['carryOut', 'takeBack', 'chat.postMessage'];

const round = (ms: number): number => Math.round(ms * 10) / 10;

const nameAccount = ({ kind, id }: { readonly kind: string; readonly id: string }): string => `${kind} ${id}`;

const yes = (asked: Promise<unknown>): Promise<boolean> =>
  asked.then(
    (answer) => answer !== false,
    () => false,
  );

/**
 * What is seen of the bot from outside: counted as it happens and told in the log, and shown over HTTP.
 * The tools know nothing of it; each is handed the function that it is to tell.
 */
export const createOutside = ({ projects, accounts, now, log }: OutsideOptions) => {
  const metrics = createMetrics({ version: readVersion(), node: process.version });
  const timescale = createLastAnswers([...projects.keys()], now);
  const clouds = createLastAnswers(accounts.map(nameAccount), now);
  let isConnected = false;

  const tellLine = (isWorthIt: boolean, fields: object, message: string): void =>
    isWorthIt ? log.info(fields, message) : log.debug(fields, message);

  const start = async (
    address: { readonly host: string; readonly port: number },
    { readFigures, countJobs, probeStore, isQueueReady, listProjectLooks }: OutsideFacts,
  ) => {
    const readTimescale = async () => timescale.read(await listProjectLooks().catch(() => new Map()));
    registerGauges(metrics.registry, {
      readFigures,
      countJobs,
      isQueueReady,
      readTimescale,
      isSlackConnected: () => isConnected,
    });
    return startOps(address, {
      registry: metrics.registry,
      log,
      readiness: async () => {
        const [store, queue] = await Promise.all([yes(probeStore()), yes(isQueueReady())]);
        const outside = { timescale: await readTimescale(), clouds: clouds.read() };
        return { parts: { store, queue, slack: isConnected }, outside };
      },
    });
  };

  return {
    slack: {
      began: ({ kind, verb }: { readonly kind: string; readonly verb: string | null }): void => {
        metrics.gesture(kind, verb);
        log.debug({ kind, verb }, 'a gesture came in');
      },
      acknowledged: ({ kind, ms }: { readonly kind: string; readonly ms: number }): void => {
        metrics.acknowledged(kind, ms);
        log.debug({ kind, ms: round(ms) }, 'a gesture was answered');
      },
      unanswered: ({ kind }: { readonly kind: string }): void => {
        metrics.unanswered(kind);
        log.info({ kind }, 'a gesture ended without an answer');
      },
      called: (call: {
        readonly method: string;
        readonly error: string;
        readonly status: number | undefined;
        readonly ms: number;
      }): void => {
        metrics.slack(call);
        const { method, error, status, ms } = call;
        const isWorthIt = error !== 'ok' || CHANGES.includes(method);
        tellLine(isWorthIt, { error, status, ms: round(ms) }, 'slack was called');
      },
      connected: (is: boolean): void => {
        isConnected = is;
      },
    },
    timescale: (project: string) => (call: Called) => {
      metrics.timescale({ product: projects.get(project)?.access.product ?? 'unknown', project }, call);
      timescale.called(project, call.code);
    },
    /** One request of such a call, as it was sent. */
    timescaleRequest: (request: {
      readonly sent: string;
      readonly method: string;
      readonly status: number | null;
      readonly ms: number;
    }): void => {
      const { method, status, ms } = request;
      const isWorthIt = method !== 'GET' || status === null || status >= 400;
      tellLine(isWorthIt, { ...request, ms: round(ms) }, 'timescale was called');
    },
    cloud: (call: Called & { readonly cloud: string; readonly account: string }): void => {
      const { cloud, account, operation, code, status, ms } = call;
      metrics.cloud(cloud, call);
      clouds.called(nameAccount({ kind: cloud, id: account }), code);
      const isWorthIt = code !== 'ok' || CHANGES.includes(operation);
      tellLine(isWorthIt, { cloud, account, code, status, ms: round(ms) }, 'a cloud was called');
    },
    run: ({ job, end, ms }: { readonly job: string; readonly end: string; readonly ms: number }): void => {
      metrics.ran(job, end, ms);
      log.debug({ end, ms: round(ms) }, 'a job ran');
    },
    start,
  };
};
