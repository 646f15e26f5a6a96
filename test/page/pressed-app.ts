import { createServer, type IncomingMessage } from 'node:http';
import { asJson, asObjects, isJson } from '../../sandbox/page/read-json.ts';
import type { Json } from '../../sandbox/slack/json.ts';

const readBody = async (incoming: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
};

/** What an action of a person's says: its action_id, and what was chosen where something was. */
const nameAction = (action: Json): string => {
  const { action_id: id, selected_option: option } = action;
  return isJson(option) ? `${id}=${option['value']}` : String(id);
};

/** An app that Slack reaches over HTTP: it hears what is pressed, and acknowledges when it is let. */
export const startPressedApp = async () => {
  const heard: string[] = [];
  let gate: Promise<void> = Promise.resolve();
  const server = createServer(async (incoming, outgoing) => {
    const payload = new URLSearchParams(await readBody(incoming)).get('payload');
    heard.push(...asObjects(asJson(JSON.parse(payload ?? '{}'))['actions']).map(nameAction));
    await gate;
    outgoing.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the app listens nowhere');
  return {
    url: `http://127.0.0.1:${address.port}/slack/events`,
    heard,
    /** From now on nothing is acknowledged, until the returned function is called. */
    hold: (): (() => void) => {
      let open = (): void => {};
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return open;
    },
    stop: (): Promise<void> =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
