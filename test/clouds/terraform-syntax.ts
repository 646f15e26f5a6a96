import { type HclAttribute, type HclBlock, listReferences, parseHcl } from './hcl-parsing.ts';
import {
  COMMANDS,
  DATA,
  type Documented,
  FUNCTIONS,
  findDocumented,
  META,
  RESOURCES,
} from './terraform-reference.ts';

const LITERALS = ['true', 'false', 'null'];
/** Types of variables: the word alone, or with another one in brackets. */
const TYPES = ['string', 'number', 'bool', 'any', 'list', 'set', 'map', 'object', 'tuple', 'optional'];

const withMeta = (documented: Documented): Documented => ({
  ...documented,
  takes: [...documented.takes, ...META.takes],
  blocks: { ...documented.blocks, ...META.blocks },
});

const findTwice = (names: readonly string[]): readonly string[] =>
  names.filter((name, at) => names.indexOf(name) !== at);

/** Arguments and blocks that are not documented there, are missing, or stand there twice. */
const checkBlock = (block: HclBlock, documented: Documented, path: string): readonly string[] => {
  const names = block.attributes.map(({ name }) => name);
  const known = [...documented.needs, ...documented.takes];
  return [
    ...names.filter((name) => !known.includes(name)).map((name) => `${path}: no argument ${name}`),
    ...documented.needs.filter((name) => !names.includes(name)).map((name) => `${path} needs ${name}`),
    ...findTwice(names).map((name) => `${path}: ${name} twice`),
    ...block.blocks.flatMap((inner) => {
      const within = documented.blocks?.[inner.type];
      const at = `${path}.${inner.type}`;
      if (within === undefined || inner.labels.length > 0) return [`${at}: no such block`];
      return checkBlock(inner, within, at);
    }),
  ];
};

const nameOf = ({ type, labels }: HclBlock): string => [type, ...labels].join('.');

/** What the configuration itself declares, by how it is referred to. */
const listDeclared = (blocks: readonly HclBlock[]) => {
  const declared = new Map<string, Documented | null>();
  for (const block of blocks) {
    const [label = '', name = ''] = block.labels;
    if (block.type === 'variable') declared.set(`var.${label}`, null);
    if (block.type === 'locals')
      for (const each of block.attributes) declared.set(`local.${each.name}`, null);
    if (block.type === 'data') declared.set(`data.${label}.${name}`, DATA[label] ?? null);
    if (block.type === 'resource') declared.set(`${label}.${name}`, RESOURCES[label] ?? null);
  }
  return declared;
};
type Declared = ReturnType<typeof listDeclared>;

const exportsOf = ({ needs, takes, exports = [] }: Documented): readonly string[] => [
  ...needs,
  ...takes,
  ...exports,
];

/** Where a reference stands: what it may say there beside what is declared. */
interface Place {
  readonly path: string;
  readonly block: HclBlock;
  readonly hasEach: boolean;
  readonly isCondition: boolean;
}

const checkName = (parts: readonly string[], declared: Declared, place: Place): readonly string[] => {
  const [root = '', second = ''] = parts;
  const text = parts.join('.');
  if (LITERALS.includes(text) || (place.path.startsWith('variable.') && TYPES.includes(text))) return [];
  if (root === 'each')
    return place.hasEach && ['key', 'value'].includes(second) ? [] : [`${place.path}: ${text}`];
  if (root === 'self') return place.isCondition ? [] : [`${place.path}: ${text}`];
  const length = root === 'data' ? 3 : 2;
  const key = parts.slice(0, length).join('.');
  const documented = declared.get(key);
  if (documented === undefined) return [`${place.path}: ${text} is not declared`];
  const attribute = parts[length];
  if (documented === null || attribute === undefined || exportsOf(documented).includes(attribute)) return [];
  return [`${place.path}: ${key} has no ${attribute}`];
};

const checkSelf = (attribute: HclAttribute, { path, block }: Place): readonly string[] => {
  const documented = findDocumented(block.type, block.labels);
  return listReferences(attribute.expression)
    .names.filter(([root]) => root === 'self')
    .filter(([, name = '']) => documented !== null && !exportsOf(documented).includes(name))
    .map((parts) => `${path}: ${parts.join('.')}`);
};

const checkReferences = (
  { attributes, blocks }: Pick<HclBlock, 'attributes' | 'blocks'>,
  declared: Declared,
  place: Place,
): readonly string[] => [
  ...attributes.flatMap((attribute) => {
    const { names, functions } = listReferences(attribute.expression);
    return [
      ...names.flatMap((parts) => checkName(parts, declared, place)),
      ...checkSelf(attribute, place),
      ...functions
        .filter(
          (name) =>
            !FUNCTIONS.includes(name) && !(place.path.startsWith('variable.') && TYPES.includes(name)),
        )
        .map((name) => `${place.path}: no function ${name}`),
    ];
  }),
  ...blocks.flatMap((inner) =>
    checkReferences(inner, declared, {
      ...place,
      isCondition: place.isCondition || inner.type === 'postcondition',
    }),
  ),
];

/** What a configuration says that its documentation does not know. */
export const findTerraformProblems = (text: string): readonly string[] => {
  const { attributes, blocks } = parseHcl(text);
  const declared = listDeclared(blocks);
  return [
    ...attributes.map(({ name }) => `${name} stands outside of every block`),
    ...findTwice(blocks.map(nameOf).filter((name) => name !== 'locals')).map((name) => `${name} twice`),
    ...blocks.flatMap((block) => {
      const path = nameOf(block);
      const hasEach = block.attributes.some(({ name }) => name === 'for_each');
      const references =
        path === 'terraform'
          ? []
          : checkReferences(block, declared, { path, block, hasEach, isCondition: false });
      if (block.type === 'locals') return references;
      const documented = findDocumented(block.type, block.labels);
      if (documented === null) return [`${path}: no such block`];
      const isMeta = block.type === 'resource' || block.type === 'data';
      return [...checkBlock(block, isMeta ? withMeta(documented) : documented, path), ...references];
    }),
  ];
};

/** What a call of `terraform` says that its documentation does not know. */
export const findCallProblems = (command: string): readonly string[] => {
  const [program, verb = '', ...words] = command.split(' ');
  const known = COMMANDS[verb];
  if (program !== 'terraform' || known === undefined) return [`no such command: ${command}`];
  const problems: string[] = [];
  const own: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const option = word.replace(/^-/, '');
    if (!word.startsWith('-')) own.push(word);
    else if (known.takes.includes(option)) at += 1;
    else if (!known.flags.includes(option)) problems.push(`no option ${word}: ${command}`);
  }
  return own.length > known.words ? [...problems, `too many words: ${command}`] : problems;
};
