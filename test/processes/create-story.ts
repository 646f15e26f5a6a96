import { expect } from 'vitest';
import type { SeenMessage } from '../../sandbox/slack/seen.ts';
import { type ProcessStage, until } from './stage.ts';

const PROJECT = 'rp1pz7uyae';
const ACCOUNT = '123456789012';

const textOf = ({ lines }: Pick<SeenMessage, 'lines'>): string => lines.join('\n');

/** omar asks for a VPC and its first peering. */
export const ask = async (stage: ProcessStage): Promise<void> => {
  const omar = stage.as('U0OMAR');
  await omar.command('C0VPC', '/vpc create payments us-east-1');
  await omar.fill('AWS account', ACCOUNT, { waitMs: 30_000 });
  await omar.fill('Your VPC', 'vpc-0a1b2c3d4e5f60718');
  const sent = await omar.submit();
  expect(sent).toMatchObject({ kind: 'updated', error: null });
};

/** The pcx id, once AWS has the request and the thread has named it. */
const pendingPeering = (stage: ProcessStage): Promise<string> =>
  until('the peering request in the thread', async () => {
    const [pcx] = stage.sandbox.aws.pending(ACCOUNT);
    const messages = await readChannel(stage);
    return messages.some((message) => message.threadTs !== null && textOf(message).includes(`${pcx?.id}`))
      ? pcx?.id
      : null;
  });

/** Every message of the channel once, the threads' ones after their root. */
export const readChannel = async (stage: ProcessStage): Promise<readonly SeenMessage[]> =>
  (await stage.as('U0NINA').sees('C0VPC'))
    .filter(({ threadTs }) => threadTs === null)
    .flatMap((root) => [root, ...root.replies]);

export const acceptPeering = async (stage: ProcessStage): Promise<void> => {
  stage.sandbox.aws.accept(await pendingPeering(stage));
};

const isDone = async (stage: ProcessStage): Promise<true | null> => {
  const [card, ...thread] = await readChannel(stage);
  const heard = thread.some(({ isBroadcast }) => isBroadcast);
  return heard && card !== undefined && textOf(card).includes('is done') ? true : null;
};

/** From the pending peering on: nina accepts, and the channel hears that it is active. */
export const finish = async (stage: ProcessStage): Promise<void> => {
  await acceptPeering(stage);
  await until('the card to be done and the channel to hear of it', () => isDone(stage));
};

/** What the thread says of a peering that goes well, in this order. */
const STORY = [
  ['made', 'made the VPC'],
  ['approved', 'takes the peering'],
  ['pending', 'waits to be accepted'],
  ['active', 'is active'],
] as const;

const kindOf = (message: SeenMessage): string =>
  STORY.find(([, fragment]) => textOf(message).includes(fragment))?.[0] ?? textOf(message);

/**
 * One VPC, one peering, every notice once and in order. A state that went by while no bot ran is
 * not told of, so only `approved` may be missing.
 */
export const expectWholeStory = async (stage: ProcessStage): Promise<void> => {
  const { vpcs, peerings } = stage.sandbox.tiger.state;
  const made = vpcs.list(PROJECT);
  expect(made.map(({ cidr }) => cidr)).toHaveLength(1);
  const there = made.flatMap(({ id }) => peerings.list(PROJECT, id));
  expect(there.map((row) => peerings.view(row).status)).toEqual(['ACTIVE']);

  const [card, ...thread] = await readChannel(stage);
  expect(card?.threadTs).toBeNull();
  const roots = [card, ...thread].filter((message) => message?.threadTs === null);
  expect(roots).toHaveLength(1);
  const told = thread.map(kindOf).filter((kind) => kind !== 'approved');
  expect(told).toEqual(['made', 'pending', 'active']);
  expect(thread.map(kindOf).filter((kind) => kind === 'approved').length).toBeLessThan(2);
  expect(thread.filter(({ isBroadcast }) => isBroadcast).map(kindOf)).toEqual(['active']);
  expect(thread.at(-1)?.lines[0]).toContain('@omar');
};
