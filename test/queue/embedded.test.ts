import { afterAll, beforeAll, describe } from 'vitest';
import { createQueue } from '../../src/queue/connections.ts';
import { openEmbedded } from '../../src/queue/embedded.ts';
import type { Engine } from '../../src/queue/engine.ts';
import { createWatch } from '../../src/queue/watch.ts';
import { testQueue } from './conformance.ts';
import { createLog, type OpenedQueue } from './stage.ts';

describe('the embedded queue', () => {
  let engine: Engine;

  // Opening it takes seconds, so the tests share one and each leaves it empty.
  beforeAll(async () => {
    engine = await openEmbedded(createWatch(createLog()));
  }, 60_000);
  afterAll(() => engine.close());

  testQueue(async (log): Promise<OpenedQueue> => {
    const empty = () => engine.queue.obliterate({ force: true });
    return { queue: createQueue(engine, { log, watch: createWatch(log) }), empty, close: empty };
  });
});
