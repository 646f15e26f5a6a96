import type { Json } from '../../slack/json.ts';
import { asObjects, asText } from '../read-json.ts';
import { Preformatted } from './preformatted.tsx';
import { RichSpan } from './rich-span.tsx';
import { Unknown } from './unknown.tsx';
import './text.css';

/** How deep Slack lets a list be set in. */
const DEEPEST = 8;

const MARKS = {
  bullet: ['disc', 'circle', 'square'],
  ordered: ['decimal', 'lower-alpha', 'lower-roman'],
} as const;

const Spans = ({ part }: { readonly part: Json }) => (
  <>
    {asObjects(part['elements']).map((span, index) => (
      <RichSpan key={index} span={span} />
    ))}
  </>
);

const whole = (value: unknown, most: number): number =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 ? Math.min(value, most) : 0;

const List = ({ part }: { readonly part: Json }) => {
  const indent = whole(part['indent'], DEEPEST);
  const isOrdered = part['style'] === 'ordered';
  const marks = MARKS[isOrdered ? 'ordered' : 'bullet'];
  const look = { marginInlineStart: `${indent * 1.6}em`, listStyleType: marks[indent % marks.length] };
  const items = asObjects(part['elements']).map((item, index) => (
    <li key={index}>
      {item['type'] === 'rich_text_section' ? <Spans part={item} /> : <RichPart part={item} />}
    </li>
  ));
  const name = part['border'] === 1 ? 'text-list text-bordered' : 'text-list';
  return isOrdered ? (
    <ol class={name} style={look} start={whole(part['offset'], 1_000) + 1}>
      {items}
    </ol>
  ) : (
    <ul class={name} style={look}>
      {items}
    </ul>
  );
};

/** What stands in fixed width carries no formatting: its words are all there is to show. */
const fixedWords = (part: Json): string =>
  asObjects(part['elements'])
    .map((span) => asText(span['text']) || asText(span['url']))
    .join('');

const RichPart = ({ part }: { readonly part: Json }) => {
  switch (part['type']) {
    case 'rich_text_section':
      return (
        <div>
          <Spans part={part} />
        </div>
      );
    case 'rich_text_list':
      return <List part={part} />;
    case 'rich_text_quote':
      return (
        <blockquote class="text-quote">
          <Spans part={part} />
        </blockquote>
      );
    case 'rich_text_preformatted':
      return <Preformatted text={fixedWords(part)} />;
    default:
      return <Unknown noun="part of a rich text" type={asText(part['type'])} sent={part} />;
  }
};

/** A `rich_text` block: its sections, lists, quotes and texts in fixed width. */
export const RichText = ({ block }: { readonly block: Json }) => (
  <div class="text">
    {asObjects(block['elements']).map((part, index) => (
      <RichPart key={index} part={part} />
    ))}
  </div>
);
