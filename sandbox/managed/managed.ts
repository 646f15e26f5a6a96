import { type Aws, createAws } from '../aws/clouds.ts';
import { awsControl } from '../aws/control.ts';
import { azureControl } from '../azure/control.ts';
import { type Azure, createAzure } from '../azure/networks.ts';
import type { Clock } from '../clock.ts';
import type { Faults } from '../faults.ts';
import { googleControl } from '../google/control.ts';
import { createGoogle } from '../google/networks.ts';
import { type Route, serve } from '../http.ts';
import { firstOf, type PartialRoute } from '../routes.ts';
import type { TwoSidedNetworks } from '../two-sided.ts';
import { MANAGED_BASE, managedApi } from './api.ts';
import { managedControl } from './control.ts';
import {
  MANAGED_DELAYS,
  type ManagedDelays,
  type ManagedProjectSeed,
  managedDemoProjects,
} from './demo-projects.ts';
import { createManagedState, type ManagedState } from './state.ts';

export interface ManagedOptions {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly aws?: Aws;
  readonly google?: TwoSidedNetworks;
  readonly azure?: Azure;
  readonly projects?: readonly ManagedProjectSeed[];
  readonly delays?: Partial<ManagedDelays>;
}

export interface Managed {
  readonly state: ManagedState;
  readonly aws: Aws;
  readonly google: TwoSidedNetworks;
  readonly azure: Azure;
  /** The API with its control, and the controls of the Google and Azure networks behind it. */
  readonly routes: readonly PartialRoute[];
}

/** Managed Service for TimescaleDB, and the customer's networks in three clouds behind it. */
export const createManaged = (options: ManagedOptions): Managed => {
  const { clock, faults, projects = managedDemoProjects, delays } = options;
  const {
    aws = createAws({ clock }),
    google = createGoogle({ clock }),
    azure = createAzure({ clock }),
  } = options;
  const clouds = { aws, google, azure };
  const state = createManagedState({ clock, ...clouds, projects, delays: { ...MANAGED_DELAYS, ...delays } });
  const routes = [
    managedApi(state, faults),
    managedControl(state),
    googleControl(google),
    azureControl(azure),
  ];
  return { state, ...clouds, routes };
};

/** The same on a server of its own, with the AWS accounts' control. */
export const serveManaged = async (
  options: ManagedOptions & { readonly around?: (route: Route) => Route },
) => {
  const managed = createManaged(options);
  const route = firstOf(...managed.routes, awsControl(managed.aws));
  const { url, stop } = await serve(options.around?.(route) ?? route);
  return { ...managed, url, apiUrl: `${url}${MANAGED_BASE}`, stop };
};
