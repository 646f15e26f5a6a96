import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { openDoor } from '../sandbox/demo/door.ts';
import { keepPage } from '../sandbox/demo/kept-page.ts';
import { createWorld, type World } from '../sandbox/demo/world.ts';
import { hasChromium, openBrowser } from '../test/page/browser.ts';
import { weighScript } from '../test/page/page-weight.ts';

/** What one more message costs the page of the demo, by how many it holds already. */
export interface PageRow {
  readonly what: 'a message' | 'a reply in the open thread' | 'an edit of a message';
  readonly messages: number;
  /** From the WebSocket's message to the painted frame, in ms. */
  readonly painted: number;
  /** Of the page's main thread for each, in ms: script, style, layout, paint. */
  readonly work: number;
}

export interface PageBench {
  readonly rows: readonly PageRow[];
  /** Bytes of its JavaScript, as gzip packs it. */
  readonly script: number;
}

const CHANNEL = 'C0VPC';
const THREADS = 20;
const FEW = 20;
const MANY = 2_000;
const SAMPLES = 40;
const PATIENCE = 60_000;

/** Notes when each message came in and when the frame after it was painted, before the page's own listener hears of it. */
const WATCH = `
  const painted = [];
  let reached = () => {};
  window.benchPainted = painted;
  window.benchReach = (count) => new Promise((resolve) => {
    reached = () => painted.length >= count && resolve();
    reached();
  });
  const Original = WebSocket;
  window.WebSocket = class extends Original {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        if (!data.startsWith('{"kind":"message"')) return;
        const from = performance.now();
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => {
            painted.push(performance.now() - from);
            reached();
          };
          port2.postMessage(null);
        });
      });
    }
  };`;

/** As the bot's own: a header, facts, a plan, buttons. */
const card = (words: string) => ({
  text: words,
  blocks: [
    { type: 'header', text: { type: 'plain_text', text: words } },
    {
      type: 'section',
      fields: [
        'Range `172.16.0.0/24`',
        'Region `us-east-1`',
        'Asked by <@U0OMAR>',
        'Peer `vpc-0a1b2c3d4e5f60718`',
      ].map((text) => ({ type: 'mrkdwn', text })),
    },
    {
      type: 'section',
      text: {
        type: 'mrkdwn',
        text: '*Done*  VPC ready\n*Now*  Waiting for account `123456789012` to accept\n*Next*  The peering turns active',
      },
    },
    {
      type: 'actions',
      elements: [{ type: 'button', action_id: 'bench', text: { type: 'plain_text', text: 'How to accept' } }],
    },
  ],
});

const createApp = (world: World) => {
  const call = async (method: string, body: object): Promise<string> => {
    const response = await fetch(`${world.urls().slack}${method}`, {
      method: 'POST',
      headers: { authorization: 'Bearer xoxb-sandbox', 'content-type': 'application/json' },
      body: JSON.stringify({ channel: CHANNEL, ...body }),
    });
    const { ok, error, ts } = (await response.json()) as { ok: boolean; error?: string; ts?: string };
    if (!ok || ts === undefined) throw new Error(`${method} answered "${error}"`);
    return ts;
  };
  return {
    post: (words: string, threadTs?: string) =>
      call('chat.postMessage', {
        ...card(words),
        ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
      }),
    edit: (ts: string, words: string) => call('chat.update', { ...card(words), ts }),
  };
};

/** So many messages, a tenth of them in threads; returns the last root that has one. */
const fill = async (app: ReturnType<typeof createApp>, messages: number): Promise<string> => {
  const threads = Math.min(THREADS, messages / 5);
  const replies = messages / 10 / threads;
  const roots = messages - threads * replies;
  let last = '';
  for (let at = 0; at < roots; at += 1) {
    const root = await app.post(`R${at}: VPC number ${at}`);
    if (at < roots - threads) continue;
    last = root;
    for (let reply = 0; reply < replies; reply += 1) await app.post(`R${at}: reply ${reply}`, root);
  }
  return last;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Seconds that the page's main thread was busy so far. */
const busyFor = async (session: CDPSession): Promise<number> => {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
};

const readPainted = async (page: Page): Promise<readonly number[]> =>
  (await page.evaluate('benchPainted')) as readonly number[];

const measure = async (page: Page, session: CDPSession, act: (at: number) => Promise<unknown>) => {
  const before = (await readPainted(page)).length;
  const busy = await busyFor(session);
  for (let at = 0; at < SAMPLES; at += 1) {
    await act(at);
    await page.evaluate(`benchReach(${before + at + 1})`);
  }
  // What is put off until the page has time is work for this, too.
  await pause(200);
  const painted = (await readPainted(page)).slice(before);
  return { painted: median(painted), work: ((await busyFor(session)) - busy) * (1_000 / SAMPLES) };
};

const measureAt = async (browser: Browser, page: string, messages: number): Promise<readonly PageRow[]> => {
  const world = await createWorld({});
  const door = await openDoor(world, page, 0);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const app = createApp(world);
    const root = await fill(app, messages);
    const tab = await context.newPage();
    tab.setDefaultTimeout(PATIENCE);
    await tab.addInitScript(WATCH);
    await tab.goto(`${door.url}/?as=U0OMAR&in=${CHANNEL}`);
    await tab
      .getByRole('button', { name: /repl(?:y|ies)$/ })
      .last()
      .click();
    await tab.getByRole('button', { name: 'Close thread' }).waitFor();
    const session = await context.newCDPSession(tab);
    await session.send('Performance.enable');
    await measure(tab, session, (at) => app.post(`Warm-up ${at}`));
    const replied = await measure(tab, session, (at) => app.post(`Reply ${at}`, root));
    const edited = await measure(tab, session, (at) => app.edit(root, `Edit ${at}`));
    const posted = await measure(tab, session, (at) => app.post(`Message ${at}`));
    return [
      { what: 'a message', messages, ...posted },
      { what: 'a reply in the open thread', messages, ...replied },
      { what: 'an edit of a message', messages, ...edited },
    ];
  } finally {
    await context.close();
    await door.stop();
    await world.end();
  }
};

/** Null where there is no browser to measure in. */
export const run = async (): Promise<PageBench | null> => {
  if (!hasChromium) return null;
  const page = await keepPage();
  const browser = await openBrowser();
  try {
    const rows = [...(await measureAt(browser, page, FEW)), ...(await measureAt(browser, page, MANY))];
    return { rows, script: weighScript(page) };
  } finally {
    await browser.close();
  }
};

export const renderTable = (bench: PageBench | null): string => {
  if (bench === null) return 'The page is not measured: there is no chromium.';
  const { rows, script } = bench;
  const line = (words: readonly string[]): string =>
    words.map((word, at) => (at === 0 ? word.padEnd(40) : word.padStart(10))).join('  ');
  const few = rows.filter(({ messages }) => messages === FEW);
  return [
    line(['what one more costs the page, at', String(FEW), MANY.toLocaleString('en'), 'ratio']),
    ...few.flatMap((row) => {
      const many = rows.find(({ what, messages }) => what === row.what && messages === MANY) ?? row;
      return (['painted', 'work'] as const).map((of) =>
        line([
          `${row.what}, ${of === 'painted' ? 'until painted' : 'of work'}`,
          `${row[of].toFixed(1)} ms`,
          `${many[of].toFixed(1)} ms`,
          `${(many[of] / row[of]).toFixed(2)}x`,
        ]),
      );
    }),
    '',
    `Its JavaScript: ${(script / 1_000).toFixed(1)} kB compressed, of at most 150 kB.`,
  ].join('\n');
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(renderTable(await run()));
}
