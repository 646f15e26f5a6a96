import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chooseNetwork, completeIt, readPlan } from '../test/page/asking.ts';
import { hasChromium, openBrowser } from '../test/page/browser.ts';
import { openPerson } from '../test/page/person-at-page.ts';

/** From `npm run demo` to the first peering that is active, with a person who takes a second for each act. */
export interface FirstActive {
  /** Milliseconds since `npm run demo`, act by act. */
  readonly acts: readonly { readonly what: string; readonly at: number }[];
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ACT = 1_000;

const startDemo = () => {
  const child = spawn('npm', ['run', 'demo', '--', '--port', '0'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [found] = /http:\/\/localhost:\d+/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code}`)));
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return {
    url,
    stop: async (): Promise<void> => {
      child.kill('SIGTERM');
      await ended;
    },
  };
};

type Person = Awaited<ReturnType<typeof openPerson>>;

/** What omar does, and then nina in the same tab. */
const STORY: readonly (readonly [string, (person: Person) => Promise<unknown>])[] = [
  ['writes the command', ({ at }) => at.composer.fill('/vpc create payments us-east-1')],
  ['sends it', ({ at }) => at.composer.press('Enter')],
  ['chooses the network', (omar) => chooseNetwork(omar)],
  ['presses Create', (omar) => omar.presses('Create')],
  [
    'presses Close',
    async (omar) => {
      await omar.at.dialog.getByText('Your request is recorded as').waitFor();
      await omar.presses('Close');
    },
  ],
  ['opens the thread', (omar) => omar.opensThread('R1: VPC payments-us-east-1 for payments')],
  ['reads the plan', (omar) => readPlan(omar)],
  ['becomes nina', (omar) => omar.becomes('nina')],
  ['presses Complete it for me', (nina) => completeIt(nina)],
];

/** Null where there is no browser to do it in. */
export const run = async (): Promise<FirstActive | null> => {
  if (!hasChromium) return null;
  const browser = await openBrowser();
  const began = performance.now();
  const acts: { what: string; at: number }[] = [];
  const note = (what: string): void => void acts.push({ what, at: performance.now() - began });
  const demo = startDemo();
  try {
    const person = await openPerson(browser, await demo.url, 'U0OMAR');
    note('the address is printed');
    await person.arrives();
    note('the page is there');
    await person.waitsForBot('ready');
    note('the bot is ready');
    for (const [what, act] of STORY) {
      await pause(ACT);
      await act(person);
      note(what);
    }
    await person.reads(/the peering pcx-\S+ between payments-us-east-1 .* is active/s);
    note('the channel hears that it is active');
    return { acts };
  } finally {
    await browser.close();
    await demo.stop();
  }
};

export const renderTable = (first: FirstActive | null): string => {
  if (first === null) return 'The way to the first active peering is not measured: there is no chromium.';
  const line = ({ what, at }: FirstActive['acts'][number]): string =>
    `${what.padEnd(46)}  ${`${(at / 1_000).toFixed(1)} s`.padStart(9)}`;
  return ['from npm run demo, with a second for each act', ...first.acts.map(line)].join('\n');
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(renderTable(await run()));
}
