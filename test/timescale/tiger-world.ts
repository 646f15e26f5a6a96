import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { handClock } from '../../sandbox/clock.ts';
import { createFaults } from '../../sandbox/faults.ts';
import { createTiger, type TigerOptions } from '../../sandbox/tiger/tiger.ts';
import { type Cidr, parseCidr } from '../../src/domain/cidr.ts';
import { createHttp, type HttpOptions } from '../../src/timescale/http.ts';
import { createTigerProject } from '../../src/timescale/tiger.ts';

export const SECRET = 'tssec-payments';
export const PEER = {
  kind: 'aws',
  accountId: '123456789012',
  vpcId: 'vpc-0a1b2c3d4e5f60718',
  region: 'us-east-1',
} as const;

/** The hand-moved clock and the sandbox's Tiger Cloud, for one test. */
export const startTiger = async (more: Partial<TigerOptions> = {}) => {
  const clock = handClock();
  const faults = createFaults();
  const tiger = await createTiger({ clock, faults, ...more });
  return { clock, faults, tiger };
};

/** The adapter for project Payments as the bot makes it, with the clock in the test's hand. */
export const connect = (
  apiUrl: string,
  now: () => number,
  more: Partial<HttpOptions> & { projectId?: string; secretKey?: string } = {},
) => {
  const { projectId = 'rp1pz7uyae', secretKey = SECRET, ...options } = more;
  const pace = { perSecond: 1_000, burst: 10_000, atOnce: 1_000 };
  const http = createHttp({ timeout: 5_000, now, retryDelay: 0, pace, ...options });
  return createTigerProject({ apiUrl, projectId, publicKey: 'tspub-payments', secretKey, http });
};

/** Sandbox and adapter together, stopped with the test. */
export const openWorld = async (more: Partial<TigerOptions> = {}) => {
  const world = await startTiger(more);
  onTestFinished(world.tiger.stop);
  return { ...world, project: connect(world.tiger.apiUrl, world.clock.now) };
};

export type World = Awaited<ReturnType<typeof openWorld>>;

/** A server that answers as the test has it, for what the sandbox would never say. */
export const serve = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** Answers every request with this. */
export const always = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  serve((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });

export const cidr = (text: string): Cidr => {
  const parsed = parseCidr(text);
  if (parsed.kind !== 'cidr') throw new Error(`"${text}" is no network`);
  return parsed.cidr;
};

export const minutes = (count: number): number => count * 60_000;
export const seconds = (count: number): number => count * 1_000;
export const days = (count: number): number => count * 24 * 60 * 60_000;

export const EU = { name: 'payments-eu', region: 'eu-west-1', cidr: cidr('10.8.0.0/24') };

/** A VPC as its peerings' calls name it. */
export const vpcRef = (providerId: string) => ({ providerId, region: EU.region });

/** The id of a VPC that was just made. */
export const createdVpc = async (world: World, wanted = EU) => {
  const creation = await world.project.createVpc(wanted);
  if (creation.kind !== 'created') throw new Error(creation.message);
  return creation.vpc.providerId;
};
