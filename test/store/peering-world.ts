import { createAdvanceVpc } from '../../jobs/advance-vpc.ts';
import type { AwsPeer } from '../../src/domain/aws-peer.ts';
import { samePeer } from '../../src/domain/peer-network.ts';
import type { SeenPeering } from '../../src/domain/peering.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import type { SeenVpc } from '../../src/domain/vpc.ts';
import { judgeVpcRequest } from '../../src/domain/vpc-request.ts';
import { VpcbotError } from '../../src/errors.ts';
import { openDatabase } from '../../src/store/open.ts';
import { createStore } from '../../src/store/store.ts';
import type { Change, Deletion, PeeringCreation, TimescaleProject } from '../../src/timescale/api.ts';
import { NO_CLOUDS } from '../clouds/no-clouds.ts';
import { aPeer, aProject, NINE } from '../slack/example.ts';

export const PROJECT = aProject();
export const NETWORKS: readonly AwsPeer[] = ['a', 'b', 'c'].map((letter) =>
  aPeer({ vpcId: `vpc-0000000${letter}` }),
);
export const VPC = 1;

/** What goes wrong with the next call that asks the provider for something. */
export const FAULTS = ['refuses', 'answer-lost', 'crash', 'already-there'] as const;
export type Fault = (typeof FAULTS)[number];

const lost = () => new VpcbotError('TIMESCALE_UNREACHABLE', { doing: 'asking the walk' });

/** The provider's side: one VPC and its peerings, as its lists would show them. */
const createProvider = () => {
  const peerings = new Map<string, SeenPeering>();
  let vpc: SeenVpc | null = null;
  let count = 0;
  const add = (peer: SeenPeering['peer'], state: SeenPeering['state'] = 'approved'): SeenPeering => {
    count += 1;
    const made: SeenPeering = {
      providerId: `p${count}`,
      peer,
      state,
      rawStatus: state,
      provisionedId: null,
      message: null,
      peerRanges: [],
      warnings: [],
    };
    peerings.set(made.providerId, made);
    return made;
  };
  return {
    peerings,
    add,
    vpc: () => vpc,
    setVpc: (next: SeenVpc | null) => {
      vpc = next;
      if (next === null) peerings.clear();
    },
    change: (providerId: string, state: SeenPeering['state']): void => {
      const known = peerings.get(providerId);
      const provisionedId = known?.provisionedId ?? `pcx-${providerId}`;
      if (known !== undefined) peerings.set(providerId, { ...known, state, rawStatus: state, provisionedId });
    },
  };
};

/** One VPC with the real job that looks after it, a provider, and whoever acts while that is asked. */
export const createPeeringWorld = () => {
  const { db, close } = openDatabase(':memory:');
  const store = createStore(db);
  const provider = createProvider();
  const deletions: string[] = [];
  let now = NINE;
  let runs = 0;
  let fault: Fault | null = null;
  let meanwhile: (() => Promise<unknown>) | null = null;

  /** Somebody acts between a look's reading and its asking. */
  const interrupt = async (): Promise<void> => {
    const act = meanwhile;
    meanwhile = null;
    await act?.();
  };
  const takeFault = (): Fault | null => {
    const taken = fault;
    fault = null;
    return taken;
  };
  /** Asks, and loses the answer where that is to happen. */
  const ask = async <T>(answer: () => T, refusal: T): Promise<T> => {
    await interrupt();
    const taken = takeFault();
    if (taken === 'refuses') return refusal;
    const said = answer();
    if (taken === 'answer-lost') throw lost();
    if (taken === 'crash') throw new Error('the walk ends this run');
    return said;
  };

  const unused = (): never => {
    throw new Error('the walk asks for no such thing');
  };
  const api: TimescaleProject = {
    findKeyOwner: unused,
    listRegions: unused,
    getService: unused,
    getCertificate: unused,
    moveService: unused,
    refreshPeerings: async () => {},
    listServices: async () => [],
    listVpcs: async () => [provider.vpc()].flatMap((vpc) => vpc ?? []),
    getVpc: async () => provider.vpc(),
    createVpc: async ({ name, region, cidr }) => {
      const vpc = { providerId: '4711', name, region, cidr, cidrText: cidr.text, state: null };
      provider.setVpc(vpc);
      return { kind: 'created', vpc };
    },
    deleteVpc: () =>
      ask<Deletion>(
        () => {
          provider.setVpc(null);
          return { kind: 'deleted' };
        },
        { kind: 'refused', message: 'no' },
      ),
    renameVpc: () => ask<Change>(() => ({ kind: 'accepted' }), { kind: 'refused', message: 'no' }),
    listPeerings: async () => {
      await interrupt();
      if (provider.vpc() === null) return { kind: 'vpc-not-found' };
      return { kind: 'listed', peerings: [...provider.peerings.values()], vpcState: null };
    },
    createPeering: (_, peer) => {
      // Managed Service answers with the one that there is.
      const there = () => [...provider.peerings.values()].find((known) => samePeer(known.peer, peer));
      if (fault === 'already-there' && there() === undefined) provider.add(peer, 'active');
      return ask<PeeringCreation>(() => ({ kind: 'created', peering: there() ?? provider.add(peer) }), {
        kind: 'refused',
        message: 'no',
      });
    },
    deletePeering: (_, { providerId }) =>
      ask<Deletion>(
        () => {
          deletions.push(providerId);
          provider.peerings.delete(providerId);
          return { kind: 'deleted' };
        },
        { kind: 'refused', message: 'no' },
      ),
  };
  const advance = createAdvanceVpc({
    store,
    wake: async () => {},
    timescale: () => api,
    clouds: NO_CLOUDS,
    projects: new Map([[PROJECT.name, PROJECT]]),
    timing: DEFAULT_TIMING,
    now: () => now,
    random: () => 0.5,
    newRun: () => {
      runs += 1;
      return `run-${runs}`;
    },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  });

  const doing = (actor: string) => {
    runs += 1;
    const origin = { kind: 'action', id: `gesture-${runs}`, team: 'T0ACME' } as const;
    return { actor, now, origin };
  };

  return {
    db,
    store,
    close,
    provider,
    /** Ids that the provider was asked to delete since the last look. */
    takeDeletions: () => deletions.splice(0),
    doing,
    pass: (ms: number) => {
      now += ms;
    },
    breakNext: (next: Fault) => {
      fault = next;
    },
    during: (act: () => Promise<unknown>) => {
      meanwhile = act;
    },
    /** One look, where one is due; a run that dies leaves its claim to run out. */
    look: async (): Promise<void> => {
      now += 60_000;
      const hurry = store.findDueVpcs(now);
      if ((await hurry).includes(VPC)) await advance({ vpcId: VPC }).catch(() => {});
      await interrupt();
    },
    /** The project's own reading, where nobody waits for the VPC. */
    observe: async (): Promise<void> => {
      const [resting] = await store.findRestingVpcs(PROJECT.name);
      if (resting === undefined || provider.vpc() === null) return;
      const time = { now, timing: DEFAULT_TIMING };
      await store.recordPeeringListing(VPC, [...provider.peerings.values()], time);
    },
    /** Omar asks for a VPC with its first peering, and it comes to be. */
    begin: async (): Promise<void> => {
      const [first] = NETWORKS;
      const { accountId = '', vpcId = '' } = first ?? {};
      const peers = [{ kind: 'aws', accountId, vpcId, region: 'eu-west-1', ranges: '' }] as const;
      const typed = { project: 'payments', name: 'alpha', region: 'us-east-1', cidr: '10.1.0.0/24', peers };
      const person = { userId: 'U0OMAR', groups: [], standing: 'member' } as const;
      await store.openVpcRequest(
        PROJECT.name,
        (facts) => judgeVpcRequest(typed, person, PROJECT, facts),
        doing('U0OMAR'),
      );
      for (let looks = 0; looks < 4; looks += 1) {
        now += 60_000;
        await advance({ vpcId: VPC });
      }
    },
  };
};

export type PeeringWorld = ReturnType<typeof createPeeringWorld>;
