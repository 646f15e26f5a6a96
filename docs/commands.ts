import { readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { switchboard } from '../handlers/index.ts';
import { AUDIENCE_WORDS, VERB_GROUPS, VERBS, type Verb } from '../src/slack/verbs.ts';
import { GESTURES, type GestureId, VERB_GESTURES } from './gestures.ts';

/*
 * `npm run docs` writes docs/commands.md from the switchboard, the verbs and what stands in
 * docs/gestures.ts. A test says when it is behind.
 */

const HANDLERS = new URL('../handlers/', import.meta.url);

interface Handler {
  readonly name: string;
  readonly file: string;
}

/** What each file of handlers/ exports, so that a function of the switchboard is known by its name. */
const findHandlers = async (): Promise<ReadonlyMap<unknown, Handler>> => {
  const found = new Map<unknown, Handler>();
  for (const file of readdirSync(HANDLERS)
    .filter((name) => name.endsWith('.ts'))
    .sort()) {
    const exported: Record<string, unknown> = await import(new URL(file, HANDLERS).href);
    for (const [name, value] of Object.entries(exported)) {
      const isTable = typeof value === 'object' && value !== null;
      const entries = isTable ? Object.entries(value) : [];
      for (const [key, each] of entries)
        if (!found.has(each)) found.set(each, { name: `${name}.${key}`, file });
      if (typeof value === 'function') found.set(value, { name, file });
    }
  }
  return found;
};

const cell = (text: string): string => text.replaceAll('|', '\\|');
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(heads), `|${heads.map(() => '---|').join('')}`, ...rows.map(row)].join('\n');
const code = (text: string): string => `\`${text}\``;

const renderVerb = (verb: Verb): readonly string[] => {
  const { usage, meaning, audience } = VERBS[verb];
  const gestures = VERB_GESTURES[verb].map((id) => code(id)).join(', ');
  return [code(`/vpc ${verb} ${usage}`.trim()), meaning, AUDIENCE_WORDS[audience], gestures];
};

const renderVerbs = (): string =>
  VERB_GROUPS.map(({ title, verbs }) =>
    [
      `### ${title}`,
      table(['Command', 'What it does', 'Who may use it', 'Forms and buttons'], verbs.map(renderVerb)),
    ].join('\n\n'),
  ).join('\n\n');

const isGesture = (id: string): id is GestureId => Object.hasOwn(GESTURES, id);

const renderGestures = (
  title: string,
  entries: Readonly<Record<string, unknown>>,
  handlers: ReadonlyMap<unknown, Handler>,
): string => {
  const rows = Object.entries(entries).map(([id, value]) => {
    const handler = handlers.get(value);
    if (!isGesture(id) || handler === undefined)
      throw new Error(`rendering gesture "${id}": it is not known`);
    const { does, who } = GESTURES[id];
    return [code(id), does, who, `${code(handler.name)} in [${handler.file}](../handlers/${handler.file})`];
  });
  return [title, table(['Id', 'What it does', 'Who may', 'Handler'], rows)].join('\n\n');
};

const INTRO = `# Commands, forms and buttons

Written by \`npm run docs\` from \`src/slack/verbs.ts\`, \`handlers/index.ts\` and \`docs/gestures.ts\`: change those, not
this. Who may do something is judged at every press, by \`src/domain/access.ts\`; who may not is told why, and whom to
ask.

## Commands

Everything is typed after \`/vpc\`. \`[optional]\`, \`<required>\`. What only reads is answered to the asker alone. What changes
something opens a form where arguments are missing, and else shows a private plan to confirm.`;

const CHANGES = `## Forms that change something

Each has three ids: its own for the form, \`confirm:\` and its own for the button that confirms a plan, and \`edit:\` and its
own for each button that opens the form with something filled in.`;

/** The whole of docs/commands.md. */
export const renderCommands = async (): Promise<string> => {
  const handlers = await findHandlers();
  const { changes, views, buttons, selects, options, placedOptions, rebuilds, shortcuts, events } =
    switchboard;
  const creators = Object.fromEntries(Object.entries(changes).map(([id, { create }]) => [id, create]));
  return `${[
    INTRO,
    renderVerbs(),
    renderGestures(CHANGES, creators, handlers),
    renderGestures('## Other forms', views, handlers),
    renderGestures('## Buttons', buttons, handlers),
    renderGestures('## Choices in views', { ...selects, ...rebuilds }, handlers),
    renderGestures('## Menus that search', { ...options, ...placedOptions }, handlers),
    renderGestures('## Shortcuts', shortcuts, handlers),
    renderGestures('## Events', events, handlers),
  ].join('\n\n')}\n`;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('./commands.md', import.meta.url), await renderCommands());
}
