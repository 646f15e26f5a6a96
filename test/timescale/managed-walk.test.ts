import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findCloud } from '../../src/domain/cloud.ts';
import { peerKey } from '../../src/domain/peer-network.ts';
import type { PeeringState } from '../../src/domain/peering.ts';
import { act, lookAround, openWalk, perform, prepare, type Seen, STRAIGHT } from './managed-walk.ts';

const LEAVING = ['deleting', 'deleted'] as const;
/** Which word may follow which; each may also stay, and a peering may leave the list. */
const ARROWS: Partial<Record<PeeringState, readonly PeeringState[]>> = {
  approved: [
    'pending-peer',
    'active',
    'invalid-specification',
    'rejected-by-peer',
    'deleted-by-peer',
    ...LEAVING,
  ],
  'pending-peer': ['active', 'rejected-by-peer', 'deleted-by-peer', ...LEAVING],
  active: ['deleted-by-peer', ...LEAVING],
  'deleted-by-peer': LEAVING,
  'rejected-by-peer': LEAVING,
  'invalid-specification': LEAVING,
  deleting: ['deleted'],
};
const ENDS = { aws: /^pcx-/, google: /^projects\//, azure: /^[0-9a-f-]{36}\/subscriptions\// } as const;

/** What was seen before, against what is seen now. */
const createWitness = () => {
  const states = new Map<string, PeeringState>();
  const ends = new Map<string, string>();
  const gone = new Set<string>();
  const keyOf = (peering: Seen['peerings'][number]) => `${peering.of.providerId} ${peering.providerId}`;

  const judge = (peering: Seen['peerings'][number]): void => {
    const key = keyOf(peering);
    const { state, provisionedId, message, peer } = peering;
    expect(gone).not.toContain(key);
    const before = states.get(key) ?? 'approved';
    expect([before, ...(ARROWS[before] ?? [])]).toContain(state);
    states.set(key, state);
    if (state === 'pending-peer') expect(provisionedId).toMatch(ENDS[peer.kind]);
    const isBad = state.endsWith('-by-peer') || state === 'invalid-specification';
    expect(message === null).toBe(!isBad);
    if (provisionedId === null) return;
    // It may be left out later, and never becomes another.
    expect(ends.get(key) ?? provisionedId).toBe(provisionedId);
    ends.set(key, provisionedId);
  };

  return ({ vpcs, peerings, services }: Seen): void => {
    const vpcIds = vpcs.map(({ providerId }) => providerId);
    const keys = peerings.map(keyOf);
    expect(new Set([...vpcIds, ...keys]).size).toBe(vpcIds.length + keys.length);
    const standing = peerings.filter(({ state }) => state !== 'deleted');
    const peers = standing.map(({ of, peer }) => `${of.providerId} ${peerKey(peer)}`);
    expect(new Set(peers).size).toBe(peers.length);
    for (const { of, peer } of peerings) expect(findCloud(of.region).cloud).toBe(peer.kind);
    for (const key of states.keys()) if (!keys.includes(key)) gone.add(key);
    for (const peering of peerings) judge(peering);
    for (const { vpcProviderId, endpoints, progress, state } of services) {
      if (vpcProviderId !== null) expect(vpcIds).toContain(vpcProviderId);
      expect(endpoints[0]?.role).toBe('primary');
      if (state === 'ready') expect(progress).toBeNull();
    }
  };
};

test('whatever is done in whatever order, the adapter tells what is there and nothing else', async () => {
  const met = new Set<PeeringState>();
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (acts) => {
      const walk = await openWalk();
      try {
        await prepare(walk);
        const witness = createWitness();
        let seen = await lookAround(walk.project);
        for (const each of acts) {
          await perform(walk, seen, each);
          seen = await lookAround(walk.project);
          witness(seen);
          for (const { state } of seen.peerings) met.add(state);
        }
      } finally {
        await walk.managed.stop();
      }
    }),
    { numRuns: 12, examples: [[STRAIGHT]] },
  );
  for (const state of ['approved', 'pending-peer', 'active', 'deleting', 'deleted'])
    expect(met).toContain(state);
}, 60_000);
