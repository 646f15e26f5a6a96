import { parseArgs } from 'node:util';
import { scaledClock } from './clock.ts';
import { demoWorkspace } from './slack/workspace.ts';
import { type Sandbox, startSandbox } from './start.ts';
import { type SteerableClock, steerableClock } from './steerable-clock.ts';

const readNumber = (name: string, text: string): number => {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new Error(`reading --${name}: "${text}" is no number from 0 up`);
};

const readOptions = (args: readonly string[], env: NodeJS.ProcessEnv) => {
  const { values } = parseArgs({
    args: [...args],
    options: { port: { type: 'string' }, scale: { type: 'string' } },
  });
  return {
    port: readNumber('port', values.port ?? env['SANDBOX_PORT'] ?? '4100'),
    scale: readNumber('scale', values.scale ?? env['SANDBOX_SCALE'] ?? '1'),
  };
};

/** What a bot needs to live in this sandbox: its environment, with keys by the names of the example file. */
const environmentOf = ({
  tiger,
  managed,
  urls,
}: Sandbox<SteerableClock>): Readonly<Record<string, string>> => {
  const tokens = managed.state.projects.map(({ name, token }) => [
    `${name.toUpperCase().replaceAll('-', '_')}_MANAGED_TOKEN`,
    token,
  ]);
  const keys = tiger.state.projects.flatMap(({ name, publicKey, secretKey }) => [
    [`${name.toUpperCase()}_TIGER_PUBLIC_KEY`, publicKey],
    [`${name.toUpperCase()}_TIGER_SECRET_KEY`, secretKey],
  ]);
  const { botToken, appToken } = demoWorkspace.app;
  return {
    SLACK_API_URL: urls.slack,
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    TIGER_API_URL: urls.tiger,
    MANAGED_API_URL: urls.managed,
    ...Object.fromEntries([...keys, ...tokens]),
  };
};

const describe = (sandbox: Sandbox<SteerableClock>, scale: number): string => {
  const env = environmentOf(sandbox);
  const { urls, tiger, managed } = sandbox;
  const lines = [
    `the sandbox runs; its clouds are ${scale} times as fast as the wall clock`,
    '',
    `  slack    ${urls.slack}`,
    `  tiger    ${urls.tiger}`,
    `  managed  ${urls.managed}`,
    `  control  ${urls.control}/control/…   (docs/sandbox.md)`,
    `  dns      ${urls.dns} over UDP`,
    '',
    'projects, as vpcbot.yml names them:',
    ...tiger.state.projects.map(({ id, name }) => `  ${name.toLowerCase()}: id ${id}, apiUrl ${urls.tiger}`),
    ...managed.state.projects.map(({ name }) => `  ${name}: id ${name}, apiUrl ${urls.managed}`),
    '',
    "the bot's environment:",
    ...Object.entries(env).map(([name, value]) => `  ${name}=${value}`),
    '',
    // The last line is for programs.
    JSON.stringify({ sandbox: 'ready', urls, env }),
  ];
  return `${lines.join('\n')}\n`;
};

const { port, scale } = readOptions(process.argv.slice(2), process.env);
const sandbox = await startSandbox({ clock: steerableClock(scale), slackClock: scaledClock(1), port });

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void sandbox.stop().then(() => process.exit(0)));
}
process.stdout.write(describe(sandbox, scale));
