import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { News } from '../../sandbox/demo/news.ts';
import { person } from '../../sandbox/person.ts';
import { type Program, startProgram } from '../../sandbox/program.ts';
import { LONG, until } from './stage.ts';

const START_MOST = 90_000;
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A page that is open all along, as far as it is told anything. */
const openPage = (url: string) => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/live?as=U0OMAR`, { origin: url });
  const news: News[] = [];
  socket.on('message', (data) => news.push(JSON.parse(String(data)) as News));
  const last = <Kind extends News['kind']>(kind: Kind) =>
    news.findLast((one): one is Extract<News, { kind: Kind }> => one.kind === kind);
  return {
    last,
    bot: (state: string) =>
      until(`the bot to be ${state}`, () => (last('bot')?.bot.state === state ? last('bot')?.bot : null)),
    forget: (): void => void news.splice(0),
    close: (): void => socket.terminate(),
  };
};

let temporary = '';
let demo: Program;
let url = '';
let page: ReturnType<typeof openPage>;

const launch = (...args: readonly string[]): Program =>
  startProgram('the demo', 'sandbox/demo.ts', {
    args,
    env: { PATH: process.env['PATH'], TMPDIR: temporary },
  });

beforeAll(async () => {
  temporary = mkdtempSync(join(tmpdir(), 'vpcbot-processes-'));
  demo = launch('--port', '0');
  url = await demo.says('its address', (line) => /Open {2}(http:\S+)/.exec(line)?.[1] ?? null, START_MOST);
  page = openPage(url);
}, LONG);

afterAll(async () => {
  page.close();
  demo.signal('SIGTERM');
  await demo.ended;
  rmSync(temporary, { recursive: true });
}, LONG);

const post = async (path: string): Promise<number> =>
  (await fetch(`${url}${path}`, { method: 'POST' })).status;

test(
  'the page stands there while the bot starts, and the same port is not taken twice',
  async () => {
    const index = await (await fetch(url)).text();
    const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(index) ?? [];
    expect((await fetch(`${url}${script}`)).status).toBe(200);
    await until('the workspace', () => page.last('workspace'));
    const second = launch('--port', new URL(url).port);
    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(second.lines()).toEqual([expect.stringMatching(/^Port \d+ is taken, .*--port 0/)]);
  },
  LONG,
);

test(
  'the bot becomes ready, and what it answers is on the page',
  async () => {
    const ready = await demo.says(
      'its last line',
      (line) => (line.startsWith('{') ? line : null),
      START_MOST,
    );
    expect(JSON.parse(ready)).toMatchObject({ demo: 'ready', url, urls: { slack: expect.any(String) } });
    const omar = person(url, 'U0OMAR');
    // Once more where Slack says that the app did not respond, as anybody would on a machine that is busy.
    await until('a command that is answered', async () => {
      const { error } = await omar.command('C0VPC', '/vpc create payments us-east-1');
      return error === null ? true : null;
    });
    await until('the form on the page', () => page.last('modals')?.stack.at(0));
  },
  LONG,
);

test(
  'a reset tells every page all anew, and SIGTERM leaves nothing behind though the bot is starting',
  async () => {
    page.forget();
    expect(await post('/demo/reset')).toBe(202);
    const { pid } = await page.bot('starting');
    await until('the empty channel', () => {
      const place = page.last('place');
      return page.last('reset') && place ? place : null;
    });
    await expect(person(url, 'U0OMAR').reads('C0VPC')).resolves.toEqual([]);
    demo.signal('SIGTERM');
    expect(await demo.ended).toEqual({ code: 0, signal: null });
    expect(pid !== null && isAlive(pid)).toBe(false);
    expect(readdirSync(temporary).filter((name) => name.startsWith('vpcbot'))).toEqual([]);
  },
  LONG,
);
