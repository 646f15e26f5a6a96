import { Refusal } from '../refusal.ts';

/** Managed Service has a code for few of its refusals. */
export const refusal = (status: number, message: string, code = ''): Refusal =>
  new Refusal(status, code, message);
