import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Person } from '../../sandbox/person.ts';
import type { Program } from '../../sandbox/program.ts';
import { openDatabase } from '../../src/store/open.ts';
import { requests } from '../../src/store/schema.ts';
import { createRedis, hasRedis, needsRedis } from '../queue/redis-server.ts';
import { LONG, openStage, type ProcessStage, until } from './stage.ts';

const PEOPLE = ['U0ADA', 'U0GRACE', 'U0LIN', 'U0OMAR', 'U0NINA'] as const;
/** Where nobody else says anything: what appears there after a command is its answer. */
const PLACE = 'C0RANDOM';
const READS = ['/vpc list', '/vpc help peer', '/vpc regions payments', '/vpc quota payments'] as const;
/** What Slack gives an app to acknowledge, and what people take for an answer, in ms. */
const ANSWERED_WITHIN = 3_000;

interface Gesture {
  readonly what: string;
  readonly ackedInMs: number | null;
  readonly isAnswered: boolean;
}

/** Types a line, and confirms what was planned where it is a plan. */
const act = async (who: Person, line: string): Promise<readonly Gesture[]> => {
  const { ackedInMs, messages } = await who.command(PLACE, line, { settleMs: ANSWERED_WITHIN });
  const answer = messages.findLast(({ isEphemeral }) => isEphemeral);
  const typed = { what: `${who.userId} ${line}`, ackedInMs, isAnswered: answer !== undefined };
  if (!line.startsWith('/vpc create') || answer === undefined) return [typed];
  const [button] = answer.buttons;
  const pressed = await who.press(button?.actionId ?? 'none', {
    in: PLACE,
    ts: answer.ts,
    settleMs: ANSWERED_WITHIN,
  });
  const isAnswered = pressed.messages.length > 0;
  return [typed, { what: `${who.userId} confirms ${line}`, ackedInMs: pressed.ackedInMs, isAnswered }];
};

/** Five people who type one command after the other, and each ask for one VPC on the way. */
const startLoad = (stage: ProcessStage, network: number) => {
  const gestures: Gesture[] = [];
  let stopped = false;
  const type = async (userId: string, index: number): Promise<void> => {
    const who = stage.as(userId);
    const asksAt = 4 + 3 * index;
    for (let typed = 0; !stopped; typed += 1) {
      const create = `/vpc create payments us-east-1 10.${network}.${index}.0/24`;
      gestures.push(...(await act(who, typed === asksAt ? create : (READS[typed % READS.length] ?? ''))));
      await pause(60);
    }
  };
  const typing = PEOPLE.map(type);
  return {
    gestures,
    stop: async (): Promise<void> => {
      stopped = true;
      await Promise.all(typing);
    },
  };
};

const listAsked = ({ folder }: ProcessStage): readonly number[] => {
  const { db, close } = openDatabase(`file:${folder}/vpcbot.db`);
  const all = db.select().from(requests).all();
  close();
  return all.map(({ id }) => id);
};

/**
 * Slack may send some over the old socket in the instant before it hears that this closes, to each person one at most,
 * and nobody can answer those: no bot ever took them.
 */
const expectAnswered = (gestures: readonly Gesture[]): void => {
  const lost = gestures.filter(({ ackedInMs }) => ackedInMs === null);
  expect(gestures.filter(({ ackedInMs, isAnswered }) => ackedInMs !== null && !isAnswered)).toEqual([]);
  expect(lost.slice(PEOPLE.length - 1)).toEqual([]);
  expect(gestures.length).toBeGreaterThan(50);
};

const ENVELOPE =
  /(Received|Sending) a (?:message on the WebSocket|WebSocket message): \{\\"envelope_id\\":\\"([0-9a-f-]+)/;

/** The envelopes that a bot takes over its socket, and those that it answers. */
const followEnvelopes = (bot: Pick<Program, 'hear'>) => {
  const taken = new Set<string>();
  const answered = new Set<string>();
  bot.hear((line) => {
    const [, what, id] = ENVELOPE.exec(line) ?? [];
    if (id !== undefined) (what === 'Received' ? taken : answered).add(id);
  });
  return { taken, answered };
};

test.skipIf(!hasRedis)(
  needsRedis(
    'a rolling restart under load, there and back, leaves no command unanswered and doubles nothing',
  ),
  async () => {
    const server = await createRedis();
    await server.start();
    const stage = await openStage({ env: { REDIS_URL: server.url } });
    try {
      let old = await stage.start();
      for (const network of [70, 71]) {
        const { taken, answered } = followEnvelopes(old);
        const load = startLoad(stage, network);
        const next = await stage.start();
        await pause(500);
        old.signal('SIGTERM');
        expect(await old.ended).toEqual({ code: 0, signal: null });
        await pause(1_000);
        await load.stop();
        expectAnswered(load.gestures);
        expect(taken.size).toBeGreaterThan(20);
        expect([...taken].filter((id) => !answered.has(id))).toEqual([]);
        const confirmed = load.gestures.filter(({ what }) => what.includes('confirms'));
        expect(confirmed).toHaveLength(PEOPLE.length);
        expect(listAsked(stage)).toHaveLength(PEOPLE.length * (network - 69));
        old = next;
      }
    } finally {
      await stage.close();
      await server.remove();
    }
  },
  LONG,
);

test(
  'what a bot took before SIGTERM it answers before it ends',
  async () => {
    const stage = await openStage({ isQuick: true });
    try {
      const bot = await stage.start();
      const { faults } = stage.sandbox;
      const omar = stage.as('U0OMAR');
      faults.add({ target: 'slack', match: 'views.open', kind: 'slow', ms: 700, times: 1 });
      const typed = omar.command(PLACE, '/vpc create payments us-east-1');
      await until('the form to be on its way', () => (faults.list().length === 0 ? true : null));
      bot.signal('SIGTERM');
      expect(await bot.ended).toEqual({ code: 0, signal: null });
      expect(await typed).toMatchObject({ error: null });
      expect((await omar.view())?.fields.map(({ label }) => label)).toContain('AWS account');
    } finally {
      await stage.close();
    }
  },
  LONG,
);
