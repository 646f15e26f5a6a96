import { type Aws, createAws } from '../aws/clouds.ts';
import { awsControl } from '../aws/control.ts';
import type { Clock } from '../clock.ts';
import type { Faults } from '../faults.ts';
import { type Route, serve, type Upgrade } from '../http.ts';
import { firstOf, type PartialRoute } from '../routes.ts';
import { TIGER_BASE, tigerApi } from './api.ts';
import { tigerControl } from './control.ts';
import { DEMO_DELAYS, type Delays, demoProjects, type ProjectSeed } from './demo-projects.ts';
import { createTigerState, type TigerState } from './state.ts';

export interface TigerOptions {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly aws?: Aws;
  readonly projects?: readonly ProjectSeed[];
  readonly delays?: Partial<Delays>;
  /** Served by the same server, after Tiger's own and AWS's. */
  readonly more?: readonly PartialRoute[];
  /** Takes the connections to the same server that ask to become a WebSocket. */
  readonly upgrade?: Upgrade;
  /** 0 or none: any free one. */
  readonly port?: number;
  /** Sees every request with its answer. */
  readonly around?: (route: Route) => Route;
}

export interface Tiger {
  readonly state: TigerState;
  readonly aws: Aws;
  /** The server; the control API stands under `/control`. */
  readonly url: string;
  /** What a bot is to use as `apiUrl`. */
  readonly apiUrl: string;
  /** What the server answers with, for who asks without one. */
  readonly route: Route;
  readonly stop: () => Promise<void>;
}

/** Tiger Cloud and the customer's AWS accounts behind it, on one server. */
export const createTiger = async (options: TigerOptions): Promise<Tiger> => {
  const { clock, faults, projects = demoProjects, delays, more = [], upgrade, port, around } = options;
  const aws = options.aws ?? createAws({ clock });
  const state = createTigerState({ clock, aws, projects, delays: { ...DEMO_DELAYS, ...delays } });
  const plain = firstOf(tigerApi(state, faults), tigerControl(state), awsControl(aws), ...more);
  const route = around === undefined ? plain : around(plain);
  const { url, stop } = await serve(route, port, upgrade);
  return { state, aws, url, apiUrl: `${url}${TIGER_BASE}`, route, stop };
};
