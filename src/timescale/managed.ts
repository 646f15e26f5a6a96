import type { TimescalePlace, TimescaleProject } from './api.ts';

export interface ManagedOptions extends TimescalePlace {
  readonly token: string;
}

/** One project of Managed Service for TimescaleDB, by the Aiven API. */
export const createManagedProject = (options: ManagedOptions): TimescaleProject => {
  throw new Error(`opening project "${options.projectId}"`);
};
