import { createHash } from 'node:crypto';

/** One word for all that something shows: where it is the same, nothing needs to be edited. */
export const digest = (shown: object): string =>
  createHash('sha256').update(JSON.stringify(shown)).digest('base64url');
