import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What Debian's package `awscli` puts there: a program in Python, by Debian's own interpreter. */
export const hasDebianAws = existsSync('/usr/lib/python3/dist-packages/awscli/clidriver.py');

const PROGRAM = fileURLToPath(new URL('aws-preloaded.py', import.meta.url));

export interface Ran {
  readonly printed: string;
  readonly error: string;
  readonly code: number | null;
}

export interface Terminal {
  readonly shell: 'sh' | 'bash';
  /** What the person types when asked. */
  readonly typed: string;
}

const collect = async (child: ReturnType<typeof spawn>, stream: 'stdout' | 'stderr'): Promise<string> => {
  let text = '';
  for await (const piece of child[stream] ?? []) text += String(piece);
  return text;
};

const untilReady = async (child: ReturnType<typeof spawn>): Promise<void> => {
  for await (const piece of child.stdout ?? []) if (String(piece).includes('ready')) return;
  throw new Error('the AWS CLI could not be loaded');
};

/** Debian's AWS CLI as `aws`, already loaded, and shells to run somebody's commands in. */
export const startAws = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vpcbot-aws-'));
  const address = join(folder, 'socket');
  symlinkSync(PROGRAM, join(folder, 'aws'));
  const server = spawn('/usr/bin/python3', [PROGRAM, address], {
    env: {},
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await untilReady(server);
  return {
    /** Runs one command as it stands. */
    run: async (
      command: string,
      env: Readonly<Record<string, string>>,
      { shell, typed }: Terminal,
    ): Promise<Ran> => {
      const surroundings = { PATH: `${folder}:/usr/bin:/bin`, AWS_PRELOADED: address, ...env };
      // Bash takes what Node gives it as input for a remote shell's, and would read somebody's .bashrc.
      const options = shell === 'bash' ? ['--norc'] : [];
      const child = spawn(`/bin/${shell}`, [...options, '-c', command], { env: surroundings, stdio: 'pipe' });
      child.stdin.end(typed);
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
      const [printed, error, code] = await Promise.all([
        collect(child, 'stdout'),
        collect(child, 'stderr'),
        ended,
      ]);
      return { printed, error, code };
    },
    stop: (): void => {
      server.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

export type Shells = Awaited<ReturnType<typeof startAws>>;
