import { CannotAct, person } from '../../../sandbox/person.ts';
import { buttonsOf } from '../../../sandbox/slack/seen.ts';
import type { Chance } from './chance.ts';
import { CHANNEL } from './setting.ts';
import type { Stage } from './stage.ts';

/** Nobody waits: what an act leads to is there once the bot is through with it. */
const NOW = { waitMs: 0, settleMs: 0 } as const;

const ACCOUNT = '123456789012';
const PEERS = [
  { account: ACCOUNT, vpc: 'vpc-0a1b2c3d4e5f60718', region: 'us-east-1' },
  { account: '210987654321', vpc: 'vpc-0d4e5f60718293041', region: 'us-east-1' },
  { account: ACCOUNT, vpc: 'vpc-0ffffffffffffffff', region: 'us-east-1' },
] as const;

const SERVICE = 'payments-db';
const WHO = ['U0OMAR', 'U0NINA', 'U0GRACE', 'U0ADA'] as const;

/** What people of a schedule do; each thing either comes off or does not, as in life. */
export const createPeople = (stage: Stage, chance: Chance) => {
  const { sandbox, idle } = stage;
  const made: string[] = [];
  let ranges = 0;

  const as = (user: string) => person(stage.controlUrl, user);
  const viewOf = (user: string) => sandbox.slack.views.top(user);

  /** One gesture, and whatever the bot does about it. */
  const gesture = async (act: () => Promise<unknown>): Promise<void> => {
    await act().catch((error: unknown) => {
      if (!(error instanceof CannotAct)) throw error;
    });
    await idle();
  };

  const valueFor = (label: string, peer: (typeof PEERS)[number]): string | null => {
    if (label.startsWith('AWS account')) return peer.account;
    if (label.startsWith('Your VPC’s ranges')) return '10.20.0.0/16';
    if (label.startsWith('Your VPC')) return peer.vpc;
    if (label.startsWith('Region of your VPC')) return peer.region;
    if (label === 'Type the name of the service to confirm') return SERVICE;
    if (label === 'Name of the VPC') return made.at(-1) ?? 'payments-us-east-1';
    if (label.includes('reason') || label.includes('Reason') || label.includes('Why'))
      return 'for the schedule';
    return null;
  };

  /** Fills in what a form asks for and sends it off, or closes it. */
  const finishForm = async (user: string, peers: number, more: Readonly<Record<string, string>> = {}) => {
    const who = as(user);
    const view = await who.view();
    if (view === null) return;
    const count = Math.min(peers, PEERS.length);
    for (let at = 1; at < count; at += 1) await gesture(() => who.press('Add another peering', NOW));
    for (const { label } of (await who.view())?.fields ?? []) {
      const at = Number(/\(peering (\d)\)$/.exec(label)?.[1] ?? '1') - 1;
      const peer = PEERS[at] ?? PEERS[0];
      const isOfPeer = /^(AWS account|Your VPC|Region of your VPC)/.test(label);
      const value = more[label] ?? (isOfPeer && at >= count ? null : valueFor(label, peer));
      if (value !== null) await gesture(() => who.fill(label, value, NOW));
    }
    await gesture(() => who.submit({ ...NOW, duplicate: chance.isSo(0.15) }));
    for (let left = 3; left > 0 && viewOf(user) !== null; left -= 1) await gesture(() => who.close(NOW));
  };

  /** Types a line, and confirms what the answer offers. */
  const line = async (user: string, text: string, peers = 0): Promise<void> => {
    const who = as(user);
    await gesture(() => who.command(CHANNEL, text, { settleMs: 0 }));
    const answer = sandbox.slack.messages
      .visibleTo(user, CHANNEL)
      .findLast(({ shownTo }) => shownTo === user);
    const button = answer === undefined ? undefined : buttonsOf(answer.blocks)[0];
    if (viewOf(user) === null && answer !== undefined && button !== undefined) {
      const at = { ...NOW, in: CHANNEL, ts: answer.ts, duplicate: chance.isSo(0.15) };
      await gesture(() => who.press(button.actionId, at));
    }
    if (viewOf(user) !== null) await finishForm(user, peers);
  };

  const create = async (project: 'payments' | 'metrics', peers: number): Promise<void> => {
    const user = chance.one(['U0OMAR', 'U0NINA']);
    ranges += 1;
    const region = project === 'payments' ? chance.one(['us-east-1', 'eu-west-1']) : 'aws-us-east-1';
    const range = `10.${100 + ranges}.0.0/24`;
    // With its range the line is whole, and answered with a plan in place of the form.
    if (chance.isSo(0.3)) return line(user, `/vpc create ${project} ${region} ${range}`);
    await gesture(() => as(user).command(CHANNEL, `/vpc create ${project} ${region}`, { settleMs: 0 }));
    await finishForm(user, peers, { 'IP range': range });
  };

  /** Whatever button stands anywhere, also one that is gone by now. */
  const pressAny = async (): Promise<void> => {
    const user = chance.one(WHO);
    const isStale = chance.isSo(0.25);
    const all = sandbox.slack.messages.visibleTo(user, CHANNEL).flatMap((message) => {
      const blocks = isStale ? message.past.flat() : message.blocks;
      return buttonsOf(blocks).map(({ actionId, blockId }) => ({ actionId, blockId, ts: message.ts }));
    });
    if (all.length === 0) return;
    const { actionId, blockId, ts } = chance.one(all);
    const at = { ...NOW, in: CHANNEL, ts, block: blockId, stale: isStale, duplicate: chance.isSo(0.2) };
    await gesture(() => as(user).press(actionId, at));
    if (viewOf(user) !== null) await finishForm(user, 1);
  };

  return { line, create, pressAny, made, as, gesture };
};
