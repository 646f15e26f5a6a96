import { expect, test } from 'vitest';
import type { Fault } from '../../sandbox/faults.ts';
import { ask, expectWholeStory, finish } from './create-story.ts';
import { LONG, openStage, type ProcessStage, until } from './stage.ts';

/**
 * The other side takes the request, and carries it out after the bot is gone: for a bot that comes
 * back, the same as an answer that came a moment after its death.
 */
const killAt = async (
  stage: ProcessStage,
  bot: { signal(signal: NodeJS.Signals): void; readonly ended: Promise<unknown> },
  request: Pick<Fault, 'target' | 'match'>,
  begin: () => Promise<unknown>,
): Promise<void> => {
  const { faults } = stage.sandbox;
  faults.add({ ...request, kind: 'slow', ms: 600, times: 1 });
  await begin();
  await until(`"${request.match}" to arrive`, () => (faults.list().length === 0 ? true : null));
  bot.signal('SIGKILL');
  expect(await bot.ended).toMatchObject({ signal: 'SIGKILL' });
};

const nothing = async (): Promise<void> => undefined;

// At the same time: most of either is waiting for the dead process' locks to end.
test.concurrent(
  'a bot killed while Timescale makes the VPC, and again while it makes the peering, makes one of each',
  async () => {
    const stage = await openStage({ isQuick: true });
    try {
      const first = await stage.start();
      await killAt(stage, first, { target: 'tiger', match: 'POST /projects/rp1pz7uyae/vpcs' }, () =>
        ask(stage),
      );
      // The VPC must be ready, or the peering that is asked for is refused.
      stage.passInClouds(5);
      const second = stage.launch();
      await killAt(stage, second, { target: 'tiger', match: 'POST /projects/rp1pz7uyae/vpcs/' }, nothing);
      await stage.start();
      await finish(stage);
      await expectWholeStory(stage);
    } finally {
      await stage.close();
    }
  },
  LONG,
);

test.concurrent(
  'a bot killed while it posts the card, and again while it posts to the thread, says each once',
  async () => {
    const stage = await openStage({ isQuick: true });
    try {
      const post = { target: 'slack', match: 'chat.postMessage' } as const;
      const first = await stage.start();
      await killAt(stage, first, post, () => ask(stage));
      const second = stage.launch();
      await killAt(stage, second, post, nothing);
      await stage.start();
      await finish(stage);
      await expectWholeStory(stage);
    } finally {
      await stage.close();
    }
  },
  LONG,
);
