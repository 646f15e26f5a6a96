import type { Deps } from '../src/deps.ts';
import type { JobPayloads, Outcome } from '../src/queue/jobs.ts';
import { buildDriftMessage } from '../src/slack/drift-message.ts';
import { sayMessage, sayOnce } from './say-once.ts';

type Needs = Pick<Deps, 'store' | 'thread' | 'projects' | 'timing' | 'now' | 'newRun' | 'log'>;

/** Says in a project's channel what changed at its provider and concerns no request: the oldest first. */
export const createTellProject =
  (deps: Needs) =>
  async ({ project: name }: JobPayloads['tell-project']): Promise<Outcome> => {
    const { store, thread, projects, timing } = deps;
    const project = projects.get(name);
    // Not configured any more: nobody's channel to say it in.
    if (project === undefined) return { kind: 'done' };
    const now = deps.now();
    const turn = await store.claimProjectNotice(name, deps.newRun(), now, now + timing.claimLease);
    if (turn.kind === 'all-said') return { kind: 'done' };
    if (turn.kind === 'later') return { kind: 'again', at: turn.at };
    const { notice } = turn.claimed;
    const message = buildDriftMessage(notice, project);
    return sayOnce(deps, turn.claimed, {
      findPlace: async () => ({ channel: project.channel, threadTs: null }),
      giveUp: async () => false,
      startAnew: async () => {},
      ...sayMessage(thread, notice, { message, broadcast: false }),
    });
  };
