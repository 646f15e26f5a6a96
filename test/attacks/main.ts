import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { writeTable } from '../../docs/write-table.ts';
import { DOORS, type Door } from './doors.ts';
import { type AttackResult, appendResult, readResults, renderAttacks } from './results.ts';
import { THREATS, type Threat } from './threats.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where vitest.config.ts has it written. */
const REPORT = join(ROOT, 'node_modules/.cache/tests.json');

const USAGE = `Usage: npm run attacks -- [--inputs 100000] [--seed 1] [--door NAME] [--again]

  --inputs  how many hostile inputs are thrown at each door
  --seed    which ones; the same seed throws the same
  --door    only at that door (${DOORS.map(({ name }) => name).join(', ')}), and no tests
  --again   also at doors that have a result of as many inputs from that seed
`;

const readArguments = () => {
  const { values } = parseArgs({
    options: {
      inputs: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '1' },
      door: { type: 'string' },
      again: { type: 'boolean', default: false },
    },
  });
  const inputs = Number(values.inputs);
  const seed = Number(values.seed);
  const doors = DOORS.filter(({ name }) => values.door === undefined || name === values.door);
  const isFit = Number.isInteger(inputs) && inputs > 0 && Number.isInteger(seed) && doors.length > 0;
  return isFit ? { inputs, seed, doors, again: values.again, isOne: values.door !== undefined } : null;
};

type Arguments = NonNullable<ReturnType<typeof readArguments>>;

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          duration: z.number().nullish(),
          meta: z.object({ threat: z.string(), tries: z.number(), through: z.number() }).partial().optional(),
        }),
      ),
    }),
  ),
});

type Report = z.infer<typeof report>;
type Asserted = Report['testResults'][number]['assertionResults'][number];

/** The tests that count their tries say so; of the others each is one try. */
const countTries = (tests: readonly Asserted[]): Pick<AttackResult, 'tries' | 'through' | 'ms'> => ({
  tries: tests.reduce((sum, { meta }) => sum + (meta?.tries ?? 1), 0),
  // A test that broke before it could judge lets nothing be claimed.
  through: tests.reduce(
    (sum, { meta, status }) => sum + (status === 'passed' ? 0 : Math.max(1, meta?.through ?? 1)),
    0,
  ),
  ms: tests.reduce((sum, { duration }) => sum + (duration ?? 0), 0),
});

const runTests = (): Report => {
  rmSync(REPORT, { force: true });
  const files = [...new Set(Object.values<Threat>(THREATS).map(({ test }) => test))];
  spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...files], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  return report.parse(JSON.parse(readFileSync(REPORT, 'utf8')));
};

const attackByTests = (): number => {
  const { testResults } = runTests();
  const at = new Date().toISOString();
  let through = 0;
  for (const [id, { test }] of Object.entries<Threat>(THREATS)) {
    const inFile = testResults
      .filter(({ name }) => name.endsWith(test))
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'passed' || status === 'failed');
    const own = inFile.filter(({ meta }) => meta?.threat === id);
    const counted = countTries(
      own.length > 0 ? own : inFile.filter(({ meta }) => meta?.threat === undefined),
    );
    const isTried = counted.tries > 0;
    appendResult({ kind: 'threat', id, ...counted, through: isTried ? counted.through : 1, seed: null, at });
    through += isTried ? counted.through : 1;
  }
  return through;
};

const hasResult = ({ inputs, seed, again }: Arguments, { name }: Door): boolean =>
  !again &&
  readResults().some(
    (one) =>
      one.kind === 'door' && one.id === name && one.seed === seed && one.tries >= inputs && one.through === 0,
  );

const attackDoors = async (options: Arguments): Promise<number> => {
  const { inputs, seed } = options;
  let through = 0;
  for (const door of options.doors.filter((one) => !hasResult(options, one))) {
    const { ms, answers, broken, inputs: tries } = await door.run({ inputs, seed });
    const at = new Date().toISOString();
    appendResult({ kind: 'door', id: door.name, tries, through: broken.length, seed, ms, at });
    through += broken.length;
    process.stdout.write(
      `${door.name}: ${tries} inputs in ${Math.round(ms / 1_000)} s, ${JSON.stringify(answers)}\n`,
    );
    for (const line of broken.slice(0, 20)) process.stdout.write(`    ${line}\n`);
  }
  return through;
};

const run = async (): Promise<void> => {
  const options = readArguments();
  if (options === null) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const byTests = options.isOne ? 0 : attackByTests();
  const through = byTests + (await attackDoors(options));
  writeTable(
    'security.md',
    'attacks',
    renderAttacks(
      readResults(),
      DOORS.map(({ name }) => name),
    ),
  );
  process.stdout.write(through === 0 ? 'nothing got through\n' : `${through} got through\n`);
  process.exitCode = through === 0 ? 0 : 1;
};

await run();
