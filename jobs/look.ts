import type { Deps } from '../src/deps.ts';
import type { SeenPeering } from '../src/domain/peering.ts';
import { type Draft, type LookTime, startStep, type VpcRecord } from '../src/domain/step.ts';
import type { VpcClaim } from '../src/store/vpcs.ts';
import type { TimescaleProject, VpcRef } from '../src/timescale/api.ts';

/** One look at a VPC under way: what the store holds of it, and the right to change it. */
export interface Look {
  readonly api: TimescaleProject;
  readonly time: LookTime;
  /** As the store has it now. */
  record(): VpcRecord;
  claim(): VpcClaim;
  /**
   * Records an intent before the call that costs, and begins a new draft on it.
   * Null: somebody changed the VPC meanwhile, so the call must not be made.
   */
  intend(draft: Draft): Promise<Draft | null>;
  /** Whether this look asked the provider for something: only then a refusal unmakes the intent. */
  hasIntended(): boolean;
}

/** What one call showed of a VPC that the provider has, and the step that begins with it. */
export interface Sight {
  readonly look: Look;
  /** As the provider's calls name it. */
  readonly ref: VpcRef;
  readonly listed: readonly SeenPeering[];
  readonly draft: Draft;
}

export const openLook = (
  store: Pick<Deps['store'], 'recordIntent'>,
  api: TimescaleProject,
  time: LookTime,
  turn: { readonly claim: VpcClaim; readonly record: VpcRecord },
): Look => {
  let { claim, record } = turn;
  let intended = false;
  return {
    api,
    time,
    record: () => record,
    claim: () => claim,
    hasIntended: () => intended,
    intend: async (draft) => {
      const next = await store.recordIntent(claim, record, draft, time.now);
      if (next === null) return null;
      claim = next;
      record = draft.next;
      intended = true;
      return { ...startStep(record), quota: draft.quota };
    },
  };
};
