import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { openDoor } from '../../sandbox/demo/door.ts';
import type { News } from '../../sandbox/demo/news.ts';
import { createWorld } from '../../sandbox/demo/world.ts';
import { openBots } from './demo-bots.ts';

const PAGE = {
  'index.html': '<!doctype html><title>vpcbot</title>',
  'assets/index-1.js': 'export {};',
  'assets/index-1.js.map': '{}',
  'assets/index-1.css': 'p { color: red }',
};

const writePage = (): string => {
  const around = mkdtempSync(join(tmpdir(), 'vpcbot-door-'));
  onTestFinished(() => rmSync(around, { recursive: true }));
  writeFileSync(join(around, 'secret.js'), 'secret');
  const folder = join(around, 'page');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  for (const [name, text] of Object.entries(PAGE)) writeFileSync(join(folder, name), text);
  return folder;
};

const open = async () => {
  const bots = openBots();
  const world = await createWorld({}, { startBot: bots.startBot });
  const door = await openDoor(world, writePage(), 0);
  onTestFinished(async () => {
    await Promise.all([door.stop(), world.end()]);
  });
  const { port } = new URL(door.url);
  /** Sends the path as it is: `fetch` would tidy it up before. */
  const ask = (path: string, { method = 'GET', body = '', headers = {} } = {}) =>
    new Promise<{ status: number; text: string; headers: NodeJS.Dict<string | string[]> }>(
      (resolve, reject) => {
        const asking = request({ host: '127.0.0.1', port, path, method, headers }, async (answer) => {
          const text = (await answer.toArray()).join('');
          resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers });
        });
        asking.once('error', reject);
        asking.end(body);
      },
    );
  const post = async (path: string, body?: object) => {
    const { status, text } = await ask(path, { method: 'POST', body: body ? JSON.stringify(body) : '' });
    const said: unknown = JSON.parse(text);
    return { status, said };
  };
  const follow = (query: string, origin?: string) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/live${query}`, origin ? { origin } : {});
    onTestFinished(() => socket.terminate());
    const news: News[] = [];
    socket.on('message', (data) => news.push(JSON.parse(String(data)) as News));
    const closed = new Promise<string>((resolve) => {
      socket.on('close', (code, reason) => resolve(`${code} ${reason}`));
      socket.on('error', ({ message }) => resolve(message));
    });
    return {
      socket,
      closed,
      news,
      kinds: () => news.map(({ kind }) => kind),
      clouds: () => news.filter(({ kind }) => kind === 'clouds').length,
    };
  };
  return { world, bots, door, ask, post, follow };
};

test('the page comes with what keeps a browser safe', async () => {
  const { ask } = await open();
  const index = await ask('/?as=U0OMAR');
  expect(index).toMatchObject({ status: 200, text: PAGE['index.html'] });
  expect(index.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': expect.stringMatching(/default-src 'self';.*frame-ancestors 'none'/),
  });
  const script = await ask('/assets/index-1.js');
  expect(script).toMatchObject({ status: 200, text: PAGE['assets/index-1.js'] });
  expect(script.headers).toMatchObject({ 'cache-control': expect.stringContaining('immutable') });
  expect((await ask('/', { method: 'HEAD' })).status).toBe(200);
});

test.each([
  ['/../secret.js', 'it is beside the page'],
  ['/assets/../../secret.js', 'it is beside the page'],
  ['/%2e%2e/secret.js', 'dots may be encoded'],
  ['/..%2fsecret.js', 'slashes may be encoded'],
  ['/..%5csecret.js', 'so may be their other kind'],
  ['/%252e%252e/secret.js', 'both may be encoded twice'],
  ['/....//secret.js', 'whoever takes dots away may leave some'],
  ['/assets/index-1.js%00.html', 'a name may end early'],
  ['/assets/index-1.js.map', 'it is of a kind that the page does not need'],
  ['/assets', 'it is a folder'],
  ['//', 'it is no path'],
])('nothing is at %s, because %s', async (path) => {
  const { ask } = await open();
  const { status, text } = await ask(path);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(text).not.toContain('secret\n');
  expect(text).not.toBe('secret');
});

test('a name that is pointed here opens nothing, and a page of another site changes nothing', async () => {
  const { ask, bots } = await open();
  expect((await ask('/', { headers: { host: 'evil.example' } })).status).toBe(403);
  const forged = { method: 'POST', headers: { origin: 'https://evil.example' } };
  for (const path of ['/demo/bot/start', '/control/faults'])
    expect((await ask(path, forged)).status).toBe(403);
  expect(bots.count()).toBe(0);
});

test('each act is answered in words', async () => {
  const { post, ask, bots } = await open();
  expect(await post('/demo/bot/start')).toEqual({ status: 202, said: { message: 'The bot starts.' } });
  expect(await post('/demo/bot/start')).toMatchObject({ status: 409 });
  expect(await post('/demo/pace', { pace: 'fast' })).toEqual({
    status: 400,
    said: { message: 'The body is {"pace": NAME}, and NAME is quick, real or week.' },
  });
  expect(await post('/demo/pace')).toMatchObject({ status: 400 });
  expect((await ask('/demo/pace', { method: 'POST', body: '{' })).status).toBe(400);
  expect(await post('/demo/pace', { pace: 'quick' })).toMatchObject({ status: 409 });
  expect(await post('/demo/bot/kill')).toMatchObject({ status: 202 });
  expect((await ask('/demo/reset')).status).toBe(405);
  expect((await ask('/', { method: 'DELETE' })).status).toBe(405);
  expect(bots.count()).toBe(1);
});

test('the sandbox’s control APIs stand at the same address, streams too', async () => {
  const { ask, door, world } = await open();
  expect(JSON.parse((await ask('/control/clock')).text)).toMatchObject({ scale: 30 });
  expect((await ask('/control/nowhere')).status).toBe(404);
  const state = JSON.parse((await ask('/demo/state')).text);
  expect(state).toMatchObject({ urls: world.urls(), bot: { state: 'down' } });
  const leaving = new AbortController();
  const events = await fetch(`${door.url}/control/slack/events`, { signal: leaving.signal });
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toContain('listening');
  const say = { method: 'POST', body: '{"channel":"C0VPC","text":"hello"}' };
  await ask('/control/slack/people/U0OMAR/say', say);
  expect((await reader?.read())?.value).toContain('hello');
  leaving.abort();
});

test('a page is told all there is, and all anew after a reset', async () => {
  const { follow, post, ask } = await open();
  const { news, kinds } = follow('?as=U0OMAR');
  await expect.poll(kinds).toContain('clouds');
  expect(kinds()).toEqual(expect.arrayContaining(['workspace', 'place', 'modals', 'home', 'app', 'bot']));
  const say = { method: 'POST', body: '{"channel":"C0VPC","text":"before"}' };
  await ask('/control/slack/people/U0OMAR/say', say);
  await expect.poll(() => JSON.stringify(news)).toContain('before');
  await post('/demo/reset');
  await expect.poll(kinds).toContain('reset');
  await expect.poll(() => kinds().lastIndexOf('clouds')).toBeGreaterThan(kinds().indexOf('reset'));
  const after = news.slice(kinds().indexOf('reset'));
  expect(after.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['reset', 'workspace', 'place', 'bot']),
  );
  expect(JSON.stringify(after)).not.toContain('before');
});

test('whoever cannot follow is told why', async () => {
  const { follow } = await open();
  expect(await follow('').closed).toBe('4400 Say who looks: /live?as=U0OMAR');
  expect(await follow('?as=U0NOBODY').closed).toBe('4404 There is nobody with this id.');
  expect(await follow('?as=U0OMAR', 'https://evil.example').closed).toContain('403');
  expect(await follow('/elsewhere').closed).toContain('404');
});

test('a demo that ends says so to every page', async () => {
  const { follow, door } = await open();
  const { closed, kinds } = follow('?as=U0OMAR');
  await expect.poll(kinds).toContain('bot');
  await door.stop();
  expect(await closed).toBe('1001 The demo has ended.');
});

test('a page that does not read is let go of before much waits for it', async () => {
  const { follow, post, bots } = await open();
  const asleep = follow('?as=U0OMAR');
  await expect.poll(asleep.kinds).toContain('bot');
  asleep.socket.pause();
  await post('/demo/bot/start');
  for (let line = 0; line < 60; line += 1) bots.last().say('x'.repeat(1024 * 1024));
  await post('/demo/bot/kill');
  await post('/demo/bot/start');
  asleep.socket.resume();
  expect(await asleep.closed).toContain('1006');
});

test('a page that says anything is let go of, and the others stay', async () => {
  const { follow } = await open();
  const loud = follow('?as=U0OMAR');
  const quiet = follow('?as=U0ADA');
  await expect.poll(() => loud.kinds().includes('bot') && quiet.kinds().includes('bot')).toBe(true);
  loud.socket.send('x'.repeat(10_000));
  expect(await loud.closed).toContain('1009');
  expect(quiet.socket.readyState).toBe(WebSocket.OPEN);
});
