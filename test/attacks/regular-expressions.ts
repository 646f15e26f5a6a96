import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ROOMS = ['src', 'handlers', 'jobs'];

/** A regular expression of the bot's, where it stands and as it is written there. */
export interface FoundExpression {
  readonly file: string;
  /** `/…/flags`; of `new RegExp(…)` its arguments. */
  readonly text: string;
  /** Null: it is put together when the bot runs. */
  readonly regex: RegExp | null;
}

const listFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });

const readLiteral = (text: string): RegExp => {
  const end = text.lastIndexOf('/');
  return new RegExp(text.slice(1, end), text.slice(end + 1));
};

const findIn = (path: string): readonly FoundExpression[] => {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const file = relative(ROOT, path);
  const found: FoundExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.RegularExpressionLiteral) {
      const text = node.getText(source);
      found.push({ file, text, regex: readLiteral(text) });
    }
    if (
      (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
      node.expression.getText(source) === 'RegExp'
    ) {
      const text = (node.arguments ?? []).map((argument) => argument.getText(source)).join(', ');
      found.push({ file, text, regex: null });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

/** Every regular expression that the bot runs, read by the TypeScript compiler. */
export const listExpressions = (): readonly FoundExpression[] =>
  ROOMS.flatMap((room) => listFiles(join(ROOT, room))).flatMap(findIn);
