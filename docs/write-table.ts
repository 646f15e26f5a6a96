import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const DOCS = new URL('./', import.meta.url);

const edges = (name: string) => ({ begin: `<!-- ${name}: begin -->`, end: `<!-- ${name}: end -->` });

/**
 * `text` with what stands between `<!-- name: begin -->` and `<!-- name: end -->` replaced by `table`.
 * Throws where the two are not there, in this order.
 */
export const replaceTable = (text: string, name: string, table: string): string => {
  const { begin, end } = edges(name);
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from === -1 || to < from)
    throw new Error(`looking for the table "${name}": no "${begin}" before "${end}"`);
  return `${text.slice(0, from + begin.length)}\n\n${table}\n\n${text.slice(to)}`;
};

/** Puts a table that a command measured where it stands in a file of docs/. */
export const writeTable = (file: string, name: string, table: string): void => {
  const path = fileURLToPath(new URL(file, DOCS));
  writeFileSync(path, replaceTable(readFileSync(path, 'utf8'), name, table));
};
