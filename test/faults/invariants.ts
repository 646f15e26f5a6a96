import { findAuditBroken } from './audit-laws.ts';
import { findNoticesBroken } from './notice-laws.ts';
import { findProviderBroken } from './provider-laws.ts';
import { readMessages, readProvider, readRows, type SettledWorld } from './settled-world.ts';
import { findStandingBroken } from './standing-laws.ts';

/** What does not hold once all is quiet, a sentence each that names the thing. Empty: nothing was lost. */
export const findBroken = (world: SettledWorld): readonly string[] => {
  const rows = readRows(world);
  return [
    ...findStandingBroken(rows, world),
    ...findProviderBroken(rows, readProvider(world), world.foreign),
    ...findNoticesBroken(rows, readMessages(world)),
    ...findAuditBroken(rows, world.auditBefore),
  ];
};
