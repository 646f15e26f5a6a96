import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type { SandboxResponse } from '../http.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** A file of the built page. */
export const servePage = async (folder: string, path: string): Promise<SandboxResponse> => {
  const name = normalize(path === '/' ? '/index.html' : path);
  const type = types[extname(name)];
  try {
    if (type === undefined) throw new Error('no file of the page');
    const body = await readFile(join(folder, name), 'utf8');
    return { status: 200, headers: { 'content-type': type, 'cache-control': 'no-cache' }, body };
  } catch {
    return { status: 404, body: `there is nothing at ${path}` };
  }
};
