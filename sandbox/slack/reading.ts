import type { Directory } from './directory.ts';
import { type Field, fieldsOf, memberOf, type Values, valueIn } from './fields.ts';
import { asList, asObjects, asText, isJson, type Json, wordsOf } from './json.ts';
import { renderMrkdwn } from './prose.ts';

const renderText = (text: unknown, directory: Directory): string => {
  if (!isJson(text)) return '';
  const words = asText(text['text']);
  return text['type'] === 'mrkdwn' ? renderMrkdwn(words, directory) : words;
};

/** What a filled-in field shows: chosen options by their words, names for ids. */
export const shownValue = (value: unknown, directory: Directory): string => {
  if (Array.isArray(value)) return value.map((one) => shownValue(one, directory)).join(', ');
  if (isJson(value)) return wordsOf(value['text']);
  if (value === null || value === undefined) return '';
  const id = String(value);
  const user = directory.user(id);
  if (user !== undefined) return `@${user.name}`;
  const channel = directory.channel(id);
  return channel === undefined ? id : `#${channel.name}`;
};

/** Radio buttons and checkboxes, those that are chosen marked. */
const renderChoices = (element: Json, chosen: unknown): string => {
  const values = (Array.isArray(chosen) ? chosen : [chosen]).filter(isJson).map((option) => option['value']);
  return asObjects(element['options'])
    .map((option) => `[${values.includes(option['value']) ? 'x' : ' '}] ${wordsOf(option['text'])}`)
    .join(' ');
};

/** An element as it stands in a line; `values` are those of its block. */
const renderElement = (element: Json, directory: Directory, values: Values[string] = {}): string => {
  const chosen = values[asText(element['action_id'])]?.[memberOf(asText(element['type']))];
  switch (element['type']) {
    case 'button':
    case 'workflow_button':
    case 'icon_button':
      return `[${wordsOf(element['text'])}]`;
    case 'overflow':
      return `[… ${asObjects(element['options'])
        .map((option) => wordsOf(option['text']))
        .join(' | ')}]`;
    case 'image':
      return `(${asText(element['alt_text'])})`;
    case 'mrkdwn':
    case 'plain_text':
      return renderText(element, directory);
    case 'checkboxes':
    case 'radio_buttons':
      return renderChoices(element, chosen);
    default:
      return `[${shownValue(chosen, directory) || wordsOf(element['placeholder']) || asText(element['type'])}]`;
  }
};

const renderSpan = (span: Json, directory: Directory): string => {
  const id = (name: string): string => asText(span[name]);
  switch (span['type']) {
    case 'user':
      return `@${directory.user(id('user_id'))?.name ?? id('user_id')}`;
    case 'usergroup':
      return `@${directory.group(id('usergroup_id'))?.handle ?? id('usergroup_id')}`;
    case 'channel':
      return `#${directory.channel(id('channel_id'))?.name ?? id('channel_id')}`;
    case 'broadcast':
      return `@${id('range')}`;
    case 'emoji':
      return `:${id('name')}:`;
    case 'link':
      return id('text') === '' ? id('url') : `${id('text')} (${id('url')})`;
    default:
      return id('text');
  }
};

const renderRichText = (part: Json, directory: Directory): string => {
  const inner = asObjects(part['elements']);
  if (part['type'] !== 'rich_text_list') return inner.map((span) => renderSpan(span, directory)).join('');
  return inner.map((item) => `• ${renderRichText(item, directory)}`).join('\n');
};

const renderRow = (row: unknown, directory: Directory): string =>
  asObjects(row)
    .map((cell) =>
      cell['type'] === 'rich_text'
        ? asObjects(cell['elements'])
            .map((part) => renderRichText(part, directory))
            .join(' ')
        : asText(cell['text']),
    )
    .join(' | ');

const renderSection = (block: Json, values: Values, directory: Directory): readonly string[] => {
  const held = values[asText(block['block_id'])];
  const accessory = isJson(block['accessory'])
    ? ` ${renderElement(block['accessory'], directory, held)}`
    : '';
  const text = renderText(block['text'], directory);
  const fields = asList(block['fields']).map((field) => renderText(field, directory).replaceAll('\n', ' '));
  return [
    ...(text === '' ? [] : [`${text}${accessory}`]),
    ...fields,
    ...(text === '' && accessory !== '' ? [accessory.trim()] : []),
  ];
};

const renderField = (field: Field, values: Values, directory: Directory): string => {
  const shown = shownValue(valueIn(values, field) ?? field.element[memberOf(field.type)], directory);
  return `${field.label}${field.isOptional ? ' (optional)' : ''}: ${shown === '' ? '____' : shown}`;
};

const renderBlock = (block: Json, values: Values, directory: Directory): readonly string[] => {
  const text = (): string => renderText(block['text'], directory);
  switch (block['type']) {
    case 'header':
      return [text()];
    case 'section':
      return renderSection(block, values, directory);
    case 'alert':
      return [`${asText(block['level']) || 'note'}: ${text()}`];
    case 'context':
      return [
        asObjects(block['elements'])
          .map((element) => renderElement(element, directory))
          .join(' · '),
      ];
    case 'actions':
    case 'context_actions':
      return [
        asObjects(block['elements'])
          .map((element) => renderElement(element, directory, values[asText(block['block_id'])]))
          .join(' '),
      ];
    case 'divider':
      return ['———'];
    case 'input':
      return fieldsOf([block]).map((field) => renderField(field, values, directory));
    case 'rich_text':
      return asObjects(block['elements']).map((part) => renderRichText(part, directory));
    case 'image':
      return [`(${asText(block['alt_text'])})`];
    case 'markdown':
      return [asText(block['text'])];
    case 'table':
    case 'data_table':
      return asList(block['rows']).map((row) => renderRow(row, directory));
    case 'task_card':
      return [`${asText(block['status'])}: ${asText(block['title'])}`];
    case 'plan':
      return [asText(block['title']), ...renderBlocks(asObjects(block['tasks']), directory)];
    case 'container':
      return [wordsOf(block['title']), ...renderBlocks(asObjects(block['child_blocks']), directory, values)];
    case 'card':
      return [
        ...['title', 'subtitle', 'body'].map((name) => renderText(block[name], directory)),
        renderActions(block, directory),
      ];
    case 'carousel':
      return renderBlocks(asObjects(block['elements']), directory);
    default:
      return [asText(block['alt_text']) || wordsOf(block['title'])];
  }
};

const renderActions = (card: Json, directory: Directory): string =>
  asObjects(card['actions'])
    .map((element) => renderElement(element, directory))
    .join(' ');

/** The lines a person reads in these blocks, buttons as `[Approve]`, fields with what they hold. */
export const renderBlocks = (
  blocks: readonly Json[],
  directory: Directory,
  values: Values = {},
): readonly string[] =>
  blocks
    .flatMap((block) => renderBlock(block, values, directory))
    .flatMap((line) => line.split('\n'))
    .filter((line) => line.trim() !== '');
