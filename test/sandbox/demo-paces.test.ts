import { expect, onTestFinished, test } from 'vitest';
import { PACES, type Pace } from '../../sandbox/demo/paces.ts';
import { closeStage, openStage } from '../../sandbox/demo/stage.ts';
import { readConfig } from '../../src/config.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';

/** What the bot reads of the configuration that the demo writes for it. */
const read = async (pace: Pace) => {
  const stage = await openStage(pace);
  onTestFinished(() => closeStage(stage));
  const env = stage.folder.prepare(stage.sandbox, pace, {
    SLACK_SIGNING_SECRET: 'own',
    REDIS_URL: 'redis://own',
  });
  return { config: readConfig(env), stage };
};

const named = (id: string): Pace => {
  const pace = PACES.find((one) => one.id === id);
  if (pace === undefined) throw new Error(`there is no pace "${id}"`);
  return pace;
};

test.each(PACES.map((pace) => [pace.name, pace] as const))(
  'the bot takes the configuration of the pace "%s", every name of its timing included',
  async (_, pace) => {
    const { config, stage } = await read(pace);
    const changed = Object.entries(config.timing).filter(
      ([name, ms]) => ms !== new Map(Object.entries(DEFAULT_TIMING)).get(name),
    );
    expect(changed.map(([name]) => name).sort()).toEqual(Object.keys(pace.timing).sort());
    expect(config.redisUrl).toBeNull();
    expect(config.slack.delivery.kind).toBe('socket');
    expect([...config.projects.keys()]).toEqual(['payments', 'analytics', 'metrics']);
    expect(stage.clock.scale()).toBe(pace.scale);
  },
);

test('every project has somebody who decides, and a channel that the bot is in', async () => {
  const { config, stage } = await read(named('quick'));
  const { directory } = stage.sandbox.slack;
  expect(directory.group('S0PLATFORM')?.users).toEqual(['U0ADA', 'U0GRACE', 'U0LIN']);
  for (const { project } of config.projects.values()) {
    expect(project).toMatchObject({ approvers: ['S0PLATFORM'], admins: ['U0ADA'], requesters: ['everyone'] });
    expect(directory.isMember(project.channel, 'U0VPCBOT')).toBe(true);
  }
  expect(config.projects.get('analytics')?.project).toMatchObject({ channel: 'C0ANALYTICS', vpcQuota: 1 });
  const [analytics] = stage.sandbox.tiger.state.projects.filter(({ name }) => name === 'Analytics');
  expect(analytics?.vpcs).toHaveLength(1);
});

test('in "A week in a minute" the bot’s week and the clouds’ are the same minute', async () => {
  const { config, stage } = await read(named('week'));
  const { timing } = config;
  const week = 7 * 24 * 60 * 60_000;
  expect(week / stage.clock.scale()).toBe(60_000);
  expect(timing.peeringExpiry).toBe(60_000);
  expect(timing.quotaExpiry).toBe(60_000);
  const reminders = [timing.peeringReminder1, timing.peeringReminder2, timing.peeringReminder3];
  expect(reminders.map((ms) => Math.round(ms / 1_000))).toEqual([9, 26, 51]);
});
