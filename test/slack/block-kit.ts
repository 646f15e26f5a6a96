import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import { Ajv, type ValidateFunction } from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';
import { findBlockProblems } from '../../sandbox/slack/block-limits.ts';

const CACHE = new URL('../../node_modules/.cache/vpcbot/', import.meta.url);

/** The schema of what @slack/types calls a block and a modal. Making it takes seconds, so it is kept. */
export const readSchema = (): { readonly definitions?: Readonly<Record<string, unknown>> | undefined } => {
  const path = createRequire(import.meta.url)
    .resolve('@slack/types')
    .replace(/\.js$/, '.d.ts');
  const { version } = JSON.parse(readFileSync(new URL('../package.json', `file://${path}`), 'utf8'));
  const kept = new URL(`block-kit-${version}.json`, CACHE);
  try {
    return JSON.parse(readFileSync(kept, 'utf8'));
  } catch {
    const schema = createGenerator({ path, skipTypeCheck: true, topRef: false }).createSchema();
    mkdirSync(CACHE, { recursive: true });
    const fresh = new URL(`${kept.pathname}.${process.pid}`, CACHE);
    writeFileSync(fresh, JSON.stringify(schema));
    renameSync(fresh, kept);
    return schema;
  }
};

/** The sandbox's page: JSX, with a type check of its own, so that only its path can stand here. */
const page: { findUnshown: (blocks: readonly unknown[], surface: string) => readonly string[] } =
  await import(new URL('../page/shown.tsx', import.meta.url).pathname);

const ajv = new Ajv({ strict: false, allErrors: false });
ajv.addSchema(readSchema(), 'slack');
const compile = <T>(name: string): ValidateFunction<T> =>
  ajv.compile<T>({ $ref: `slack#/definitions/${name}` });
const isBlock = compile<KnownBlock>('KnownBlock');
const isModal = compile<ModalView>('ModalView');
const isHome = compile<HomeView>('HomeView');

const misfits = (blocks: readonly unknown[]): readonly string[] =>
  blocks.flatMap((block, index) =>
    isBlock(block) ? [] : [`block ${index} is none of @slack/types: ${JSON.stringify(block).slice(0, 300)}`],
  );

/** What Slack's types or limits have against a message. Empty: it can be sent. */
export const findMessageProblems = (message: {
  text: string;
  blocks: readonly unknown[];
}): readonly string[] => [
  ...(message.text.trim() === '' ? ['the message has no text for notifications'] : []),
  ...(message.text.length > 4000 ? ['the text is longer than 4000 characters'] : []),
  ...misfits(message.blocks),
  ...findBlockProblems('message', { blocks: message.blocks }),
  ...page.findUnshown(message.blocks, 'message'),
];

/** What Slack's types or limits have against a view. Empty: it can be opened. */
export const findViewProblems = (view: ModalView): readonly string[] => [
  ...(isModal(view) ? [] : [`the view is no modal: ${ajv.errorsText(isModal.errors)}`]),
  ...misfits(view.blocks),
  ...findBlockProblems('modal', view),
  ...page.findUnshown(view.blocks, 'modal'),
  ...((view.private_metadata ?? '').length > 3000 ? ['private_metadata is longer than 3000 characters'] : []),
];

/** What Slack's types or limits have against an App Home. Empty: it can be published. */
export const findHomeProblems = (view: HomeView): readonly string[] => [
  ...(isHome(view) ? [] : [`the view is no home: ${ajv.errorsText(isHome.errors)}`]),
  ...misfits(view.blocks),
  ...findBlockProblems('home', view),
  ...page.findUnshown(view.blocks, 'home'),
  ...(view.blocks.length > 100 ? ['there are more than 100 blocks'] : []),
  ...(Buffer.byteLength(JSON.stringify(view)) > 250_000 ? ['the view is larger than 250 kB'] : []),
];

/** Every text in which Slack reads mrkdwn: a message's own, and those of its blocks. */
export const listMrkdwn = (payload: unknown): readonly string[] => {
  if (Array.isArray(payload)) return payload.flatMap(listMrkdwn);
  if (typeof payload !== 'object' || payload === null) return [];
  const own =
    'type' in payload && payload.type === 'mrkdwn' && 'text' in payload && typeof payload.text === 'string'
      ? [payload.text]
      : [];
  return [...own, ...Object.values(payload).flatMap(listMrkdwn)];
};

const readElement = (element: object): string => {
  if ('text' in element && typeof element.text === 'object' && element.text !== null) {
    const label = 'text' in element.text ? String(element.text.text) : '';
    return `[${label}]`;
  }
  return 'text' in element ? String(element.text) : '';
};

const readBlock = (block: KnownBlock): string => {
  switch (block.type) {
    case 'header':
      return `# ${block.text.text}`;
    case 'section':
      return [
        block.text?.text ?? [],
        block.fields?.map(({ text }) => text.replace('\n', ' ')) ?? [],
        block.accessory === undefined ? [] : readElement(block.accessory),
      ]
        .flat()
        .join('\n');
    case 'context':
    case 'actions':
      return block.elements.map(readElement).join(' ');
    case 'rich_text':
      return JSON.stringify(block.elements).replace(/.*"text":"(.*)"\}.*/, '    $1');
    case 'input':
      return `${block.label.text}: ${JSON.stringify(block.element)}${block.hint === undefined ? '' : ` (${block.hint.text})`}`;
    default:
      return `(${block.type})`;
  }
};

/** A message as a person reads it, times in UTC: its blocks, one paragraph each. */
export const readMessage = ({ blocks }: { readonly blocks: readonly KnownBlock[] }): string =>
  readTimes(blocks.map(readBlock).join('\n\n'));

export const readTimes = (text: string): string => text.replace(/<!date\^[^|]*\|([^>]*)>/g, '$1');
