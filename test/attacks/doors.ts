import type { Door } from './doors/door.ts';

export type { Door, DoorResult } from './doors/door.ts';

/** Every way in that takes what somebody else wrote, each with what throws hostile input at it. */
export const DOORS: readonly Door[] = [];
