import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('../..', import.meta.url));
const KEPT = 'node_modules/.cache/vpcbot-demo';
const PAGE = 'sandbox/page';
/** What else decides how the page comes out. */
const BESIDE = ['sandbox/demo/build-page.ts', 'tsconfig.json'] as const;
/** Where npm writes down the version of every package that it has installed. */
const INSTALLED = 'node_modules/.package-lock.json';
/** How long a page stays that was built from other sources, in ms. */
const KEPT_FOR = 60 * 60_000;

export interface PageMaking {
  /** The project's folder. */
  readonly root: string;
  /** Builds the page into a folder. */
  readonly build: (folder: string) => Promise<unknown>;
  /** Wall clock, epoch ms. */
  readonly now: () => number;
}

const making: PageMaking = {
  root: HERE,
  // Vite is loaded only where something is to be built: it takes as long as the building.
  build: async (folder) => (await import('./build-page.ts')).buildPage(folder),
  now: Date.now,
};

/** Changes with anything that the page is made of. */
const hashSources = async (root: string): Promise<string> => {
  const names = await readdir(join(root, PAGE), { recursive: true });
  const files = [...names.map((name) => join(PAGE, name)).sort(), ...BESIDE];
  // Without that word no two builds are known to be the same.
  const versions = await readFile(join(root, INSTALLED)).catch(() => randomUUID());
  const hash = createHash('sha256')
    .update(process.env['NODE_ENV'] ?? '')
    .update(versions);
  for (const file of files) {
    // A folder has no content, nor has what an editor took away just now.
    const content = await readFile(join(root, file)).catch(() => '');
    hash.update(`\0${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 32);
};

const clearOld = async (folder: string, now: number): Promise<void> => {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now }));
    if (now - mtimeMs > KEPT_FOR) await rm(path, { recursive: true, force: true });
  }
};

/** The folder of the built page. It is built only where it was not built before from exactly these sources. */
export const keepPage = async ({ root, build, now }: PageMaking = making): Promise<string> => {
  const all = join(root, KEPT);
  const key = await hashSources(root);
  const kept = join(all, key);
  if (existsSync(kept)) return kept;
  await mkdir(all, { recursive: true });
  const fresh = await mkdtemp(join(all, 'fresh-'));
  await build(fresh);
  await clearOld(all, now());
  // What was written to the sources meanwhile may be in this page: it is nobody else's.
  if ((await hashSources(root)) !== key) return fresh;
  // Where another demo was quicker, its page is the same.
  await rename(fresh, kept).catch(() => rm(fresh, { recursive: true, force: true }));
  return kept;
};
