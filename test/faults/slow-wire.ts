import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What stands between the bot and its queue: a wire that can be slow, and can be cut. */
export const openWire = async (to: { readonly port: number }) => {
  const open = new Set<Socket>();
  let delay = 0;
  const pass = (from: Socket, onto: Socket): void => {
    // In order also where the delay ends while something is under way: a wire never mixes up what it carries.
    let before = Promise.resolve();
    from.on('data', (chunk) => {
      const due = delay === 0 ? null : pause(delay);
      before = before.then(async () => {
        if (due !== null) await due;
        onto.write(chunk);
      });
    });
    from.on('error', () => onto.destroy());
    from.on('close', () => onto.destroy());
  };
  const server = createServer((client) => {
    const far = connect(to.port, '127.0.0.1');
    for (const socket of [client, far]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    }
    pass(client, far);
    pass(far, client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const cut = (): void => {
    for (const socket of [...open]) socket.destroy();
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    /** How long each part is under way, in ms. */
    setDelay: (ms: number): void => {
      delay = ms;
    },
    cut,
    stop: async (): Promise<void> => {
      const closed = new Promise((resolve) => server.close(resolve));
      cut();
      await closed;
    },
  };
};
