import type { Clouds } from '../../src/clouds/api.ts';

const refuse = (id: string): never => {
  throw new Error(`looking up account "${id}": it is not configured`);
};

/** A configuration without `clouds`. */
export const NO_CLOUDS: Clouds = { accounts: [], aws: refuse, google: refuse };
