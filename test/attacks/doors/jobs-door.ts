import fc from 'fast-check';
import { VpcbotError } from '../../../src/errors.ts';
import type { Job, Outcome } from '../../../src/queue/jobs.ts';
import { jobKey, parseJob } from '../../../src/queue/parse-job.ts';
import { hostileJson, hostileText, mutated } from './hostile-values.ts';
import { createSaidJudge } from './judge-said.ts';
import { createLedger } from './ledger.ts';
import { findPollution, say, shareLivedIn } from './slack-target.ts';
import { openWorld, PROJECTS, type SlackWorld } from './slack-world.ts';
import { createDoor, type Target, type Verdict } from './throw-at.ts';

export interface Queued {
  readonly name: string;
  readonly payload: unknown;
  readonly pass: number;
}

const IDS = {
  'advance-vpc': 'vpcId',
  'advance-move': 'moveId',
  'advance-quota': 'quotaId',
  'advance-side': 'peeringId',
  speak: 'requestId',
};
const TEXTS = { 'tell-project': 'project', 'observe-project': 'project', 'publish-home': 'userId' };
const NAMES = [...Object.keys(IDS), ...Object.keys(TEXTS), 'sweep'];

const id = fc.oneof(
  { weight: 6, arbitrary: fc.nat({ max: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom(-1, 1.5, 1e15, Number.MAX_SAFE_INTEGER, 1e308) },
);

const right = fc.oneof(
  fc
    .tuple(fc.constantFrom(...Object.entries(IDS)), id)
    .map(([[name, key], value]) => ({ name, payload: { [key]: value } })),
  fc
    .tuple(
      fc.constantFrom(...Object.entries(TEXTS)),
      fc.oneof(fc.constantFrom(...PROJECTS.map(({ name }) => name), 'U0OMAR', 'U0NINA'), hostileText),
    )
    .map(([[name, key], value]) => ({ name, payload: { [key]: value } })),
  fc.constant({ name: 'sweep', payload: {} }),
);

const queued: fc.Arbitrary<Queued> = fc
  .tuple(
    fc.oneof(
      { weight: 6, arbitrary: right },
      {
        weight: 3,
        arbitrary: mutated(right, 2).map((job) => ({ name: 'speak', payload: null, ...(job as object) })),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          name: fc.oneof(fc.constantFrom(...NAMES), hostileText),
          payload: hostileJson,
        }),
      },
    ),
    fc.constantFrom(0, 1_000, 60_000, 3_600_000),
  )
  .map(([{ name, payload }, pass]) => ({ name: name as string, payload, pass }));

const run = (world: SlackWorld, job: Job): Promise<Outcome> => {
  const process = world.processors[job.name] as (payload: object) => Promise<Outcome>;
  return process(job.payload);
};

const judgeOutcome = (outcome: Outcome, now: number): Verdict =>
  outcome.kind === 'again'
    ? {
        answer: 'again',
        broken:
          Number.isFinite(outcome.at) && outcome.at >= now - 1
            ? []
            : [`again at ${outcome.at}, and it is ${now}`],
      }
    : { answer: outcome.kind, broken: [] };

const createTarget = (world: SlackWorld): Target<Queued> => {
  const ledger = createLedger(world.file);
  const judgeSaid = createSaidJudge();
  const attack = async ({ name, payload }: Queued): Promise<Verdict> => {
    const job = parseJob({ name, payload });
    if (job === null) return { answer: 'no job of ours', broken: [] };
    if (!/^[A-Za-z0-9%!'()*_.~-]+$/.test(jobKey(job)))
      return { answer: 'key', broken: [`the key ${jobKey(job)}`] };
    try {
      return judgeOutcome(await run(world, job), world.deps.now());
    } catch (error) {
      if (!(error instanceof VpcbotError)) throw error;
      return { answer: error.code, broken: [] };
    }
  };
  return {
    attack: async (input) => {
      world.pass(input.pass);
      const verdict = await attack(input);
      const thrown = say(input);
      return {
        answer: verdict.answer,
        broken: [
          ...verdict.broken,
          ...world.slack.takeSaid().flatMap((said) => judgeSaid(said, (word) => thrown.includes(word))),
          ...world
            .takeComplaints()
            .flatMap((each) => (each instanceof VpcbotError ? [] : [`it logged ${String(each)}`])),
          ...ledger.findProblems(),
          ...findPollution(),
        ],
      };
    },
    close: () => world.close(),
  };
};

export const JOBS_DOOR = createDoor<Queued>({
  name: 'job payloads',
  inputs: () => queued,
  prepare: async () => {
    const { frozen } = await shareLivedIn();
    return () => createTarget(openWorld(frozen));
  },
});
