import type { Reach } from '../../src/domain/address-plan.ts';
import { samePeer } from '../../src/domain/peer-network.ts';
import type { ProjectFacts } from '../../src/domain/vpc-request.ts';

/** What networks reach, where this is all that any of them reaches. */
export const reachAmong =
  (all: readonly Reach[]): ProjectFacts['findReach'] =>
  (networks) =>
    all.filter(({ peer }) => networks.some((network) => samePeer(network, peer)));
