import { Refusal } from '../refusal.ts';

export const busy = (what: string): Refusal =>
  new Refusal(409, 'CONFLICT', `the ${what} is already being updated`);
