import { type Node, NodeType, parse } from 'slack-message-parser';
import { GAP, loosen } from './loosen.ts';

export type Line = readonly Node[];

interface Lines {
  readonly kind: 'lines' | 'list';
  readonly lines: readonly Line[];
}

/** What stands in lines of its own. */
type Apart =
  | { readonly kind: 'quote'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'preformatted'; readonly text: string };

export type Piece = Lines | Apart;

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

const BULLET = /^\s*(?:[•◦▪‣]\s*|[-–]\s+)/;

/** What is set in below an item goes on with it. */
const INDENT = /^[ \t]{2,}/;

const isIndented = ([first]: Line): boolean => first?.type === NodeType.Text && INDENT.test(first.text);

const isItem = ([first]: Line): boolean => first?.type === NodeType.Text && BULLET.test(first.text);

/** Joins lines that follow each other: those with a bullet to a list, the others to a paragraph. */
const toPieces = (rows: readonly Row[]): readonly Piece[] => {
  const pieces: (Apart | { kind: Lines['kind']; lines: Line[] })[] = [];
  for (const row of rows) {
    const last = pieces.at(-1);
    if (row.kind !== 'line') pieces.push(row);
    else if (last?.kind === 'list' && isIndented(row.line) && !isItem(row.line)) {
      const item = last.lines.pop() ?? [];
      last.lines.push([...item, textNode('\n'), ...startAnew(row.line, (text) => text.replace(INDENT, ''))]);
    } else {
      const kind = isItem(row.line) ? 'list' : 'lines';
      const line = kind === 'list' ? startAnew(row.line, (text) => text.replace(BULLET, '')) : row.line;
      if (last?.kind === kind) last.lines.push(line);
      else pieces.push({ kind, lines: [line] });
    }
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
