/** Where every service of Timescale listens unless its own endpoint says otherwise. */
export const POSTGRES_PORT = 5432;
