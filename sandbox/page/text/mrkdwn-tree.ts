import { type Node, NodeType, parse } from 'slack-message-parser';
import { GAP, loosen } from './loosen.ts';

export type Line = readonly Node[];

/** A line of a list: with a bullet, or going on after the items that are set in below another. */
export interface Item {
  readonly line: Line;
  /** How far it is set in, from 0. */
  readonly level: number;
  readonly hasBullet: boolean;
}

type Paragraph = { readonly kind: 'lines'; readonly lines: readonly Line[] };
type List = { readonly kind: 'list'; readonly items: readonly Item[] };

/** What stands in lines of its own. */
type Apart =
  | { readonly kind: 'quote'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'preformatted'; readonly text: string };

export type Piece = Paragraph | List | Apart;

type Row = { readonly kind: 'line'; readonly line: Line } | Apart;

const ESCAPED: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** The words of a node: `<`, `>` and `&` are all that Slack escapes, and each once. */
export const wordsIn = (text: string): string =>
  text.replaceAll(GAP, '').replaceAll(/&(?:lt|gt|amp);/g, (name) => ESCAPED[name] ?? name);

const textNode = (text: string): Node => ({ type: NodeType.Text, text, source: text });

const isBlank = (line: Line): boolean =>
  line.every((node) => node.type === NodeType.Text && wordsIn(node.text).trim() === '');

/** The same line, its text begun in another way. */
const startAnew = ([first, ...rest]: Line, change: (text: string) => string): Line => {
  if (first === undefined) return [];
  return [first.type === NodeType.Text ? textNode(change(first.text)) : first, ...rest];
};

/** A quoted line without the space that people put behind the `>`. */
const unindent = (row: Row): Row =>
  row.kind === 'line' ? { ...row, line: startAnew(row.line, (text) => text.replace(/^ /, '')) } : row;

const setApart = (node: Node): Apart | null => {
  if (node.type === NodeType.Quote) {
    return { kind: 'quote', pieces: toPieces(toRows(node.children).map(unindent)) };
  }
  const isCode = node.type === NodeType.PreText || (node.type === NodeType.Code && node.text.includes('\n'));
  return isCode ? { kind: 'preformatted', text: wordsIn(node.text).replace(/^\n|\n$/g, '') } : null;
};

/** Breaks the text among the nodes into lines. Blank ones beside what stands apart are its own edges. */
const toRows = (nodes: readonly Node[]): readonly Row[] => {
  const rows: Row[] = [];
  let line: Node[] = [];
  const endLine = (mayBeBlank: boolean): void => {
    if (mayBeBlank || !isBlank(line)) rows.push({ kind: 'line', line });
    line = [];
  };
  for (const node of nodes) {
    const apart = setApart(node);
    if (apart !== null) {
      endLine(false);
      rows.push(apart);
    } else if (node.type === NodeType.Text) {
      for (const [index, text] of node.text.split('\n').entries()) {
        const last = rows.at(-1);
        if (index > 0) endLine(last === undefined || last.kind === 'line');
        if (text !== '') line.push(textNode(text));
      }
    } else line.push(node);
  }
  endLine(false);
  return rows;
};

const BULLET = /^([ \t]*)(?:([•◦▪‣])\s*|[-–]\s+)/;
const INDENT = /^[ \t]{2,}/;

const startOf = ([first]: Line): string => (first?.type === NodeType.Text ? first.text : '');

/** An item begins with a bullet; four spaces, or a hollow bullet, set it in. */
const readItem = (line: Line): Item | null => {
  const [bullet, spaces = '', sign = '•'] = BULLET.exec(startOf(line)) ?? [];
  if (bullet === undefined) return null;
  const level = Math.ceil(spaces.length / 4) || Number(sign === '◦');
  return { line: startAnew(line, (text) => text.slice(bullet.length)), level, hasBullet: true };
};

/** The item that a line set in below another one begins; null where it only goes on with that one. */
const endSublist = (last: Item, line: Line, indent: number): Item | null =>
  last.level > 0 && last.hasBullet && indent <= last.level * 4
    ? { line, level: last.level - 1, hasBullet: false }
    : null;

/** What grows line by line. */
type Growing =
  | { readonly kind: 'lines'; readonly lines: Line[] }
  | { readonly kind: 'list'; readonly items: Item[] };

/** Takes a line that is set in into the list above it, where there is one. */
const goOn = (items: Item[], line: Line): boolean => {
  const last = items.at(-1);
  const indent = INDENT.exec(startOf(line))?.[0].length;
  if (last === undefined || indent === undefined) return false;
  const words = startAnew(line, (text) => text.trimStart());
  const begun = endSublist(last, words, indent);
  if (begun === null) items.splice(-1, 1, { ...last, line: [...last.line, textNode('\n'), ...words] });
  else items.push(begun);
  return true;
};

const addLine = (pieces: (Growing | Apart)[], line: Line): void => {
  const last = pieces.at(-1);
  const item = readItem(line);
  if (item !== null) {
    if (last?.kind === 'list') last.items.push(item);
    else pieces.push({ kind: 'list', items: [item] });
    return;
  }
  if (last?.kind === 'list' && goOn(last.items, line)) return;
  if (last?.kind === 'lines') last.lines.push(line);
  else pieces.push({ kind: 'lines', lines: [line] });
};

/** Joins lines that follow each other: those with a bullet to a list, the others to a paragraph. */
const toPieces = (rows: readonly Row[]): readonly Piece[] => {
  const pieces: (Growing | Apart)[] = [];
  for (const row of rows) {
    if (row.kind === 'line') addLine(pieces, row.line);
    else pieces.push(row);
  }
  return pieces;
};

/** The mrkdwn of a text, from its paragraphs and lists down to the nodes in each line. */
export const readMrkdwn = (text: string): readonly Piece[] => {
  try {
    return toPieces(toRows(parse(loosen(text)).children));
  } catch {
    // The parser calls itself once more for each line of a quote, and of many thousand lines it despairs.
    return [{ kind: 'lines', lines: [[textNode(text)]] }];
  }
};
