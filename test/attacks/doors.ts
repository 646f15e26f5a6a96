import { COMPUTE_DOOR, EC2_DOOR } from './doors/cloud-doors.ts';
import { COMMAND_DOOR } from './doors/command-door.ts';
import { CONFIG_DOOR } from './doors/config-door.ts';
import { DNS_DOOR } from './doors/dns-door.ts';
import type { Door } from './doors/door.ts';
import { FORMS_DOOR } from './doors/forms-door.ts';
import { GESTURES_DOOR } from './doors/gestures-door.ts';
import { JOBS_DOOR } from './doors/jobs-door.ts';
import { MANAGED_DOOR, TIGER_DOOR } from './doors/provider-doors.ts';

export type { Door } from './doors/door.ts';

/** Every way in that takes what somebody else wrote, each with what throws hostile input at it. */
export const DOORS: readonly Door[] = [
  COMMAND_DOOR,
  FORMS_DOOR,
  GESTURES_DOOR,
  CONFIG_DOOR,
  TIGER_DOOR,
  MANAGED_DOOR,
  EC2_DOOR,
  COMPUTE_DOOR,
  DNS_DOOR,
  JOBS_DOOR,
];
