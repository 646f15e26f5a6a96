import { handClock } from '../../../sandbox/clock.ts';
import { createFaults } from '../../../sandbox/faults.ts';
import type { SandboxRequest, SandboxResponse } from '../../../sandbox/http.ts';
import { startSandbox } from '../../../sandbox/start.ts';
import { VpcbotError } from '../../../src/errors.ts';
import { type Bots, createBots } from './bots.ts';
import type { Chance } from './chance.ts';
import { createJobRuns } from './job-runs.ts';
import type { MischiefMaker } from './mischief.ts';
import { CLOUD_URL, EVENTS_URL, SANDBOX_DELAYS, type Setting, SLACK_URL } from './setting.ts';
import { createTurns } from './turns.ts';
import { layWire, type Taker } from './wire.ts';

const SECOND = 1_000;
const HEARTBEAT = 15 * SECOND;

interface StageOptions {
  readonly setting: Setting;
  readonly database: string;
  readonly chance: Chance;
  readonly mischief: MischiefMaker;
}

/** What a bot may fail with while things go wrong around it. */
const EXPECTED = /^(VpcbotError|Staged|WebAPI.*)$/;
const isStaged = (error: unknown): boolean => error instanceof Error && EXPECTED.test(error.constructor.name);

/** What Slack posts to the app, as Bolt's receiver reads it. */
const readEvent = ({ headers, body }: SandboxRequest): Record<string, unknown> => {
  if ((headers['content-type'] ?? '').startsWith('application/json')) return JSON.parse(body);
  const form = Object.fromEntries(new URLSearchParams(body));
  return form['payload'] === undefined ? form : JSON.parse(form['payload']);
};

const toAck = (said: unknown): SandboxResponse =>
  said === undefined || said === '' ? { status: 200, body: '' } : { status: 200, body: said };

/** Hands what Slack sends to the living bot, and keeps count of who is still at it. */
const createDoor = (bots: Bots, mischief: MischiefMaker, hear: (error: unknown) => void) => {
  const atIt = new Set<Promise<void>>();
  const deliver = (event: Record<string, unknown>): Promise<SandboxResponse> =>
    new Promise((resolve) => {
      const mine = bots.current();
      const ack = async (said?: unknown): Promise<void> => resolve(toAck(said));
      const run = bots
        .as(mine, () => mine.app.processEvent({ body: event, ack }))
        .catch((error: unknown) => {
          if (!mine.isDead && !isStaged(error)) hear(error);
        })
        .finally(() => {
          atIt.delete(run);
          resolve({ status: 500, body: '' });
        });
      atIt.add(run);
    });
  return {
    route: async (request: SandboxRequest): Promise<SandboxResponse> => {
      if (bots.current().isDead) return { status: 503, body: '' };
      const event = readEvent(request);
      const answers = [deliver(event), ...(mischief.strikes('delivered twice') ? [deliver(event)] : [])];
      const [first] = await Promise.all(answers);
      return first ?? { status: 500 };
    },
    /** Until nobody is at anything any more. */
    idle: async (): Promise<void> => {
      while (atIt.size > 0) await Promise.all([...atIt]);
    },
  };
};

/** The whole bot against the whole sandbox in one process: no socket, no real time, and mischief at every call. */
export const openStage = async ({ setting, database, chance, mischief }: StageOptions) => {
  const clock = handClock();
  const broken: string[] = [];
  let ahead = 0;
  const now = (): number => clock.now() + ahead;
  const hear = (error: unknown): void =>
    void broken.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const take = (target: Parameters<MischiefMaker['take']>[0]) => mischief.take(target, () => bots.kill());
  const faults = { ...createFaults(), take };
  const sandbox = await startSandbox({
    clock,
    faults,
    delivery: { eventsUrl: EVENTS_URL },
    ...SANDBOX_DELAYS,
  });
  const runs = createJobRuns({ now, chance, mischief, hear });
  const bots = createBots({
    config: { ...setting.config, databaseUrl: `file:${database}` },
    now,
    random: chance.next,
    wake: runs.wake,
    refuses: () => mischief.strikes('store refuses'),
    dies: () => mischief.strikes('killed after a commit'),
    complain: (what) => {
      const { err, msg } = what as { err?: { type?: string; stack?: string }; msg?: string };
      if (err !== undefined && !EXPECTED.test(err.type ?? '')) hear(`${msg}: ${err.stack}`);
    },
    resolve: (host) => sandbox.dns.known().get(host) ?? null,
  });
  const door = createDoor(bots, mischief, hear);
  const drawn = createTurns(chance);
  const atOnce = async (): Promise<void> => undefined;
  /** A process that is gone sends nothing, and hears nothing. */
  const turn = async (): Promise<void> => {
    const asker = bots.asker();
    if (asker === undefined) return;
    await drawn();
  };
  const takers: readonly Taker[] = [
    { prefix: EVENTS_URL, base: EVENTS_URL, route: door.route, turn: atOnce, hear },
    { prefix: SLACK_URL, base: sandbox.slack.url, route: sandbox.slack.route, turn, hear },
    { prefix: sandbox.slack.url, base: sandbox.slack.url, route: sandbox.slack.route, turn, hear },
    { prefix: CLOUD_URL, base: sandbox.tiger.url, route: sandbox.tiger.route, turn, hear },
  ];
  const takeWire = layWire((url) => {
    if (bots.asker()?.isDead === true) return null;
    return takers.find(({ prefix }) => url.startsWith(prefix)) ?? null;
  });

  /** A new process in the place of one that is gone; it may be refused by whom it asks first. */
  const startBot = async (): Promise<void> => {
    for (;;) {
      const trouble = await bots.start().then(
        () => null,
        (error: unknown) => error,
      );
      if (trouble === null) return;
      if (!(trouble instanceof VpcbotError)) throw trouble;
      clock.advance(SECOND);
    }
  };
  const revive = async (): Promise<void> => {
    if (!bots.current().isDead) return;
    if (chance.isSo(0.5)) runs.empty();
    await startBot();
  };

  /** Due jobs run at the same time, and somebody does something meanwhile. False: there was nothing to do. */
  const round = async (meanwhile?: () => Promise<void>): Promise<boolean> => {
    const jobs = runs.takeDue();
    if (jobs.length === 0 && meanwhile === undefined) return false;
    const mine = bots.current();
    await Promise.all([...jobs.map((job) => runs.run(job, mine, bots)), meanwhile?.()]);
    await door.idle();
    await revive();
    return true;
  };

  const runDue = async (): Promise<void> => {
    for (let rounds = 0; rounds < 400; rounds += 1) if (!(await round())) return;
    throw new Error('the jobs do not come to rest');
  };

  let beat = clock.now() + HEARTBEAT;
  /** Goes on to whatever happens next, at most as far as `end`. */
  const pass = async (milliseconds: number): Promise<void> => {
    const end = clock.now() + milliseconds;
    await runDue();
    while (clock.now() < end) {
      const due = (runs.nextAt() ?? Number.POSITIVE_INFINITY) - ahead;
      const next = Math.min(end, Math.max(clock.now() + SECOND, Math.min(beat, due)));
      clock.advance(next - clock.now());
      if (clock.now() >= beat) {
        beat = clock.now() + HEARTBEAT;
        await runs.wake({ name: 'sweep', payload: {} }).catch(() => undefined);
      }
      await runDue();
    }
  };

  /** What the heartbeat does, with all that comes of it. */
  const sweep = async (): Promise<void> => {
    await runs.wake({ name: 'sweep', payload: {} }).catch(() => undefined);
    await runDue();
  };

  const start = async (): Promise<void> => {
    await startBot();
    for (const project of setting.config.projects.keys()) {
      await runs.wake({ name: 'observe-project', payload: { project } }).catch(() => undefined);
    }
  };

  return {
    sandbox,
    clock,
    now,
    bots,
    runs,
    broken,
    start,
    round,
    revive,
    idle: door.idle,
    pass,
    sweep,
    controlUrl: CLOUD_URL,
    /** The bot's own clock goes ahead of everybody's by that much more, or less. */
    shift: (milliseconds: number): void => {
      ahead = Math.max(-60 * SECOND, Math.min(60 * SECOND, ahead + milliseconds));
    },
    close: async (): Promise<void> => {
      bots.kill();
      takeWire();
      await sandbox.stop();
    },
  };
};

export type Stage = Awaited<ReturnType<typeof openStage>>;
