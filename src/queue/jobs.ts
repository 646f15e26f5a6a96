/**
 * Every job there is, and what it carries: ids only. What is true stands in the store, so a job
 * may be lost, late or run twice.
 */
export interface JobPayloads {
  /** Looks once at a VPC and its peerings, and takes one step. */
  readonly 'advance-vpc': { readonly vpcId: number };
  /** Looks once at a service that is to be moved, or at its new host names, and takes one step. */
  readonly 'advance-move': { readonly moveId: number };
  /** Reminds the approvers of an ask for more quota, or ends it. */
  readonly 'advance-quota': { readonly quotaId: number };
  /** Looks once at the other side of a peering, and plans, changes or checks there. */
  readonly 'advance-side': { readonly peeringId: number };
  /** Says the next unsaid notice of a request, and brings its cards up to date. */
  readonly speak: { readonly requestId: number };
  /** Says in a project's channel what is unsaid of the project itself. */
  readonly 'tell-project': { readonly project: string };
  /** Reads what a project already has at its provider. */
  readonly 'observe-project': { readonly project: string };
  /** Brings somebody's App Home up to date. */
  readonly 'publish-home': { readonly userId: string };
  /** Wakes everything the store says is overdue. */
  readonly sweep: Record<string, never>;
}

export type JobName = keyof JobPayloads;

export type Job = {
  readonly [N in JobName]: { readonly name: N; readonly payload: JobPayloads[N] };
}[JobName];

/** What a run of a job comes to. `again` keeps the job and looks again at that time (epoch ms). */
export type Outcome = { readonly kind: 'done' } | { readonly kind: 'again'; readonly at: number };

/**
 * Makes the job run as soon as a worker is free, whether it is unknown, sleeping or over.
 * A job that runs right now is left alone: what woke it stands in the store, and the run
 * notices when it settles; `speak` and `publish-home` run once more after it. Rejects with QUEUE_DOWN within 2 s; the caller logs and goes on,
 * for `sweep` finds what the store says is due.
 */
export type Wake = (job: Job) => Promise<void>;
