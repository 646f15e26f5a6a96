import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../page', import.meta.url));
const BUILT = fileURLToPath(new URL('../../node_modules/.cache/vpcbot-page', import.meta.url));

/** Builds the page with everything it needs in it into this folder, which it empties; returns the folder. */
export const buildPage = async (folder: string = BUILT): Promise<string> => {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { outDir: folder, emptyOutDir: true },
  });
  return folder;
};
