import { createAdvanceSide } from '../../jobs/advance-side.ts';
import { createSweep } from '../../jobs/sweep.ts';
import type { Deps } from '../../src/deps.ts';
import type { Side } from '../../src/domain/completion.ts';
import type { NoticeBody } from '../../src/domain/notice-body.ts';
import type { Peering } from '../../src/domain/peering.ts';
import type { Project } from '../../src/domain/project.ts';
import type { Allowance } from '../../src/domain/side-plan.ts';
import { startStep } from '../../src/domain/step.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import { judgeVpcRequest } from '../../src/domain/vpc-request.ts';
import type { Outcome } from '../../src/queue/jobs.ts';
import { openDatabase } from '../../src/store/open.ts';
import { notices } from '../../src/store/schema.ts';
import { createStore, type Store } from '../../src/store/store.ts';
import { cloudsOf, createFakeAws } from '../clouds/fake-aws.ts';
import { aPeer, aProject, NINE } from '../slack/example.ts';
import { LEASE } from './stage.ts';

export const PCX = 'pcx-0123456789abcdef0';
export const TIMESCALE = '999999999999';
export const PEER = aPeer({ region: 'us-east-1' });

const ALL: readonly Allowance[] = ['accept', 'routes', 'security-group'];

export interface SideWish {
  readonly project?: Partial<Project>;
  readonly allow?: readonly Allowance[];
  readonly state?: Peering['state'];
}

/** A store with one peering that waits for its peer, the peer's AWS account, and the job between them. */
export const createSideWorld = async ({ project: change, allow = ALL, state }: SideWish = {}) => {
  const project = aProject({ timescaleAccounts: [TIMESCALE], ...change });
  const { db, close } = openDatabase(':memory:');
  const store = createStore(db);
  const aws = createFakeAws(PEER);
  const clouds = cloudsOf(aws, { id: PEER.accountId, allow });
  const woken: { readonly name: string; readonly payload: object }[] = [];
  let now = NINE;
  let count = 0;
  const nextId = (): string => {
    count += 1;
    return String(count);
  };
  const doing = (actor: string, id = `gesture-${nextId()}`) => ({
    actor,
    now,
    origin: { kind: 'action', id, team: 'T0ACME' } as const,
  });

  const typed = {
    project: project.name,
    name: 'payments-us',
    region: 'us-east-1',
    cidr: '10.1.0.0/24',
    peers: [{ ...PEER, ranges: '' }],
  };
  const person = { userId: 'U0OMAR', groups: [], standing: 'member' } as const;
  const opened = await store.openVpcRequest(
    project.name,
    (facts) => judgeVpcRequest(typed, person, project, facts),
    doing('U0OMAR'),
  );
  if (opened.kind !== 'opened') throw new Error(`the test's request is ${JSON.stringify(opened)}`);
  const { requestId, vpcId } = opened;

  /** What a look at Timescale shows of the VPC and its peering. */
  const setPeering = async (next: Partial<Peering>): Promise<void> => {
    const view = await store.findVpcView(requestId);
    if (view === null) throw new Error("the test's request is gone");
    const turn = await store.claimVpc(vpcId, `look-${nextId()}`, now, now + LEASE);
    if (turn.kind !== 'claimed') throw new Error(`the test's claim is ${JSON.stringify(turn)}`);
    const { record } = turn;
    const peerings = record.peerings.map((peering) => ({ ...peering, stateSince: now, ...next }));
    const vpc = { ...record.vpc, state: 'active', providerId: '4711' } as const;
    const step = { ...startStep(record), next: { ...record, vpc, peerings }, lookAgainAt: now };
    await store.settleVpc(turn.claim, record, step, now);
  };
  await setPeering({ state: state ?? 'pending-peer', providerId: '88', provisionedId: PCX });
  const [peering] = (await store.findVpcView(requestId))?.peerings ?? [];
  if (peering === undefined) throw new Error("the test's peering is not there");
  aws.people.ask(PCX, { accountId: TIMESCALE, region: 'us-east-1' });

  const deps = (
    over: Store,
  ): Pick<
    Deps,
    'store' | 'wake' | 'clouds' | 'projects' | 'timing' | 'now' | 'random' | 'newRun' | 'log'
  > => ({
    store: over,
    wake: async (job) => {
      woken.push(job);
    },
    clouds,
    projects: new Map([[project.name, project]]),
    timing: DEFAULT_TIMING,
    now: () => now,
    random: () => 0.5,
    newRun: () => `run-${nextId()}`,
    log: { info: () => {}, warn: () => {}, error: () => {} },
  });

  const side = async (): Promise<Side> => {
    const found = await store.findSide(peering.id);
    if (found === null) throw new Error('nobody ever looked at the side');
    return found;
  };

  return {
    db,
    store,
    close,
    aws,
    woken,
    requestId,
    vpcId,
    peeringId: peering.id,
    doing,
    setPeering,
    side,
    now: () => now,
    pass: (ms: number): void => {
      now += ms;
    },
    completion: async () => (await side()).completion,
    /** One run of the job; over another store, where a test wants it to break. */
    look: (over: Store = store): Promise<Outcome> => createAdvanceSide(deps(over))({ peeringId: peering.id }),
    sweep: () => createSweep(deps(store))(),
    due: async (at = now) => [
      ...(await store.findNewSides(clouds.accounts)),
      ...(await store.findDueSides(clouds.accounts, at)),
    ],
    approve: async (actor = 'U0NET', confirmed: string | null = null) => {
      const { revision } = await side();
      return store.approveCompletion(peering.id, { revision, allow, confirmed }, doing(actor));
    },
    ask: async (actor = 'U0OMAR') => {
      const { revision } = await side();
      return store.askCompletion(peering.id, { revision, allow, owners: ['U0NET'] }, doing(actor));
    },
    undo: async (actor = 'U0NET') => {
      const { completion } = await side();
      return store.undoCompletion(completion?.id ?? 0, doing(actor));
    },
    told: (): readonly NoticeBody[] =>
      db
        .select({ body: notices.body })
        .from(notices)
        .all()
        .flatMap(({ body }) => (body.kind === 'drift' ? [] : [body])),
  };
};

export type SideWorld = Awaited<ReturnType<typeof createSideWorld>>;

/** What is said of the other side, in the order in which it was recorded. */
export const heard = ({ told }: SideWorld): readonly string[] =>
  told()
    .map(({ kind }) => kind)
    .filter((kind) => kind.startsWith('side-') || kind.startsWith('completion-'));

/** Looks until nothing is due at once, as the queue would. */
export const settle = async (world: SideWorld, most = 40): Promise<void> => {
  for (let run = 0; run < most; run += 1) {
    const outcome = await world.look();
    if (outcome.kind === 'done' || outcome.at > world.now()) return;
  }
  throw new Error(`the side is not settled after ${most} looks`);
};
