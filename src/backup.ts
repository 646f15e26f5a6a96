import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DATABASE_URL } from './config.ts';
import { VpcbotError } from './errors.ts';
import { copyDatabase } from './store/copy.ts';

const USAGE = 'usage: npm run backup -- <file> [--replace]\n';

/**
 * `npm run backup -- <file>`: copies the database of `DATABASE_URL` while the bot runs. Resolves to the
 * exit code.
 */
export const backUp = async (
  words: readonly string[],
  {
    env,
    now,
    say,
  }: {
    readonly env: NodeJS.ProcessEnv;
    readonly now: () => number;
    readonly say: (line: string) => void;
  },
): Promise<number> => {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { replace: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) {
      say(USAGE);
      return 2;
    }
    const url = env['DATABASE_URL'] ?? DATABASE_URL;
    await copyDatabase(url, file, { replace: values.replace, now: now() });
    say(`backed up to ${file}\n`);
    return 0;
  } catch (error) {
    const isUsage = error instanceof TypeError && 'code' in error;
    say(isUsage ? USAGE : `${error instanceof VpcbotError ? error.message : String(error)}\n`);
    return isUsage ? 2 : 1;
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const say = (line: string) => void process.stderr.write(line);
  process.exitCode = await backUp(process.argv.slice(2), { env: process.env, now: Date.now, say });
}
