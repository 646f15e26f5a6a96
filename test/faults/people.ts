import type { Person } from '../../sandbox/person.ts';
import type { StoryAct } from './story.ts';
import { ACCOUNT, CHANNELS, type World } from './world.ts';

/** How long anybody waits for what should appear, in ms. */
const PATIENCE = { waitMs: 2_000, settleMs: 0 } as const;

const OWN_VPC = 'vpc-0a1b2c3d4e5f60718';
/** Networks of the customer that a VPC may be peered with, the bot sees the first one's account where it sees any. */
const PEERS = [
  { account: ACCOUNT, vpc: OWN_VPC, region: 'us-east-1' },
  { account: '210987654321', vpc: 'vpc-0d4e5f60718293041', region: 'us-east-1' },
  { account: ACCOUNT, vpc: 'vpc-0c3d4e5f607182930', region: 'us-east-1' },
] as const;
const MANAGED_REGIONS = ['aws-eu-west-1', 'aws-us-east-1', 'aws-eu-central-1'] as const;
const TIGER_REGIONS = ['us-east-1', 'eu-west-1', 'eu-central-1'] as const;

const pickOf = <T>(all: readonly T[], pick: number): T | undefined => all[pick % Math.max(all.length, 1)];

const labelOf = (label: string, at: number): string => (at === 0 ? label : `${label} (peering ${at + 1})`);

/** What is still open before them is closed without a word, as a person would to go on. */
const closeAll = async (who: Person): Promise<void> => {
  for (let open = 0; open < 3 && (await who.view()) !== null; open += 1) await who.close(PATIENCE);
};

/** Where the bot sees networks it offers them, and whoever rather types says so first. */
const fillPeers = async (who: Person, count: number, isOffered: boolean): Promise<void> => {
  for (const [at, { account, vpc, region }] of PEERS.slice(0, count).entries()) {
    if (at > 0) await who.press('Add another peering', PATIENCE);
    const isSeen = isOffered && account === ACCOUNT;
    const choice = isSeen ? `aws/${account}/${region}/${vpc}` : 'another';
    if (isOffered) await who.choose(labelOf('Your network', at), choice, PATIENCE);
    if (isSeen) continue;
    await who.fill(labelOf('AWS account', at), account, PATIENCE);
    await who.fill(labelOf('Your VPC', at), vpc, PATIENCE);
    await who.fill(labelOf('Region of your VPC', at), region, PATIENCE);
  }
};

/** Once more after a moment where Slack says that it did not work, as anybody would. */
const command = async (who: Person, line: string, settleMs: number) => {
  for (let tries = 1; ; tries += 1) {
    const answer = await who.command(CHANNELS.analytics, line, { settleMs });
    if (answer.error === null || tries === 3) return answer;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
};

const vpcNames = ({ sandbox }: World): readonly string[] =>
  ['rp1pz7uyae', 'rp2analytic'].flatMap((project) =>
    sandbox.tiger.state.vpcs.list(project).flatMap(({ name, goneAt }) => (goneAt === null ? [name] : [])),
  );

/** Once more where Slack says that it did not work, as anybody would. */
const submit = async (who: Person, twice: boolean) => {
  const sent = await who.submit({ ...PATIENCE, duplicate: twice });
  return sent.kind === 'failed' ? who.submit(PATIENCE) : sent;
};

const create = async (
  who: Person,
  line: string,
  { peers, twice }: StoryAct,
  isOffered: boolean,
): Promise<string> => {
  for (let tries = 1; ; tries += 1) {
    const { error } = await command(who, line, 0);
    if (error !== null) return error;
    try {
      await fillPeers(who, peers, isOffered);
      break;
    } catch (cause) {
      if (tries === 3) throw cause;
      await closeAll(who);
    }
  }
  const { kind, errors, view } = await submit(who, twice);
  return `${kind} "${view?.title}" ${JSON.stringify(errors)}`;
};

/** A command whose answer has a button that carries it out; another opens a form that is confirmed by typing. */
const plan = async (
  who: Person,
  line: string,
  { twice }: StoryAct,
  typed?: { readonly field: string; readonly text: string },
): Promise<string> => {
  const { messages, error } = await command(who, line, 2_000);
  const answer = messages.findLast(({ buttons }) => buttons.length > 0);
  const [button] = answer?.buttons ?? [];
  if (answer === undefined || button === undefined) return `no plan: ${error ?? messages[0]?.lines[0]}`;
  const isLast = typed === undefined;
  const at = { in: CHANNELS.analytics, ts: answer.ts, duplicate: twice && isLast, settleMs: 0 };
  const pressed = await who.press(button.actionId, at);
  if (typed === undefined) return `pressed "${button.text}" ${pressed.error ?? ''}`;
  await who.fill(typed.field, typed.text, PATIENCE);
  const { kind, errors } = await submit(who, twice);
  return `${kind} ${JSON.stringify(errors)}`;
};

const SERVICE = 'Type the name of the service to confirm';

/** Carries an act out as far as it gets; says what came of it. */
const carryOut = async (world: World, act: StoryAct): Promise<string> => {
  const who = world.as(act.who);
  const { pick } = act;
  const name = pickOf(vpcNames(world), pick) ?? 'payments-us-east-1';
  const peer = PEERS[pick % PEERS.length] ?? PEERS[0];
  switch (act.kind) {
    case 'create':
      return create(
        who,
        `/vpc create payments ${TIGER_REGIONS[pick % TIGER_REGIONS.length]}`,
        act,
        world.clouds,
      );
    case 'create managed':
      return create(
        who,
        `/vpc create metrics ${MANAGED_REGIONS[pick % MANAGED_REGIONS.length]}`,
        act,
        world.clouds,
      );
    case 'peer':
      return plan(who, `/vpc peer ${name} ${peer.account} ${peer.vpc} ${peer.region}`, act);
    case 'cancel':
      return plan(who, `/vpc cancel R${pick + 1}`, act);
    case 'delete':
      return plan(who, `/vpc delete ${name}`, act, { field: 'Name of the VPC', text: name });
    case 'unpeer':
      return plan(who, `/vpc unpeer ${pickOf(world.sandbox.aws.peerings(), pick)?.id ?? 'pcx-0'}`, act);
    case 'attach': {
      const service = 'payments-db';
      return plan(who, `/vpc attach ${service} ${name}`, act, { field: SERVICE, text: service });
    }
    case 'detach': {
      const service = pick % 2 === 0 ? 'events-db' : 'payments-db';
      return plan(who, `/vpc detach ${service}`, act, { field: SERVICE, text: service });
    }
    case 'rename':
      return plan(who, `/vpc rename ${name} ${name.slice(0, 30)}-${pick}`, act);
    case 'reject': {
      const pending = pickOf(world.sandbox.aws.pending(PEERS[0].account), pick);
      if (pending !== undefined) world.sandbox.aws.reject(pending.id);
      return pending?.id ?? 'nothing to reject';
    }
    case 'complete':
      await world.as('U0NINA').press('Complete it for me', { in: CHANNELS.payments, ...PATIENCE });
      return 'pressed';
    case 'list':
      return (await command(who, '/vpc list', 500)).error ?? 'answered';
    default:
      return act.kind satisfies never;
  }
};

/** Everybody does what the story has them do, one thing at a time. Settles when the last one is through. */
export const playStory = async (world: World, acts: readonly StoryAct[]): Promise<void> => {
  const began = performance.now();
  const busy = new Map<string, Promise<void>>();
  for (const act of [...acts].sort((one, other) => one.at - other.at)) {
    const before = busy.get(act.who);
    const play = async (): Promise<void> => {
      await before;
      const wait = act.at - (performance.now() - began);
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      world.note(`${act.who} begins to ${act.kind} ${act.pick}`);
      const came = await carryOut(world, act).catch((error: unknown) => `could not: ${error}`);
      world.note(`${act.who} ${act.kind} ${act.pick}: ${came}`);
      await closeAll(world.as(act.who)).catch(() => undefined);
    };
    busy.set(act.who, play());
  }
  await Promise.all(busy.values());
};

/** How long the owners of networks take to accept what waits for them, in ms. */
const ACCEPTED_AFTER = 1_200;

/** Those who only answer: owners accept what waits for them, and an approver lets everything through. */
export const startResidents = (world: World) => {
  const seen = new Map<string, number>();
  let stopped = false;
  const accept = (): void => {
    for (const { id, status } of world.sandbox.aws.peerings()) {
      if (status !== 'pending-acceptance') continue;
      const since = seen.get(id) ?? performance.now();
      seen.set(id, since);
      if (performance.now() - since > ACCEPTED_AFTER) world.sandbox.aws.accept(id);
    }
  };
  // Whoever presses nothing asks the workspace for nothing: it has enough to do.
  const canApprove = (channel: string): boolean =>
    world.sandbox.slack.messages
      .visibleTo('U0GRACE', channel)
      .some(({ blocks }) => JSON.stringify(blocks).includes('"Approve"'));
  const approve = async (): Promise<void> => {
    for (const channel of new Set(Object.values(CHANNELS))) {
      if (!canApprove(channel)) continue;
      await world
        .as('U0GRACE')
        .press('Approve', { in: channel, waitMs: 1, settleMs: 0 })
        .catch(() => undefined);
    }
  };
  const live = async (): Promise<void> => {
    while (!stopped) {
      accept();
      await approve();
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  };
  const life = live();
  return async (): Promise<void> => {
    stopped = true;
    await life;
  };
};
