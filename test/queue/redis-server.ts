import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = 'redis-server';

export const hasRedis = spawnSync(PROGRAM, ['--version']).status === 0;

/** The name of a test that needs Redis says why it does not run. */
export const needsRedis = (name: string): string => (hasRedis ? name : `${name} (skipped: no ${PROGRAM})`);

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

const ended = (server: ChildProcess): Promise<void> =>
  server.exitCode !== null || server.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => server.once('exit', () => resolve()));

/** A real Redis of this test's own, which can be killed, frozen and brought back with what it knew. */
export const createRedis = async ({ policy = 'noeviction' }: { policy?: string } = {}) => {
  const port = await freePort();
  const dir = await mkdtemp(join(tmpdir(), 'vpcbot-redis-'));
  let server: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const options = { port, bind: '127.0.0.1', dir, save: '', appendonly: 'yes', 'maxmemory-policy': policy };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const child = spawn(PROGRAM, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    server = child;
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`${PROGRAM} ended with ${code}`)));
      child.stdout.on('data', (chunk) => String(chunk).includes('Ready to accept') && resolve());
    });
  };
  const kill = async (): Promise<void> => {
    if (server === undefined) return;
    server.kill('SIGKILL');
    await ended(server);
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    kill,
    freeze: () => server?.kill('SIGSTOP'),
    thaw: () => server?.kill('SIGCONT'),
    async remove() {
      await kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
};
