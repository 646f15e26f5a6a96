import { vpcs } from '../../../src/store/schema.ts';
import type { Chance } from './chance.ts';
import type { MischiefMaker } from './mischief.ts';
import { createPeople } from './people.ts';
import type { Stage } from './stage.ts';

const SECOND = 1_000;
const DAY = 24 * 60 * 60 * SECOND;
const ACCOUNT = '123456789012';

/** How often each act comes, against the others. */
const ACTS = [
  ['create', 7],
  ['create managed', 5],
  ['press', 8],
  ['accept', 6],
  ['reject', 1],
  ['expire', 1],
  ['delete by peer', 1],
  ['peer', 3],
  ['cancel', 3],
  ['retry', 2],
  ['delete', 2],
  ['unpeer', 2],
  ['rename', 2],
  ['attach', 2],
  ['detach', 1],
  ['subscribe', 1],
  ['remove there', 1],
  ['days', 1],
] as const;
type Act = (typeof ACTS)[number][0];

const BAG: readonly Act[] = ACTS.flatMap(([act, often]) => Array.from({ length: often }, () => act));

/** A random story: who asks for what, what the other side does, and how time goes by. */
export const createStory = (stage: Stage, chance: Chance, mischief: MischiefMaker) => {
  const { sandbox, clock } = stage;
  const people = createPeople(stage, chance);
  /** What somebody else took away at the provider: it is gone for no fault of the bot. */
  const removed = new Set<string>();
  const told: string[] = [];

  const rows = () => stage.bots.current().database.db.select().from(vpcs).all();
  const anyVpc = (): string => {
    const all = rows().filter(({ state }) => state !== 'deleted');
    return all.length === 0 ? 'payments-us-east-1' : chance.one(all).name;
  };
  const anyRequest = (): string => `R${1 + chance.below(5)}`;
  const anyPcx = (): string | null => {
    const all = sandbox.aws.peerings();
    return all.length === 0 ? null : chance.one(all).id;
  };
  const user = (): string => chance.one(['U0OMAR', 'U0NINA', 'U0GRACE']);

  /** At the other side, where there is anything to do. */
  const there = (act: (id: string) => unknown): void => {
    const id = anyPcx();
    if (id !== null) act(id);
  };

  const acceptAll = (): void => {
    for (const account of [ACCOUNT, '210987654321'])
      for (const { id } of sandbox.aws.pending(account)) if (chance.isSo(0.8)) sandbox.aws.accept(id);
  };

  const removeThere = (): void => {
    const all = sandbox.tiger.state.vpcs.list('rp1pz7uyae').filter(({ goneAt }) => goneAt === null);
    if (all.length === 0) return;
    const { id } = chance.one(all);
    removed.add(id);
    for (const peering of sandbox.tiger.state.peerings.ever(id)) removed.add(peering.id);
    sandbox.tiger.state.removeVpc('rp1pz7uyae', id);
  };

  const perform = async (act: Act): Promise<void> => {
    switch (act) {
      case 'create':
        return people.create('payments', 1 + chance.below(2));
      case 'create managed':
        return people.create('metrics', 1 + chance.below(2));
      case 'press':
        return people.pressAny();
      case 'accept':
        return acceptAll();
      case 'reject':
        return there((id) => sandbox.aws.reject(id));
      case 'expire':
        return there((id) => sandbox.aws.expire(id));
      case 'delete by peer':
        return there((id) => sandbox.aws.deleteByPeer(id));
      case 'peer':
        return people.line(
          user(),
          `/vpc peer ${anyVpc()} ${ACCOUNT} vpc-0a1b2c3d4e5f60718 us-east-1 10.20.0.0/16`,
        );
      case 'cancel':
        return people.line(user(), `/vpc cancel ${anyRequest()}`);
      case 'retry':
        return people.line(user(), `/vpc retry ${anyRequest()}`);
      case 'delete': {
        const name = anyVpc();
        people.made.push(name);
        return people.line(user(), `/vpc delete ${name}`);
      }
      case 'unpeer':
        return people.line(user(), `/vpc unpeer ${anyPcx() ?? 'pcx-0'}`);
      case 'rename':
        return people.line(user(), `/vpc rename ${anyVpc()} renamed-${chance.below(100)}`);
      case 'attach':
        return people.line(user(), `/vpc attach payments-db ${anyVpc()}`);
      case 'detach':
        return people.line(user(), '/vpc detach payments-db');
      case 'subscribe':
        return people.gesture(() =>
          people.as('U0OMAR').command('C0PAYMENTS', '/vpc subscribe payments', { settleMs: 0 }),
        );
      case 'remove there':
        return removeThere();
      case 'days':
        clock.advance(chance.one([1, 3, 8]) * DAY);
        return;
      default:
        return act satisfies never;
    }
  };

  const meddleWithTime = (): void => {
    if (mischief.strikes('queue emptied')) stage.runs.empty();
    if (mischief.strikes('clock jumps')) stage.shift(chance.one([-5, -1, 2, 20]) * SECOND);
  };

  return {
    removed,
    /** What was done, in order. */
    told,
    /** One act, while jobs run or while they rest, and some time after it. */
    step: async (): Promise<void> => {
      const act = rows().length === 0 ? chance.one(['create', 'create managed'] as const) : chance.one(BAG);
      told.push(act);
      // Days go by while nothing is under way: a call takes seconds.
      if (act !== 'days' && chance.isSo(0.5)) await stage.round(() => perform(act));
      else {
        await perform(act);
        await stage.revive();
      }
      meddleWithTime();
      await stage.pass(chance.one([0, 1, 3, 10, 20, 40]) * SECOND);
    },
    acceptAll,
  };
};

export type Story = ReturnType<typeof createStory>;
