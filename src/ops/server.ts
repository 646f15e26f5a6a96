import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** What the ops endpoints report; each is asked when somebody asks. */
export interface OpsFacts {
  /** Parts that must work for the bot to be of use, by name. */
  readonly readiness: () => Promise<Readonly<Record<string, boolean>>>;
  readonly countJobs: () => Promise<Readonly<Record<string, number>>>;
  /** Runs since the start, by job and how they ended. */
  readonly countRuns: () => Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const createRegistry = ({ countJobs, countRuns }: OpsFacts): Registry => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'vpcbot_queue_jobs',
    help: 'Jobs in the queue by state',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const counts = await countJobs().catch(() => ({}));
      for (const [state, jobs] of Object.entries(counts)) this.set({ state }, jobs);
    },
  });
  new Gauge({
    name: 'vpcbot_job_runs_total',
    help: 'Runs of jobs since the start, by job and how they ended',
    labelNames: ['job', 'end'],
    registers: [registry],
    collect() {
      for (const [job, ends] of Object.entries(countRuns())) {
        for (const [end, runs] of Object.entries(ends)) this.set({ job, end }, runs);
      }
    },
  });
  return registry;
};

/**
 * `/healthz` (the process answers), `/readyz` (what it needs answers; 503 names what does not) and
 * `/metrics` (Prometheus). Nothing here asks who calls, so it binds to loopback unless told otherwise.
 */
export const startOps = async (
  { host, port }: { readonly host: string; readonly port: number },
  facts: OpsFacts,
): Promise<{ readonly url: string; stop(): Promise<void> }> => {
  const registry = createRegistry(facts);
  const server = createServer(async (request, response) => {
    const path = request.url?.split('?')[0];
    const send = (status: number, type: string, body: string) =>
      response.writeHead(status, { 'content-type': type }).end(body);
    if (path === '/healthz') return send(200, 'text/plain', 'ok\n');
    if (path === '/metrics') return send(200, registry.contentType, await registry.metrics());
    if (path !== '/readyz') return send(404, 'text/plain', 'there is /healthz, /readyz and /metrics\n');
    const parts = await facts.readiness();
    const ready = Object.values(parts).every((works) => works);
    return send(ready ? 200 : 503, 'application/json', `${JSON.stringify(parts)}\n`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${bound}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
