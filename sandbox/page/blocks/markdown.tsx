import type { ComponentChildren } from 'preact';
import { asText } from '../read-json.ts';
import { Code } from '../text/code.tsx';
import { Link } from '../text/link.tsx';
import { Preformatted } from '../text/preformatted.tsx';
import { type MarkdownPart, readMarkdown } from './markdown-tree.ts';
import type { BlockProps } from './section.tsx';

const MARKS = new RegExp(
  [
    '`(?<code>[^`\\n]+)`',
    '\\[(?<label>[^\\[\\]\\n]+)\\]\\((?<url>[^()\\s]+)\\)',
    '\\*\\*(?<bold>[^*\\n]+)\\*\\*',
    '~~(?<strike>[^~\\n]+)~~',
    '(?<![\\p{L}\\p{N}_])_(?<low>[^_\\n]+)_(?![\\p{L}\\p{N}_])',
    '\\*(?<italic>[^*\\s][^*\\n]*)\\*',
    '(?<address>https?:\\/\\/[^\\s<>]*[^\\s<>.,:;!?\'")\\]])',
    '\\\\(?<escaped>[!-\\/:-@[-`{-~])',
  ].join('|'),
  'gu',
);

interface InlineProps {
  readonly text: string;
  /** Whether these are the words of a link already. */
  readonly isLinked?: boolean;
}

const Marked = ({
  groups,
  isLinked = false,
}: {
  readonly groups: Readonly<Record<string, string>>;
  readonly isLinked?: boolean;
}) => {
  const { code, label, url = '', bold, strike, low, italic, address, escaped = '' } = groups;
  const inner = (text: string): ComponentChildren => <Inline text={text} isLinked={isLinked} />;
  if (code !== undefined) return <Code text={code} />;
  if (bold !== undefined) return <strong>{inner(bold)}</strong>;
  if (strike !== undefined) return <s>{inner(strike)}</s>;
  if (low !== undefined || italic !== undefined) return <em>{inner(low ?? italic ?? '')}</em>;
  if (label !== undefined)
    return isLinked ? (
      inner(label)
    ) : (
      <Link url={url}>
        <Inline text={label} isLinked />
      </Link>
    );
  if (address !== undefined) return isLinked ? address : <Link url={address} />;
  return escaped;
};

const Inline = ({ text, isLinked = false }: InlineProps) => {
  const pieces: ComponentChildren[] = [];
  let end = 0;
  for (const match of text.matchAll(MARKS)) {
    pieces.push(text.slice(end, match.index), <Marked groups={match.groups ?? {}} isLinked={isLinked} />);
    end = match.index + match[0].length;
  }
  return (
    <>
      {pieces}
      {text.slice(end)}
    </>
  );
};

const Part = ({ part }: { readonly part: MarkdownPart }) => {
  switch (part.kind) {
    case 'code':
      return <Preformatted text={part.text} />;
    case 'paragraph':
      return (
        <p>
          <Inline text={part.text} />
        </p>
      );
    case 'heading':
      return (
        <p class="block-heading" data-level={part.level}>
          <Inline text={part.text} />
        </p>
      );
    case 'list': {
      const List = part.isOrdered ? 'ol' : 'ul';
      return (
        <List class="text-list">
          {part.items.map((item, index) => (
            <li key={index}>
              <Inline text={item} />
            </li>
          ))}
        </List>
      );
    }
    case 'quote':
      return (
        <blockquote class="text-quote">
          <Parts parts={part.parts} />
        </blockquote>
      );
    case 'rule':
      return <hr class="block-divider" />;
    default:
      part satisfies never;
      return null;
  }
};

const Parts = ({ parts }: { readonly parts: readonly MarkdownPart[] }) => (
  <>
    {parts.map((part, index) => (
      <Part key={index} part={part} />
    ))}
  </>
);

/** A `markdown` block, in which Slack reads standard Markdown. */
export const Markdown = ({ block }: BlockProps) => (
  <div class="text block-markdown">
    <Parts parts={readMarkdown(asText(block['text']))} />
  </div>
);
