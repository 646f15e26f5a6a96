import { anyText, id, plainText } from './composition-limits.ts';
import { elements, image } from './element-limits.ts';
import type { Json } from './json.ts';
import {
  anything,
  type Check,
  exactlyOne,
  flag,
  kindOf,
  listOf,
  oneOf,
  problem,
  shape,
  text,
  whole,
} from './shape.ts';

export type Surface = 'message' | 'modal' | 'home';

const base = { type: anything };
const named = { block_id: id };

const sectionSaysSomething: Check = (value, at) => {
  const { text: words, fields } = value as Json;
  return words === undefined && fields === undefined
    ? [problem(at, '`text` or `fields` must be specified')]
    : [];
};

const distinctActions: Check = (value, at) => {
  const ids = ((value as Json)['elements'] as readonly Json[] | undefined) ?? [];
  const given = (Array.isArray(ids) ? ids : [])
    .map((element: unknown) => (element as Json | null)?.['action_id'])
    .filter((action) => action !== undefined);
  return new Set(given).size === given.length ? [] : [problem(`${at}/elements`, 'action_id must be unique')];
};

/** Spans are left to Slack: their table is long, they are rarely wrong, and a bot seldom limits them. */
const richText = shape(
  {
    ...base,
    elements: listOf(
      kindOf('element', () => {
        const part = shape(
          { ...base, elements: listOf(anything, 3000, 0) },
          {
            style: oneOf('bullet', 'ordered'),
            indent: whole(0, 8),
            offset: whole(0, 1000),
            border: oneOf(0, 1),
          },
        );
        return {
          rich_text_section: part,
          rich_text_list: part,
          rich_text_quote: part,
          rich_text_preformatted: part,
        };
      }),
      100,
    ),
  },
  named,
);

const cell = kindOf('cell', () => ({
  raw_text: shape({ ...base, text: text(3000, 0) }),
  raw_number: shape({ ...base, text: text(3000), value: anything }),
  rich_text: richText,
}));

const card = shape(base, {
  ...named,
  title: anyText(150),
  subtitle: anyText(150),
  body: anyText(200),
  hero_image: image,
  icon: image,
  actions: listOf(elements.button, 25),
});

const taskCard = shape(
  {
    ...base,
    task_id: text(255),
    title: text(3000),
    status: oneOf('pending', 'in_progress', 'complete', 'error'),
  },
  { ...named, details: richText, output: richText, sources: listOf(anything, 100, 0) },
);

const everywhere: Record<string, Check> = {
  actions: shape({ ...base, elements: listOf(elements.actions, 25) }, named, distinctActions),
  alert: shape(
    { ...base, text: anyText(3000) },
    { ...named, level: oneOf('default', 'info', 'warning', 'error', 'success') },
  ),
  context: shape({ ...base, elements: listOf(elements.context, 10) }, named),
  divider: shape(base, named),
  header: shape({ ...base, text: plainText(150) }, named),
  image: shape(
    { ...base, alt_text: text(2000) },
    { ...named, title: plainText(2000), image_url: text(3000), slack_file: anything },
    exactlyOne('image_url', 'slack_file'),
  ),
  input: shape(
    { ...base, label: plainText(2000), element: elements.input },
    { ...named, hint: plainText(2000), optional: flag, dispatch_action: flag },
  ),
  rich_text: richText,
  section: shape(
    base,
    {
      ...named,
      text: anyText(3000),
      fields: listOf(anyText(2000), 10),
      accessory: elements.accessory,
      expand: flag,
    },
    sectionSaysSomething,
  ),
  video: shape(
    {
      ...base,
      alt_text: text(2000),
      thumbnail_url: text(3000),
      title: plainText(199),
      video_url: text(3000),
    },
    {
      ...named,
      author_name: text(49),
      description: plainText(199),
      provider_icon_url: text(3000),
      provider_name: text(255),
      title_url: text(3000),
    },
  ),
};

const inContainer = [
  'actions',
  'context',
  'divider',
  'file',
  'header',
  'image',
  'input',
  'rich_text',
  'section',
  'table',
  'video',
];

const inMessages: Record<string, Check> = {
  card,
  carousel: shape(
    {
      ...base,
      elements: listOf(
        kindOf('element', () => ({ card })),
        10,
      ),
    },
    named,
  ),
  container: shape(
    {
      ...base,
      child_blocks: listOf(
        kindOf('block', () =>
          Object.fromEntries(
            Object.entries({ ...everywhere, ...inMessages }).filter(([name]) => inContainer.includes(name)),
          ),
        ),
        10,
      ),
    },
    {
      ...named,
      title: plainText(150),
      subtitle: anyText(150),
      rich_text_title: richText,
      icon: image,
      width: oneOf('narrow', 'standard', 'wide', 'full'),
      is_collapsible: flag,
      default_collapsed: flag,
      has_header_divider: flag,
    },
  ),
  context_actions: shape({ ...base, elements: listOf(elements.contextActions, 5) }, named, distinctActions),
  data_table: shape(
    { ...base, caption: text(3000), rows: listOf(listOf(cell, 20), 1000) },
    { ...named, page_size: whole(1, 100), row_header_column_index: whole(0, 19) },
  ),
  file: shape({ ...base, external_id: id, source: oneOf('remote') }, named),
  markdown: shape({ ...base, text: text(12_000) }, named),
  plan: shape(
    { ...base, title: text(3000) },
    {
      ...named,
      tasks: listOf(
        kindOf('task', () => ({ task_card: taskCard })),
        50,
      ),
    },
  ),
  table: shape(
    { ...base, rows: listOf(listOf(cell, 20), 100) },
    { ...named, column_settings: listOf(anything, 20, 0) },
  ),
  task_card: taskCard,
};

/** The blocks of a surface, each by its own rules. Which blocks stand where: docs.slack.dev/reference/block-kit/blocks. */
export const blockOn = (surface: Surface): Check =>
  kindOf('block', () => (surface === 'message' ? { ...everywhere, ...inMessages } : everywhere));

const modal = shape(
  { type: anything, title: plainText(24), blocks: anything },
  {
    submit: plainText(24),
    close: plainText(24),
    callback_id: text(255, 0),
    private_metadata: text(3000, 0),
    external_id: text(255, 0),
    clear_on_close: flag,
    notify_on_close: flag,
    submit_disabled: flag,
  },
);

const home = shape(
  { type: anything, blocks: anything },
  { callback_id: text(255, 0), private_metadata: text(3000, 0), external_id: text(255, 0) },
);

export const frameOf = (surface: 'modal' | 'home'): Check =>
  kindOf('view', () => (surface === 'modal' ? { modal } : { home }));
