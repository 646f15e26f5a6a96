import fc from 'fast-check';
import type { PeerNetwork } from '../../../src/domain/peer-network.ts';
import { VpcbotError } from '../../../src/errors.ts';
import type { Job, Outcome } from '../../../src/queue/jobs.ts';
import type { TimescaleProject, VpcRef } from '../../../src/timescale/api.ts';
import { createHttp } from '../../../src/timescale/http.ts';
import { createManagedProject } from '../../../src/timescale/managed.ts';
import { createTigerProject } from '../../../src/timescale/tiger.ts';
import { range } from '../../slack/example.ts';
import type { Door } from './door.ts';
import { type HttpAnswer, hostileAnswers, withAnswers } from './hostile-answers.ts';
import { createSaidJudge, createThrown } from './judge-said.ts';
import { createLedger } from './ledger.ts';
import { type Api, BODIES } from './provider-bodies.ts';
import { findPollution, say, shareLivedIn } from './slack-target.ts';
import { openWorld, type SlackWorld } from './slack-world.ts';
import { createDoor, type Target, type Verdict } from './throw-at.ts';

const SECRET = 'tssec-hunter2-very-secret';

export interface Answered {
  /** A call of the adapter, or a job that makes several. */
  readonly act: string;
  readonly answers: readonly HttpAnswer[];
}

const connect = (api: Api): TimescaleProject => {
  const pace = { perSecond: 1e6, burst: 1e6, atOnce: 1e6 };
  let time = 0;
  // Each call an hour later: no pause that an answer asks for outlives it.
  const http = createHttp({ timeout: 1_000, now: () => (time += 4e6), pace, retryDelay: 0 });
  const place = { http, apiUrl: 'http://provider.invalid' };
  return api === 'tiger'
    ? createTigerProject({ ...place, projectId: 'id-payments', publicKey: 'tspub', secretKey: SECRET })
    : createManagedProject({ ...place, projectId: 'id-metrics', token: SECRET });
};

const REFS: { readonly [A in Api]: VpcRef } = {
  tiger: { providerId: '4711', region: 'us-east-1' },
  managed: { providerId: 'f00d', region: 'timescale-google-europe-west1' },
};
const PEERS: { readonly [A in Api]: PeerNetwork } = {
  tiger: { kind: 'aws', accountId: '123456789012', vpcId: 'vpc-0a1b2c3d4e5f60718', region: 'us-east-1' },
  managed: { kind: 'google', projectId: 'acme-net', network: 'prod' },
};

const listCalls = (api: Api) => {
  const ref = REFS[api];
  const peer = PEERS[api];
  return {
    findKeyOwner: (to: TimescaleProject) => to.findKeyOwner(),
    listVpcs: (to) => to.listVpcs(),
    getVpc: (to) => to.getVpc(ref.providerId),
    createVpc: (to) => to.createVpc({ name: 'one', region: ref.region, cidr: range('10.1.0.0/24') }),
    deleteVpc: (to) => to.deleteVpc(ref.providerId),
    listRegions: (to) => to.listRegions(),
    listPeerings: (to) => to.listPeerings(ref),
    createPeering: (to) => to.createPeering(ref, peer),
    deletePeering: (to) => to.deletePeering(ref, { providerId: '88', peer }),
    refreshPeerings: (to) => to.refreshPeerings(ref),
    renameVpc: (to) => to.renameVpc(ref.providerId, 'uno'),
    listServices: (to) => to.listServices(),
    getService: (to) => to.getService('svc1'),
    getCertificate: (to) => to.getCertificate(),
    moveService: (to) => to.moveService('svc1', { from: null, to: ref.providerId }),
  } satisfies { readonly [K in keyof TimescaleProject]: (to: TimescaleProject) => Promise<unknown> };
};

/** What the jobs do with the answers: everything that is read is recorded and told to people. */
const JOBS: readonly Job[] = [
  ...(['payments', 'metrics'] as const).map(
    (project): Job => ({ name: 'observe-project', payload: { project } }),
  ),
  ...[1, 2, 3, 4, 5, 6, 7].map((vpcId): Job => ({ name: 'advance-vpc', payload: { vpcId } })),
  { name: 'advance-move', payload: { moveId: 1 } },
];

const KNOWN_CODES = /^TIMESCALE_/;

const judgeError = (error: unknown): Verdict => {
  if (!(error instanceof VpcbotError)) throw error;
  const { code, message } = error;
  return {
    answer: code,
    broken: [
      ...(KNOWN_CODES.test(code) ? [] : [`it threw ${code}`]),
      ...(message.includes(SECRET) ? ['an error holds the key'] : []),
      ...(message.length > 6_000 ? [`an error of ${message.length} characters`] : []),
    ],
  };
};

const runJob = (world: SlackWorld, job: Job): Promise<Outcome> => {
  const process = world.processors[job.name] as (payload: object) => Promise<Outcome>;
  return process(job.payload);
};

/** Runs what the job has woken, without any provider: cards and threads are brought up to date. */
const speak = async (world: SlackWorld): Promise<void> => {
  for (let job = world.queue.takeDue(); job !== null; job = world.queue.takeDue()) {
    if (job.name === 'speak' || job.name === 'tell-project' || job.name === 'publish-home') {
      await runJob(world, job).catch((error: unknown) => {
        if (!(error instanceof VpcbotError)) throw error;
      });
    }
  }
};

const createTarget = (api: Api, open: () => SlackWorld): Target<Answered> => {
  const calls = listCalls(api);
  const project = connect(api);
  const world = open();
  const ledger = createLedger(world.file);
  const judgeSaid = createSaidJudge();
  const remember = createThrown(ledger.holds);
  const act = async (name: string): Promise<unknown> => {
    if (Object.hasOwn(calls, name)) return calls[name as keyof typeof calls](project);
    const job = JOBS[Number(name)] as Job;
    const outcome = await runJob(world, job);
    return outcome.kind;
  };
  return {
    attack: async ({ act: name, answers }) => {
      world.pass(60_000);
      const isThrown = remember(say(answers));
      const verdict = await withAnswers(answers, () =>
        act(name).then((answer): Verdict => {
          const text = say(answer);
          return { answer: 'read', broken: text.includes(SECRET) ? ['an answer holds the key'] : [] };
        }, judgeError),
      );
      await speak(world);
      return {
        answer: verdict.answer,
        broken: [
          ...verdict.broken,
          ...world.slack.takeSaid().flatMap((said) => judgeSaid(said, isThrown)),
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

const createProviderDoor = (name: string, api: Api): Door =>
  createDoor<Answered>({
    name,
    inputs: () =>
      fc.record({
        act: fc.oneof(
          { weight: 3, arbitrary: fc.constantFrom(...Object.keys(listCalls(api))) },
          { weight: 2, arbitrary: fc.nat({ max: JOBS.length - 1 }).map(String) },
        ),
        answers: fc.array(hostileAnswers(BODIES[api]), { minLength: 1, maxLength: 6 }),
      }),
    prepare: async () => {
      const { frozen } = await shareLivedIn();
      return () => createTarget(api, () => openWorld(frozen, { timescale: () => connect(api) }));
    },
  });

export const TIGER_DOOR = createProviderDoor('Tiger Cloud’s answers', 'tiger');
export const MANAGED_DOOR = createProviderDoor('Managed Service’s answers', 'managed');
