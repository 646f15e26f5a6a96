import { isTigerRegion } from './cloud.ts';
import { POSTGRES_PORT, type SeenService } from './service.ts';
import type { Vpc } from './vpc.ts';

/**
 * The ports that have to get out to a VPC, ascending, at least one. At Managed Service each part of a service
 * has one of its own; as long as no service is known there, it is the one that most have.
 */
export const listServicePorts = (
  { region, providerId }: Pick<Vpc, 'region' | 'providerId'>,
  services: readonly Pick<SeenService, 'vpcProviderId' | 'endpoints'>[],
): readonly number[] => {
  if (isTigerRegion(region) || providerId === null) return [POSTGRES_PORT];
  const there = services.filter(({ vpcProviderId }) => vpcProviderId === providerId);
  const ports = new Set(there.flatMap(({ endpoints }) => endpoints.map(({ port }) => port)));
  return ports.size === 0 ? [POSTGRES_PORT] : [...ports].toSorted((one, other) => one - other);
};
