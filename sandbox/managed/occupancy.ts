import type { ManagedServiceRow } from './service-view.ts';
import type { ManagedVpcRow } from './vpcs.ts';

/** Until when a service that left (or was deleted) keeps nodes in the VPC; null: it is still there. */
const holdsUntil = (
  { stays, deletedAt, nodesLeaveAfter }: ManagedServiceRow,
  vpcId: string,
): number | null => {
  const visit = stays.findLastIndex(({ place }) => place.vpc?.id === vpcId);
  if (visit === -1) return 0;
  const left = stays[visit + 1]?.since ?? deletedAt;
  return left === null ? null : left + nodesLeaveAfter;
};

/** Why the VPC cannot be deleted yet; null: nothing is in it. */
export const findOccupancy = (
  rows: readonly ManagedServiceRow[],
  { id }: ManagedVpcRow,
  now: number,
): string | null => {
  const held = rows.map((row) => holdsUntil(row, id));
  if (held.includes(null)) return 'VPC cannot be deleted while there are services in it';
  const leaving = rows.some(({ stays, deletedAt }) => {
    const visit = stays.findLastIndex(({ place }) => place.vpc?.id === id);
    return deletedAt === null && visit !== -1 && now < (stays[visit + 1]?.since ?? now);
  });
  if (leaving) return 'VPC cannot be deleted while there are services migrating from it';
  if (held.every((until) => until === null || now >= until)) return null;
  return 'VPC cannot be deleted while service deletion is still in progress';
};
