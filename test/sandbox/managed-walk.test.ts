import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rangesOverlap } from '../../sandbox/ipv4.ts';
import { hasManagedSpecs, openManagedContract } from './managed-document.ts';
import { type Recorder, recordManaged } from './managed-recorder.ts';
import { act, lookAround, OVERLAPPING, perform, type Seen, type SeenVpc, STRAIGHT } from './managed-walk.ts';

/** Which word may follow which; each may also stay, and what was deleted may not be there any more. */
const VPC_ARROWS: Readonly<Record<string, readonly string[]>> = {
  APPROVED: ['ACTIVE', 'DELETING', 'DELETED'],
  ACTIVE: ['DELETING', 'DELETED'],
  DELETING: ['DELETED'],
  DELETED: [],
};
const ENDED = ['DELETING', 'DELETED'];
const PEERING_ARROWS: Readonly<Record<string, readonly string[]>> = {
  APPROVED: ['PENDING_PEER', 'INVALID_SPECIFICATION', 'DELETED_BY_PEER', ...ENDED],
  PENDING_PEER: ['ACTIVE', 'REJECTED_BY_PEER', 'DELETED_BY_PEER', ...ENDED],
  ACTIVE: ['DELETED_BY_PEER', ...ENDED],
  INVALID_SPECIFICATION: ENDED,
  REJECTED_BY_PEER: ENDED,
  DELETED_BY_PEER: ENDED,
  DELETING: ['DELETED'],
  DELETED: [],
};

const farRanges = ({ aws, google, azure }: Recorder, account: string, name: string): readonly string[] => [
  ...aws
    .vpcsOf(account)
    .filter(({ id }) => id === name)
    .flatMap(({ cidrs }) => cidrs),
  ...[google, azure.networks]
    .flatMap((networks) => networks.networks())
    .filter(({ id }) => id.includes(`/${account}/`) && id.endsWith(`/${name}`))
    .flatMap(({ ranges }) => ranges),
];

const checkVpc = (world: Recorder, { state, network_cidr, peering_connections }: SeenVpc): void => {
  const keys = peering_connections.map((peering) =>
    [peering.peer_cloud_account, peering.peer_vpc, peering.peer_resource_group].join(' '),
  );
  expect(new Set(keys).size).toBe(keys.length);
  for (const { state: word, state_info, peer_cloud_account, peer_vpc } of peering_connections) {
    if (state === 'DELETED') expect(word).toBe('DELETED');
    if (state === 'DELETING') expect(ENDED).toContain(word);
    if (word === 'APPROVED' || ENDED.includes(word)) expect(state_info).toBeNull();
    else if (word !== 'ACTIVE') expect(state_info).toMatchObject({ type: expect.any(String) });
    if (word !== 'ACTIVE') continue;
    const ranges = farRanges(world, peer_cloud_account, peer_vpc);
    expect(ranges.length).toBeGreaterThan(0);
    expect(ranges.filter((range) => rangesOverlap(range, network_cidr))).toEqual([]);
  }
};

const checkServices = ({ vpcs, services }: Seen): void => {
  for (const { project_vpc_id: id, cloud_name } of services) {
    if (id === null) continue;
    expect(vpcs.find((vpc) => vpc.project_vpc_id === id)).toMatchObject({ state: 'ACTIVE', cloud_name });
  }
  const addresses = services.flatMap(({ components }) =>
    components.map(({ host, port }) => `${host}:${port}`),
  );
  expect(new Set(addresses).size).toBe(addresses.length);
};

/** Nobody may delete a VPC with services in it; only Timescale's own people do, and then it is DELETED at once. */
const checkDeletions = (before: Seen, { vpcs }: Seen): void => {
  for (const { project_vpc_id: id, state } of vpcs) {
    const was = before.vpcs.find((vpc) => vpc.project_vpc_id === id);
    if (state !== 'DELETING' || was?.state !== 'ACTIVE') continue;
    expect(before.services.filter(({ project_vpc_id }) => project_vpc_id === id)).toEqual([]);
  }
};

/** What was seen before, against what is seen now. */
const createWitness = (world: Recorder) => {
  const known = new Map<string, string>();
  const ofPcx = new Map<unknown, string>();
  let before: Seen = { vpcs: [], services: [] };
  const follow = (id: string, state: string, arrows: Readonly<Record<string, readonly string[]>>): void => {
    const last = known.get(id) ?? state;
    expect([last, ...(arrows[last] ?? [])]).toContain(state);
    known.set(id, state);
  };
  return (seen: Seen): void => {
    checkServices(seen);
    checkDeletions(before, seen);
    before = seen;
    const ids = seen.vpcs.flatMap(({ project_vpc_id, peering_connections }) => [
      project_vpc_id,
      ...peering_connections.map(({ peering_connection_id }) => peering_connection_id),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const vpc of seen.vpcs) {
      follow(vpc.project_vpc_id, vpc.state, VPC_ARROWS);
      checkVpc(world, vpc);
      for (const { peering_connection_id: id, state, state_info } of vpc.peering_connections) {
        follow(id, state, PEERING_ARROWS);
        const pcx = state_info?.['aws_vpc_peering_connection_id'];
        if (pcx !== undefined) expect(ofPcx.get(pcx) ?? id).toBe(id);
        ofPcx.set(pcx, id);
      }
    }
    for (const id of known.keys()) {
      // A peering may be replaced by its successor as soon as it is deleted.
      if (!ids.includes(id)) expect(known.get(id)).toMatch(/DELET/);
    }
  };
};

test('whatever is done in whatever order, what Managed Service shows holds together and is as its document says', async () => {
  const contract = hasManagedSpecs ? openManagedContract() : null;
  const states = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 40 }), async (acts) => {
      const world = recordManaged();
      const witness = createWitness(world);
      let seen = await lookAround(world);
      for (const each of acts) {
        await perform(world, seen, each);
        seen = await lookAround(world);
        witness(seen);
        for (const vpc of seen.vpcs) {
          states.add(`vpc ${vpc.state}`);
          for (const { state } of vpc.peering_connections) states.add(state);
        }
        for (const { state, project_vpc_id: id } of seen.services) {
          states.add(state);
          if (id !== null) states.add('in a VPC');
        }
      }
      for (const exchange of world.exchanges) {
        const { method, path, body, status } = exchange;
        expect(status).toBeLessThan(500);
        const problems = status < 400 ? contract?.problemsOf(exchange) : contract?.problemsOfAnswer(exchange);
        expect({ of: `${method} ${path} ${body}`, problems: problems ?? [] }).toMatchObject({ problems: [] });
      }
      const counted = Object.values(world.state.calls.counts()).reduce((sum, calls) => sum + calls, 0);
      expect(counted).toBe(world.exchanges.length);
    }),
    { numRuns: 20, examples: [[[...STRAIGHT]], [[...OVERLAPPING]]] },
  );
  const words = [
    ...Object.keys(VPC_ARROWS).map((word) => `vpc ${word}`),
    'PENDING_PEER',
    'ACTIVE',
    'DELETED_BY_PEER',
    'INVALID_SPECIFICATION',
  ];
  for (const word of [...words, 'DELETING', 'DELETED', 'RUNNING', 'REBALANCING', 'REBUILDING', 'in a VPC']) {
    expect(states).toContain(word);
  }
}, 60_000);
