import { advancePeering, type SeenPeering } from '../../src/domain/peering.ts';
import {
  parkForApproval,
  parkForTimescale,
  settleVpcActive,
  settleVpcCreated,
  settleVpcDeleted,
  settleVpcFailed,
} from '../../src/domain/settle-vpc.ts';
import {
  changePeering,
  changeVpc,
  type Draft,
  finishStep,
  type Step,
  startStep,
  type VpcRecord,
} from '../../src/domain/step.ts';
import { takeListing } from '../../src/domain/take-listing.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import { judgePlacement, type SeenVpc } from '../../src/domain/vpc.ts';
import { limitOf } from '../../src/domain/vpc-request.ts';
import { openDatabase } from '../../src/store/open.ts';
import { createStore } from '../../src/store/store.ts';
import type { VpcClaim } from '../../src/store/vpcs.ts';
import { aProject, NINE, range } from '../slack/example.ts';
import { LEASE } from './stage.ts';

export const PROJECT = aProject({ vpcQuota: 2 });

/** How the provider answers a look. */
export const ANSWERS = ['well', 'refuses', 'is-full', 'nothing', 'rejected-by-peer', 'expired'] as const;
export type Answer = (typeof ANSWERS)[number];

/** A run: it has claimed a VPC, and once it has asked the provider it has a step to record. */
interface Run {
  claim: VpcClaim;
  record: VpcRecord;
  step: Step | null;
}

/** A store, a provider with a list of VPCs, and the runs between them; nothing moves by itself. */
export const createWorld = () => {
  const { db, close } = openDatabase(':memory:');
  const store = createStore(db);
  const provider = new Map<string, SeenVpc>();
  const made = new Set<string>();
  const runs: Run[] = [];
  let now = NINE;
  let count = 0;
  const nextId = (): string => {
    count += 1;
    return String(count);
  };
  const time = () => ({ now, timing: DEFAULT_TIMING, jitter: 0.5 });

  const lookAgain = (draft: Draft): Step => {
    const { intent } = draft.next.vpc;
    const looked = intent === null ? null : { ...intent, looks: intent.looks + 1 };
    return finishStep(changeVpc(draft, { intent: looked }), time(), now);
  };

  const create = async (run: Run, seen: readonly string[], answer: Answer): Promise<Step> => {
    const intent = { seen, at: now, looks: 0 };
    const draft = changeVpc(startStep(run.record), { state: 'creating', intent, stateSince: now });
    const held = await store.recordIntent(run.claim, run.record, draft, now);
    if (held === null) return finishStep(startStep(run.record), time());
    run.claim = held;
    run.record = draft.next;
    if (answer === 'refuses')
      return finishStep(settleVpcFailed(draft, { kind: 'refused', said: 'no' }, now), time());
    if (answer === 'is-full') {
      const use = { used: provider.size, limit: provider.size };
      return finishStep(parkForTimescale(draft, use, 'full', now), time());
    }
    const { name, region, cidr } = draft.next.vpc;
    const providerId = nextId();
    provider.set(providerId, { providerId, name, region, cidr, cidrText: cidr.text, state: null });
    made.add(providerId);
    return finishStep(settleVpcCreated(draft, providerId, now), time());
  };

  const place = async (run: Run, answer: Answer): Promise<Step> => {
    const draft = startStep(run.record);
    const { vpc } = run.record;
    const unwanted = vpc.state === 'deleting';
    if (unwanted && vpc.intent === null) return finishStep(settleVpcDeleted(draft, now), time());
    const letThrough = vpc.requestId !== null && (await store.isLetThrough(vpc.requestId));
    const limit = letThrough
      ? Number.POSITIVE_INFINITY
      : limitOf(PROJECT, await store.findProjectFacts(vpc.project));
    const placement = judgePlacement(vpc, [...provider.values()], limit);
    if (placement.kind === 'look-again') return lookAgain(draft);
    if (placement.kind === 'ours')
      return finishStep(settleVpcCreated(draft, placement.vpc.providerId, now), time());
    if (unwanted) return finishStep(settleVpcDeleted(draft, now), time());
    if (placement.kind === 'create') return create(run, placement.seen, answer);
    if (placement.kind === 'impossible')
      return finishStep(settleVpcFailed(draft, placement.failure, now), time());
    const { used } = placement;
    return finishStep(parkForApproval(draft, { used, limit: placement.limit }, now), time());
  };

  const sight = (answer: Answer, { id, peer }: VpcRecord['peerings'][number]): SeenPeering => {
    const ends = answer === 'expired' || answer === 'rejected-by-peer';
    const state = ends ? answer : answer === 'well' ? 'active' : 'pending-peer';
    return {
      providerId: `peering-${id}`,
      peer,
      state,
      rawStatus: state,
      provisionedId: `pcx-${id}`,
      message: null,
      peerRanges: [],
      warnings: [],
    };
  };

  const watch = (run: Run, providerId: string, answer: Answer): Step => {
    const { vpc, peerings } = run.record;
    const start = startStep(run.record);
    if (!provider.has(providerId)) {
      const deleted = vpc.state === 'deleting';
      return finishStep(
        deleted ? settleVpcDeleted(start, now) : settleVpcFailed(start, { kind: 'gone' }, now),
        time(),
      );
    }
    const listed = peerings.filter(({ providerId: known }) => known !== null);
    const draft = takeListing(
      start,
      listed.map((peering) => sight(answer, peering)),
      time(),
    );
    const unwanted = draft.next.peerings.find(({ state }) => state === 'deleting');
    if (unwanted !== undefined)
      return finishStep(changePeering(draft, { ...unwanted, state: 'deleted', stateSince: now }), time());
    if (vpc.state === 'deleting') {
      provider.delete(providerId);
      return finishStep(settleVpcDeleted(draft, now), time());
    }
    const wanted = draft.next.peerings.find(({ state }) => state === 'requested');
    if (wanted === undefined || answer === 'nothing') return finishStep(draft, time());
    if (answer === 'refuses')
      return finishStep(
        settleVpcActive(changePeering(draft, { ...wanted, state: 'failed', stateSince: now }), now),
        time(),
      );
    const asked = advancePeering(
      wanted,
      { ...sight(answer, wanted), state: 'approved' },
      now,
      DEFAULT_TIMING,
    );
    return finishStep(settleVpcActive(changePeering(draft, asked), now), time());
  };

  return {
    db,
    store,
    close,
    provider,
    made,
    runs,
    now: () => now,
    pass: (ms: number) => {
      now += ms;
    },
    doing: (actor: string) => ({
      actor,
      now,
      origin: { kind: 'action', id: `gesture-${nextId()}`, team: 'T0ACME' } as const,
    }),
    claim: async (vpcId: number): Promise<void> => {
      const turn = await store.claimVpc(vpcId, `run-${nextId()}`, now, now + LEASE);
      if (turn.kind === 'claimed') runs.push({ claim: turn.claim, record: turn.record, step: null });
    },
    /** Asks the provider what the VPC needs next; what comes of it is not recorded yet. */
    act: async (run: Run, answer: Answer): Promise<void> => {
      const { providerId } = run.record.vpc;
      run.step = providerId === null ? await place(run, answer) : watch(run, providerId, answer);
    },
    settle: async (run: Run): Promise<void> => {
      runs.splice(runs.indexOf(run), 1);
      if (run.step !== null) await store.settleVpc(run.claim, run.record, run.step, now);
    },
    /** Somebody makes a VPC in the provider's console. */
    makeByHand: (text: string): void => {
      const providerId = nextId();
      const cidr = range(text);
      const name = `by-hand-${providerId}`;
      const region = 'us-east-1';
      provider.set(providerId, { providerId, name, region, cidr, cidrText: text, state: null });
    },
    observe: () => store.recordVpcListing('payments', [...provider.values()], now, now),
  };
};

export type World = ReturnType<typeof createWorld>;
