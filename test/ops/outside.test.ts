import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Line, type Outside, openOutside, until } from './stage.ts';

let bot: Outside;
let scraped: string;

const LONG = 60_000;

const linesOf = (name: string): readonly Line[] =>
  bot.lines.filter(({ request }) => typeof request === 'string' && request.split(' ').includes(name));

/** omar asks for a VPC and its peering, and AWS has the request. */
beforeAll(async () => {
  bot = await openOutside();
  const omar = bot.as('U0OMAR');
  await omar.command('C0VPC', '/vpc list');
  await omar.command('C0VPC', '/vpc nonsense one two three');
  await omar.command('C0VPC', '/vpc create payments us-east-1');
  await omar.fill('AWS account', '123456789012', { waitMs: 10_000 });
  await omar.fill('Your VPC', 'vpc-0a1b2c3d4e5f60718');
  expect(await omar.submit()).toMatchObject({ kind: 'updated', error: null });
  await until('a peering request that is said', async () => {
    const [pcx] = bot.sandbox.aws.pending('123456789012');
    const seen = JSON.stringify(await bot.as('U0NINA').sees('C0VPC'));
    return pcx !== undefined && seen.includes(pcx.id);
  });
  await until('the end of what is being said', () => linesOf('R1').some(({ msg }) => msg === 'a job ran'));
  scraped = (await bot.get('/metrics')).body;
}, LONG);

afterAll(() => bot.close());

test.each([
  { series: 'vpcbot_commands_total{verb="create"} 1', because: 'somebody asked for a VPC' },
  { series: 'vpcbot_commands_total{verb="unknown"} 1', because: 'what is typed is no label' },
  { series: 'vpcbot_gestures_total{kind="submit"} 1', because: 'the form was sent' },
  { series: 'vpcbot_acknowledgement_seconds_count{kind="command"} 3', because: 'Slack was answered' },
  { series: 'vpcbot_store_up 1', because: 'the database answers' },
  { series: 'vpcbot_queue_up 1', because: 'the queue answers' },
  { series: 'vpcbot_slack_connected 1', because: 'the socket is open' },
  { series: 'vpcbot_requests{state="open"} 1', because: 'one request lives' },
  { series: 'vpcbot_peerings_pending{age="under 1 hour"} 1', because: 'AWS waits for nina' },
  { series: 'vpcbot_peerings_pending{age="6 days and more"} 0', because: 'nothing is as old' },
  { series: 'vpcbot_claims_expired{of="vpc"} 0', because: 'no run died' },
  {
    series: /vpcbot_build_info\{version="\d+\.\d+\.\d+",node="v\d+[^"]+"\} 1/,
    because: 'it says what it is',
  },
  {
    series:
      'vpcbot_timescale_calls_total{product="tiger",project="payments",operation="createVpc",code="ok"} 1',
    because: 'one VPC was made',
  },
  {
    series: /vpcbot_slack_calls_total\{method="chat.postMessage",error="ok"\} [1-9]/,
    because: 'it was told',
  },
  { series: /vpcbot_job_runs_total\{job="advance-vpc",end="again"\} [1-9]/, because: 'it goes on' },
  { series: /vpcbot_job_seconds_count\{job="speak"\} [1-9]/, because: 'runs are timed' },
  { series: /vpcbot_timescale_answer_age_seconds\{project="payments"\} \d/, because: 'it answers' },
  { series: /vpcbot_overdue_seconds\{work="vpc"\} \d/, because: 'work is on time' },
])('/metrics shows $series, because $because', ({ series }) => {
  expect(scraped).toMatch(series);
});

const RULES = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          labels: z.object({ severity: z.enum(['critical', 'warning']) }),
          annotations: z.object({ summary: z.string(), runbook_url: z.string() }),
        }),
      ),
    }),
  ),
});

const readDoc = (name: string): string =>
  readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

test('every alert asks only for what /metrics shows, by labels that it has, and has its section in the runbook', () => {
  const rules = RULES.parse(parse(readDoc('alerts.yml'))).groups.flatMap((group) => group.rules);
  expect(rules.length).toBeGreaterThan(10);
  const anchors = [...readDoc('runbook.md').matchAll(/^### (.+)$/gm)].map(
    ([, title]) => `docs/runbook.md#${title?.toLowerCase().replaceAll(' ', '-')}`,
  );
  const shown = new Set([...scraped.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name]) => name));
  for (const { alert, expr, annotations } of rules) {
    const names = expr.match(/\b(?:vpcbot|nodejs|process)_[a-z0-9_]+/g) ?? [];
    expect({ alert, names: names.length }).not.toEqual({ alert, names: 0 });
    for (const name of names) expect(shown).toContain(name.replace(/_bucket$/, ''));
    expect(anchors).toContain(annotations.runbook_url);
    expect(annotations.runbook_url).toBe(`docs/runbook.md#${alert.toLowerCase()}`);
  }
  const sections = readDoc('runbook.md').split('## Alerts')[1] ?? '';
  const explained = [...sections.matchAll(/^### (.+)$/gm)].map(([, title]) => title);
  expect(explained).toEqual(rules.map(({ alert }) => alert));
});

test('the labels that alerts ask for are those that are shown', () => {
  const labelsOf = new Map<string, Set<string>>();
  for (const [, name, labels] of scraped.matchAll(/^([a-z_0-9]+?)(?:_bucket|_count|_sum)?\{([^}]*)\}/gm)) {
    const known = labelsOf.get(name ?? '') ?? new Set();
    for (const [, label] of (labels ?? '').matchAll(/([a-z_]+)="/g)) known.add(label ?? '');
    labelsOf.set(name ?? '', known);
  }
  const asked = [...readDoc('alerts.yml').matchAll(/(vpcbot_[a-z_]+)\{([^}]*)\}/g)];
  for (const [, name, matchers] of asked) {
    for (const [, label] of (matchers ?? '').matchAll(/([a-z]+)(?:=~|!~|=|!=)"/g)) {
      // Nothing is counted of a cloud that is not configured.
      if (name !== 'vpcbot_cloud_calls_total') expect(labelsOf.get(name ?? '')).toContain(label);
    }
  }
});

test('no label of a metric holds an id, a name of a person or what somebody typed', () => {
  const ours = scraped.split('\n').filter((line) => line.startsWith('vpcbot_'));
  const labels = ours.flatMap((line) => [...line.matchAll(/="([^"]*)"/g)].map(([, value]) => value ?? ''));
  const said = new Set(labels.filter((label) => !/^[0-9.]+$|^\+Inf$|^v\d/.test(label)));
  for (const label of said) {
    expect(label).not.toMatch(/nonsense|omar|[UCT]0[A-Z]+|vpc-|pcx-|\d{5,}/);
  }
  expect(ours.length).toBeLessThan(600);
});

test('/readyz tells the age of the last good answer of each project, and stays ready without it', async () => {
  const { status, body } = await bot.get('/readyz');
  expect({ status, ...JSON.parse(body) }).toMatchObject({
    status: 200,
    ready: true,
    down: [],
    store: true,
    queue: true,
    slack: true,
    timescale: { payments: { works: true, answeredSecondsAgo: expect.any(Number) } },
    clouds: {},
  });
  bot.sandbox.faults.add({ target: 'tiger', match: 'GET', kind: 'status', status: 503, times: 50 });
  await until('a provider that does not work', async () => {
    const seen = await bot.get('/readyz');
    return seen.status === 200 && seen.body.includes('"works":false');
  });
  const down = await bot.get('/readyz');
  expect({ status: down.status, ...JSON.parse(down.body) }).toMatchObject({
    status: 200,
    timescale: { payments: { works: false, code: 'TIMESCALE_UNAVAILABLE' } },
  });
  bot.sandbox.faults.clear();
});

test('from the command to the provider, what belongs to a request is found by its name', () => {
  const woken = linesOf('R1').filter(({ msg }) => msg === 'a gesture woke a job');
  expect(woken.map(({ job }) => job)).toEqual(expect.arrayContaining(['speak-1', 'advance-vpc-1']));
  const [{ event } = {}] = woken;
  expect(bot.lines.filter((line) => line['event'] === event).map(({ msg }) => msg)).toContain(
    'a gesture was answered',
  );
  const calls = linesOf('R1').filter(({ call }) => call !== undefined);
  expect(calls.map(({ call }) => call)).toEqual(
    expect.arrayContaining(['timescale.createVpc', 'timescale.createPeering', 'slack.chat.postMessage']),
  );
  const created = calls.find(({ call }) => call === 'timescale.createVpc');
  expect(created).toMatchObject({
    level: 30,
    job: 'advance-vpc-1',
    run: expect.any(String),
    project: 'payments',
    status: expect.any(Number),
    ms: expect.any(Number),
    sent: expect.any(String),
  });
  expect(created).not.toHaveProperty('event');
  for (const { job, run } of bot.lines.filter(({ msg }) => msg === 'a job ran')) {
    expect({ job, run }).toEqual({ job: expect.any(String), run: expect.any(String) });
  }
});

test('a socket that Slack closed is named until the next one is open', async () => {
  // Without it the next one may be open before anybody asked.
  const refused = { target: 'slack', match: 'apps.connections.open', kind: 'status', status: 500 } as const;
  bot.sandbox.faults.add({ ...refused, times: 100 });
  await fetch(`${bot.sandbox.urls.control}/control/slack/sockets`, {
    method: 'POST',
    body: JSON.stringify({ action: 'drop' }),
  });
  await until('a bot without Slack', async () => {
    const { status, body } = await bot.get('/readyz');
    return status === 503 && body.includes('"down":["slack"]');
  });
  expect((await bot.get('/metrics')).body).toContain('vpcbot_slack_connected 0');
  bot.sandbox.faults.clear();
  await until('the next socket', async () => (await bot.get('/readyz')).status === 200);
});

test('a queue that is away is named, and what is seen from outside stays readable', async () => {
  if (bot.redis === null) return;
  await bot.redis.kill();
  const { status, body } = await bot.get('/readyz');
  expect({ status, ...JSON.parse(body) }).toMatchObject({ status: 503, ready: false, down: ['queue'] });
  expect((await bot.get('/metrics')).body).toContain('vpcbot_queue_up 0');
  expect((await bot.get('/healthz')).status).toBe(200);
  await bot.redis.start();
});
