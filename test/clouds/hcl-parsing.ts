import { readString } from './hcl-reading.ts';

/** A word or sign of Terraform's language; `value` of a string is what it holds. */
interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'sign' | 'line';
  readonly value: string;
}

export interface HclAttribute {
  readonly name: string;
  readonly expression: readonly Token[];
}

export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
}

type Body = Pick<HclBlock, 'attributes' | 'blocks'>;

const SIGN = /^(?:==|!=|<=|>=|&&|\|\||=>|\.\.\.|[={}[\]().,?:!<>+*/%-])/;

const tokenize = (text: string): readonly Token[] => {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const [space] = /^[ \t]+|^#[^\n]*/.exec(rest) ?? [];
    const [name] = /^[A-Za-z_][\w-]*/.exec(rest) ?? [];
    const [number] = /^[0-9]+(?:\.[0-9]+)?/.exec(rest) ?? [];
    const [sign] = SIGN.exec(rest) ?? [];
    if (space !== undefined) at += space.length;
    else if (rest.startsWith('\n')) {
      tokens.push({ kind: 'line', value: '\n' });
      at += 1;
    } else if (rest.startsWith('"')) {
      const { end, value } = readString(text, at + 1);
      tokens.push({ kind: 'string', value });
      at = end;
    } else {
      const value = name ?? number ?? sign;
      if (value === undefined) throw new Error(`no word of the language: ${rest.slice(0, 20)}`);
      tokens.push({ kind: name !== undefined ? 'name' : number !== undefined ? 'number' : 'sign', value });
      at += value.length;
    }
  }
  return tokens;
};

const DEPTH: Readonly<Record<string, number>> = { '(': 1, '[': 1, '{': 1, ')': -1, ']': -1, '}': -1 };

const createReader = (tokens: readonly Token[]) => {
  let at = 0;
  const fail = (wanted: string): Error =>
    new Error(
      `${wanted} wanted before: ${tokens
        .slice(at, at + 5)
        .map(({ value }) => value)
        .join(' ')}`,
    );
  const take = (): Token => {
    const token = tokens[at];
    if (token === undefined) throw fail('more');
    at += 1;
    return token;
  };
  const is = (value: string): boolean => tokens[at]?.kind !== 'string' && tokens[at]?.value === value;
  const expect = (value: string): void => {
    if (!is(value)) throw fail(value);
    at += 1;
  };

  const readExpression = (): readonly Token[] => {
    const words: Token[] = [];
    let depth = 0;
    // A line ends it, but not one within brackets.
    while (tokens[at] !== undefined && (depth > 0 || !is('\n')) && !(depth === 0 && is('}'))) {
      const token = take();
      if (token.kind === 'sign') depth += DEPTH[token.value] ?? 0;
      if (token.kind !== 'line') words.push(token);
    }
    if (words.length === 0 || depth !== 0) throw fail('a value');
    return words;
  };

  const readBlock = (type: string): HclBlock => {
    const labels: string[] = [];
    while (!is('{')) {
      const token = take();
      if (token.kind !== 'string') throw fail('a label');
      labels.push(token.value);
    }
    expect('{');
    const body = readBody();
    expect('}');
    return { type, labels, ...body };
  };

  const readBody = (): Body => {
    const attributes: HclAttribute[] = [];
    const blocks: HclBlock[] = [];
    while (tokens[at] !== undefined && !is('}')) {
      const token = take();
      if (token.kind === 'line') continue;
      if (token.kind !== 'name') throw fail('a name');
      if (is('=')) {
        expect('=');
        attributes.push({ name: token.value, expression: readExpression() });
      } else blocks.push(readBlock(token.value));
      if (tokens[at] !== undefined && !is('}')) expect('\n');
    }
    return { attributes, blocks };
  };
  return { readBody, isAtEnd: () => at === tokens.length };
};

/** Reads a whole configuration, of which no string is a template; throws where it is none. */
export const parseHcl = (text: string): Body => {
  const reader = createReader(tokenize(text));
  const body = reader.readBody();
  if (!reader.isAtEnd()) throw new Error('a bracket too many');
  return body;
};

/** What an expression refers to, part by part: `data.aws_route_tables.all.ids`. Names before `(` are functions. */
export const listReferences = (
  expression: readonly Token[],
): { readonly names: readonly (readonly string[])[]; readonly functions: readonly string[] } => {
  const names: string[][] = [];
  const functions: string[] = [];
  for (let at = 0; at < expression.length; at += 1) {
    const token = expression[at];
    if (token?.kind !== 'name') continue;
    const parts = [token.value];
    while (expression[at + 1]?.value === '.' && expression[at + 2]?.kind === 'name') {
      parts.push(expression[at + 2]?.value ?? '');
      at += 2;
    }
    const next = expression[at + 1];
    if (next?.kind === 'sign' && next.value === '(') functions.push(parts.join('.'));
    else if (!(next?.kind === 'sign' && next.value === '=')) names.push(parts);
  }
  return { names, functions };
};
