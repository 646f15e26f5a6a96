import { parseArgs } from 'node:util';
import { scaledClock } from './clock.ts';
import { environmentOf } from './environment.ts';
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

const describe = (sandbox: Sandbox<SteerableClock>, scale: number): string => {
  const env = environmentOf(sandbox);
  const { urls, tiger, managed } = sandbox;
  const lines = [
    `the sandbox runs; its clouds are ${scale} times as fast as the wall clock`,
    '',
    `  slack    ${urls.slack}`,
    `  tiger    ${urls.tiger}`,
    `  managed  ${urls.managed}`,
    `  ec2      ${urls.ec2}`,
    `  sts      ${urls.sts}`,
    `  google   ${urls.google}`,
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
