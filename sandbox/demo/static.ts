import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { SandboxResponse } from '../http.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Their names change with what is in them. */
const FOREVER = 'public, max-age=31536000, immutable';

/** The built page, by the paths it is asked for. */
export type PageFiles = ReadonlyMap<string, { readonly type: string; readonly text: string }>;

/** Reads the whole page: what is not in its folder then cannot be asked for. */
export const readPage = async (folder: string): Promise<PageFiles> => {
  const names = await readdir(folder, { recursive: true });
  const files = names.flatMap((name) => {
    const type = TYPES[extname(name)];
    return type === undefined ? [] : [{ name, type }];
  });
  const read = files.map(async ({ name, type }) => {
    const text = await readFile(join(folder, name), 'utf8');
    return [`/${name.split(sep).join('/')}`, { type, text }] as const;
  });
  return new Map(await Promise.all(read));
};

/** A file of the page, for a path as the browser sent it. */
export const servePage = (files: PageFiles, path: string): SandboxResponse => {
  const file = files.get(path === '/' ? '/index.html' : path);
  if (file === undefined) return { status: 404, body: { message: `There is nothing at ${path}.` } };
  const caching = path.startsWith('/assets/') ? FOREVER : 'no-cache';
  return {
    status: 200,
    headers: { 'content-type': file.type, 'cache-control': caching },
    body: file.text,
  };
};
