import { expect, test } from 'vitest';
import { ask } from './create-story.ts';
import { LONG, openStage, until } from './stage.ts';

const STOP_MOST = 10_000;

test(
  'SIGTERM ends a bot with 0 within 10 s though a call to Timescale hangs',
  async () => {
    const patient = { timescaleCall: '30s', claimLease: '60s' };
    const stage = await openStage({ timing: patient, isQuick: true });
    try {
      const bot = await stage.start();
      const { faults } = stage.sandbox;
      faults.add({ target: 'tiger', match: 'POST /projects', kind: 'slow', ms: 60_000, times: 1 });
      await ask(stage);
      await until('the call to hang', () => (faults.list().length === 0 ? true : null));
      const began = performance.now();
      bot.signal('SIGTERM');
      expect(await bot.ended).toEqual({ code: 0, signal: null });
      expect(performance.now() - began).toBeLessThan(STOP_MOST);
    } finally {
      await stage.close();
    }
  },
  LONG,
);
