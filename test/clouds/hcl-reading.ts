/** A text of Terraform's language as its scanner sees it: everything around the strings, and what each string holds. */
export interface Hcl {
  readonly around: string;
  readonly strings: readonly string[];
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** One piece of a quoted string: its length in the source and what it means. Null: it ends or is no plain string. */
const readPiece = (rest: string): { readonly length: number; readonly means: string } | null => {
  const [whole, mark] = /^([$%])\1\{/.exec(rest) ?? [];
  if (whole !== undefined) return { length: whole.length, means: `${mark}{` };
  if (/^[$%]\{|^["\n\r]/.test(rest) || rest === '') return null;
  const [unicode, digits] = /^\\u([0-9a-f]{4})/.exec(rest) ?? [];
  if (unicode !== undefined)
    return { length: 6, means: String.fromCharCode(Number.parseInt(digits ?? '', 16)) };
  if (!rest.startsWith('\\')) return { length: 1, means: rest[0] ?? '' };
  const means = ESCAPED[rest[1] ?? ''];
  return means === undefined ? null : { length: 2, means };
};

/** The plain string after a quotation mark; throws where it is a template or has no end. */
export const readString = (text: string, start: number): { readonly end: number; readonly value: string } => {
  let [at, value] = [start, ''];
  for (;;) {
    const piece = readPiece(text.slice(at));
    if (piece === null) break;
    at += piece.length;
    value += piece.means;
  }
  if (text[at] !== '"') throw new Error(`no plain string at ${start}: ${text.slice(at, at + 20)}`);
  return { end: at + 1, value };
};

/** Reads quoted strings as hashicorp/hcl's `scan_tokens.rl` has them; throws where one is a template or has no end. */
export const readHcl = (text: string): Hcl => {
  const strings: string[] = [];
  let [around, at] = ['', 0];
  for (let quote = text.indexOf('"'); quote >= 0; quote = text.indexOf('"', at)) {
    const { end, value } = readString(text, quote + 1);
    strings.push(value);
    around += `${text.slice(at, quote)}""`;
    at = end;
  }
  return { around: around + text.slice(at), strings };
};
