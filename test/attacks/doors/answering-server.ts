import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpAnswer } from './hostile-answers.ts';

const send = (response: ServerResponse, answer: HttpAnswer): void => {
  if (answer.kind === 'answer') {
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
    return;
  }
  if (answer.how === 'cut') {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"items":[');
    setImmediate(() => response.destroy());
    return;
  }
  response.destroy();
};

/** A server that gives the answers that it was told to, one for each request; those of `always` to their paths. */
export const openAnsweringServer = async (always: Readonly<Record<string, () => HttpAnswer>>) => {
  let answers: readonly HttpAnswer[] = [];
  let next = 0;
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const fixed = Object.entries(always).find(([begin]) => path.startsWith(begin))?.[1];
    request.resume();
    request.on('end', () => {
      if (fixed !== undefined) return send(response, fixed());
      const answer = answers[next] ?? { kind: 'broken', how: 'refused' };
      next += 1;
      send(response, answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tell: (those: readonly HttpAnswer[]): void => {
      answers = those;
      next = 0;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
