import { onTestFinished } from 'vitest';
import { handClock } from '../../sandbox/clock.ts';
import { createFaults } from '../../sandbox/faults.ts';
import { computeRoutes, GOOGLE_BASE } from '../../sandbox/google/compute.ts';
import { createCompute } from '../../sandbox/google/compute-state.ts';
import { googleControl } from '../../sandbox/google/control.ts';
import { createGoogle, networkId } from '../../sandbox/google/networks.ts';
import { serve } from '../../sandbox/http.ts';
import { firstOf } from '../../sandbox/routes.ts';

export const PROD = '/projects/acme-net/global/networks/prod';
/** Timescale's project, and its network for a VPC. */
export const THEIRS = { project: 'timescale-mst-prod', network: 'project-vpc-1' };
const THEIR_NETWORK = networkId(THEIRS.project, THEIRS.network);
const OUR_NETWORK = networkId('acme-net', 'prod');

/** The Compute API by itself, over HTTP. */
export const openCompute = async () => {
  const clock = handClock();
  const faults = createFaults();
  const networks = createGoogle({ clock });
  const isForeign = (project: string): boolean => project === THEIRS.project;
  const compute = createCompute({ clock, networks, isForeign });
  const route = firstOf(...computeRoutes({ compute, callersClock: clock, faults }), googleControl(networks));
  const { url, stop } = await serve(route);
  onTestFinished(stop);

  const send = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${url}${path}`, init);
    const text = await response.text();
    const isJson = response.headers.get('content-type') === 'application/json';
    return { status: response.status, body: isJson ? JSON.parse(text) : text };
  };
  const token = async (): Promise<string> => {
    const headers = { 'metadata-flavor': 'Google' };
    const path = '/computeMetadata/v1/instance/service-accounts/default/token';
    return (await send(path, { headers })).body.access_token;
  };
  const own = await token();
  const api = (method: string, path: string, body?: unknown, bearer = own) =>
    send(`${GOOGLE_BASE}/compute/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const control = (method: string, path: string, body?: unknown) =>
    send(`/control/google${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  /** Timescale makes its side. */
  const theyPeer = (cidr = '10.200.0.0/24'): void => {
    networks.put({ id: THEIR_NETWORK, ranges: [cidr] });
    networks.peer('timescale-peering-1', THEIR_NETWORK, OUR_NETWORK);
  };
  const addPeering = (change: object = {}, query = '') =>
    api('POST', `${PROD}/addPeering${query}`, {
      networkPeering: { name: 'to-timescale', network: THEIR_NETWORK, exchangeSubnetRoutes: true, ...change },
    });
  const peerings = async () => (await api('GET', PROD)).body.peerings ?? [];
  /** Until nothing is in progress any more. */
  const pass = (): void => clock.advance(5_000);
  return { url, clock, faults, networks, send, token, api, control, theyPeer, addPeering, peerings, pass };
};
