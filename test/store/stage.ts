import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Project } from '../../src/domain/project.ts';
import { judgeVpcRequest, type TypedVpcRequest } from '../../src/domain/vpc-request.ts';
import type { JudgeCreations } from '../../src/store/creations.ts';
import { openDatabase } from '../../src/store/open.ts';
import type { Doing } from '../../src/store/requests.ts';
import { createStore } from '../../src/store/store.ts';
import type { VpcTurn } from '../../src/store/vpcs.ts';
import { aPeer, aProject, NINE } from '../slack/example.ts';

export const LEASE = 60_000;

/** Nobody has asked too often. */
export const NO_CAP: JudgeCreations = () => null;

/** A folder that is gone after the test, and the URL of a database in it. */
export const makeFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'vpcbot-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, url: `file:${join(folder, 'data', 'vpcbot.db')}` };
};

/** Somebody who does something in Slack; each time another gesture, unless `id` says which. */
const createGestures = () => {
  let count = 0;
  return (change: { readonly actor?: string; readonly now?: number; readonly id?: string } = {}): Doing => {
    count += 1;
    const { actor = 'U0OMAR', now = NINE, id = `gesture-${count}` } = change;
    return { actor, now, origin: { kind: 'view', id, team: 'T0ACME' } };
  };
};

export interface Wish {
  readonly name?: string;
  readonly cidr?: string;
  readonly doing?: Doing;
}

const PERSON = { userId: 'U0OMAR', groups: [], standing: 'member' } as const;

const typed = ({ name = 'payments-us', cidr = '10.1.0.0/24' }: Wish): TypedVpcRequest => ({
  project: 'payments',
  name,
  region: 'us-east-1',
  cidr,
  peers: [{ ...aPeer({ region: 'eu-west-1' }), ranges: '10.8.0.0/16' }],
});

/** A store in a file of its own, and the few acts that every test begins with. */
export const openStage = (project: Project = aProject()) => {
  const { url } = makeFolder();
  const { db, close } = openDatabase(url);
  onTestFinished(close);
  const store = createStore(db);
  const doing = createGestures();

  const ask = (wish: Wish = {}) =>
    store.openVpcRequest(
      project.name,
      (facts) => judgeVpcRequest(typed(wish), PERSON, project, facts),
      wish.doing ?? doing(),
    );

  return {
    url,
    db,
    store,
    doing,
    ask,
    /** `ask`, where the test takes for granted that it is recorded. */
    open: async (wish: Wish = {}) => {
      const opened = await ask(wish);
      if (opened.kind !== 'opened') throw new Error(`the test's request is ${JSON.stringify(opened)}`);
      const view = await store.findVpcView(opened.requestId);
      return { ...opened, quotaId: view?.quota?.id ?? 0 };
    },
    view: async (requestId: number) => {
      const view = await store.findVpcView(requestId);
      if (view === null) throw new Error(`the test's request "${requestId}" is not there`);
      return view;
    },
    claim: async (vpcId: number, by = 'run-1', now = NINE) =>
      mustClaim(await store.claimVpc(vpcId, by, now, now + LEASE)),
    acts: async (requestId: number) => (await store.listAudit(requestId)).map(({ act }) => act),
    /** Says all that is unsaid of a request, as the thread would hear it. */
    hear: async (requestId: number, now = NINE) => {
      const heard: string[] = [];
      for (;;) {
        const turn = await store.claimNextNotice(requestId, 'speaker', now, now + LEASE);
        if (turn.kind !== 'turn') return heard;
        heard.push(turn.claimed.notice.body.kind);
        await store.settleNoticeSaid(turn.claimed, { channel: 'C0VPC', ts: `${heard.length}` }, null, now);
      }
    },
  };
};

export type Stage = ReturnType<typeof openStage>;

const mustClaim = (turn: VpcTurn) => {
  if (turn.kind !== 'claimed') throw new Error(`the test's claim is ${JSON.stringify(turn)}`);
  return turn;
};
