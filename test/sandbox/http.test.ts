import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../sandbox/http.ts';

let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  server = await serve(({ body }) => ({ status: 200, body: { length: body.length } }));
});

afterAll(() => server.stop());

/** A request whose target no `URL` would let through. */
const ask = (path: string, body?: Buffer) =>
  new Promise<number>((resolve, reject) => {
    const asked = request(server.url, { path, method: body === undefined ? 'GET' : 'POST' }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.once('error', reject);
    asked.end(body);
  });

test.each(['//[', '//', 'http://[/'])('the target %s is the mistake of who sends it', async (path) => {
  expect(await ask(path)).toBe(400);
});

test('a body without end is not read to its end', async () => {
  expect(await ask('/', Buffer.alloc(8 * 1024 * 1024))).toBe(200);
  expect(await ask('/', Buffer.alloc(8 * 1024 * 1024 + 1))).toBe(413);
  expect(await ask('/')).toBe(200);
});
