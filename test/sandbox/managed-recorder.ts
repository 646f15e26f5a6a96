import { handClock } from '../../sandbox/clock.ts';
import { createFaults } from '../../sandbox/faults.ts';
import { MANAGED_BASE } from '../../sandbox/managed/api.ts';
import type { ManagedProjectSeed } from '../../sandbox/managed/demo-projects.ts';
import { createManaged } from '../../sandbox/managed/managed.ts';
import { firstOf } from '../../sandbox/routes.ts';
import type { Exchange } from '../timescale/openapi-contract.ts';

const TOKEN = 'token-of-the-walk';
export const PROJECT = 'walk';

/** The newer API's ids are shown, so that a peering can be told from the next one with the same peer. */
const project: ManagedProjectSeed = {
  name: PROJECT,
  token: TOKEN,
  vpcLimit: 3,
  showsPeeringIds: true,
  vpcs: [],
  services: [
    { name: 'metrics-db', cloud: 'timescale-google-europe-west1', replica: true },
    { name: 'billing-db', cloud: 'timescale-aws-us-east-1' },
  ],
};

/** Managed Service without a network in between; every exchange is kept as it would be on the wire. */
export const recordManaged = () => {
  const clock = handClock();
  const managed = createManaged({ clock, faults: createFaults(), projects: [project] });
  const route = firstOf(...managed.routes);
  const exchanges: Exchange[] = [];
  const send = async (method: string, path: string, body?: unknown) => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const { status, body: answer } = await route({
      method,
      url: new URL(path, 'http://sandbox'),
      headers: { authorization: `aivenv1 ${TOKEN}` },
      bytes: Buffer.from(text),
      body: text,
    });
    return { text, status, body: answer === undefined ? undefined : JSON.parse(JSON.stringify(answer)) };
  };
  const api = async (method: string, path: string, body?: unknown) => {
    const { text, status, body: answer } = await send(method, `${MANAGED_BASE}${path}`, body);
    exchanges.push({ method, path, body: text, status, answer });
    return { status, body: answer };
  };
  return { ...managed, clock, api, control: send, exchanges };
};

export type Recorder = ReturnType<typeof recordManaged>;
