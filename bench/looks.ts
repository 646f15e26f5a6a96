import { eq } from 'drizzle-orm';
import type { PeerNetwork } from '../src/domain/peer-network.ts';
import { peerings, vpcs } from '../src/store/schema.ts';
import { type Bot, startBot } from '../test/journeys/bot.ts';
import { addNetwork, askForVpc } from './asking.ts';

/** What one look at every VPC costs in calls to the provider, and what asking peering by peering costs. */
export interface LooksMeasured {
  readonly vpcs: number;
  readonly peerings: number;
  readonly looks: number;
  readonly ours: number;
  readonly onePerPeering: number;
  readonly ratio: number;
}

const VPCS = 100;
const PEERINGS = 50;
const LOOKS = 3;
const PROJECT = 'rp1pz7uyae';
const AT_ONCE = {
  vpcReadyAfter: 0,
  peeringRequestedAfter: 0,
  peeringActiveAfter: 0,
};
/** Between two looks the clock moves on, for a credential may call only so often. */
const PAUSE = 500;

const countCalls = ({ sandbox }: Bot): number =>
  Object.values(sandbox.tiger.state.counts()).reduce((sum, calls) => sum + calls, 0);

const look = async (bot: Bot, vpcId: number): Promise<void> => {
  bot.clock.advance(PAUSE);
  await bot.bot().processors['advance-vpc']({ vpcId });
};

/** Asks the provider for the VPC and its peerings as the bot would, without the looks in between. */
const make = async (bot: Bot, vpcId: number, peers: readonly PeerNetwork[]): Promise<void> => {
  const { deps, database } = bot.bot();
  const facts = await deps.store.findVpcChangeFacts(vpcId);
  if (facts === null) throw new Error(`there is no VPC ${vpcId}`);
  const { vpc, peerings: asked } = facts.record;
  const api = deps.timescale('payments');
  const made = await api.createVpc(vpc);
  if (made.kind !== 'created') throw new Error(`creating VPC ${vpcId}: ${made.message}`);
  const { providerId, region } = made.vpc;
  const set = { providerId, state: 'active', lookAgainAt: 0 } as const;
  database.db.update(vpcs).set(set).where(eq(vpcs.id, vpcId)).run();
  for (const [at, peer] of peers.entries()) {
    bot.clock.advance(PAUSE);
    const peering = await api.createPeering({ providerId, region }, peer);
    if (peering.kind !== 'created') throw new Error(`peering VPC ${vpcId}: ${peering.message}`);
    const known = { providerId: peering.peering.providerId, state: 'approved' } as const;
    database.db
      .update(peerings)
      .set(known)
      .where(eq(peerings.id, asked[at]?.id ?? 0))
      .run();
  }
};

/** As a Terraform provider's loop does: it reads each peering by itself. */
const readOneByOne = async (bot: Bot): Promise<number> => {
  const { state, apiUrl } = bot.sandbox.tiger;
  const authorization = `Basic ${Buffer.from('tspub-payments:tssec-payments').toString('base64')}`;
  const before = countCalls(bot);
  for (const vpc of state.vpcs.list(PROJECT)) {
    for (const { id } of state.peerings.list(PROJECT, vpc.id)) {
      const url = `${apiUrl}/projects/${PROJECT}/vpcs/${vpc.id}/peerings/${id}`;
      const read = () => fetch(url, { headers: { authorization } });
      // A connection that was kept may be closed in the moment it is used again.
      const answer = await read().catch(read);
      if (!answer.ok) throw new Error(`reading peering ${id}: HTTP ${answer.status}`);
    }
  }
  return countCalls(bot) - before;
};

const countWaiting = async (bot: Bot, ids: readonly number[]): Promise<number> => {
  const all = await Promise.all(ids.map((id) => bot.bot().deps.store.findVpcChangeFacts(id)));
  const states = all.flatMap((facts) => facts?.record.peerings.map(({ state }) => state) ?? []);
  return states.filter((state) => state === 'pending-peer').length;
};

const measure = async (bot: Bot): Promise<LooksMeasured> => {
  const { store, projects } = bot.bot().deps;
  const project = projects.get('payments');
  if (project === undefined) throw new Error('there is no project to measure');
  bot.sandbox.tiger.state.setVpcLimit(PROJECT, VPCS + 10);
  const peers = Array.from({ length: PEERINGS }, (_, at) => addNetwork(bot.sandbox.aws, at));
  const ids: number[] = [];
  for (let at = 0; at < VPCS; at += 1) {
    const { vpcId } = await askForVpc(store, { project, at, peers, now: bot.clock.now() });
    await make(bot, vpcId, peers);
    ids.push(vpcId);
  }
  for (const vpcId of ids) await look(bot, vpcId);
  const before = countCalls(bot);
  for (let round = 0; round < LOOKS; round += 1) {
    bot.clock.advance(10 * 60_000);
    for (const vpcId of ids) await look(bot, vpcId);
  }
  const ours = countCalls(bot) - before;
  const waiting = await countWaiting(bot, ids);
  if (waiting !== VPCS * PEERINGS) throw new Error(`${waiting} peerings wait for their other side`);
  const onePerPeering = (await readOneByOne(bot)) * LOOKS;
  return { vpcs: VPCS, peerings: PEERINGS, looks: LOOKS, ours, onePerPeering, ratio: onePerPeering / ours };
};

export const run = async (): Promise<LooksMeasured> => {
  const bot = await startBot({ project: { vpcQuota: 1_000 }, delays: AT_ONCE });
  try {
    return await measure(bot);
  } finally {
    await bot.stop();
  }
};
