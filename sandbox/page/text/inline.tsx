import type { ComponentChildren } from 'preact';
import { type Node, NodeType } from 'slack-message-parser';
import { Code } from './code.tsx';
import { DateWords } from './date.tsx';
import { Link } from './link.tsx';
import { Broadcast, ChannelMention, GroupMention, UserMention } from './mentions.tsx';
import { type Line, wordsIn } from './mrkdwn-tree.ts';

/** An address in the middle of words, without the sign that ends the sentence. */
const ADDRESS = /(https?:\/\/[^\s<>|]*[^\s<>|.,:;!?'")\]])/;

/** Words in which addresses become links, unless they are a link's own. */
const Words = ({ text, isLinked }: { readonly text: string; readonly isLinked: boolean }) => {
  const words = wordsIn(text);
  if (isLinked || !words.includes('://')) return <>{words}</>;
  return (
    <>
      {words.split(ADDRESS).map((part, index) => (index % 2 === 1 ? <Link key={index} url={part} /> : part))}
    </>
  );
};

const labelOf = (label: readonly Node[] | undefined): string =>
  wordsIn((label ?? []).map(({ source }) => source).join(''));

type Command = Extract<Node, { type: NodeType.Command }>;

const Special = ({ name, arguments: [first = '', ...others], label, source }: Command) => {
  switch (name) {
    case 'here':
    case 'channel':
    case 'everyone':
      return <Broadcast range={name} />;
    case 'subteam':
      return <GroupMention id={first} label={labelOf(label)} />;
    case 'date': {
      const [format = '', url = ''] = others.map(wordsIn);
      const seconds = /^-?\d+$/.test(first) ? Number(first) : Number.NaN;
      return (
        <DateWords
          seconds={seconds}
          format={format}
          url={url}
          fallback={label === undefined ? wordsIn(source) : <Inline nodes={label} />}
        />
      );
    }
    default:
      return <>{label === undefined ? wordsIn(source) : labelOf(label)}</>;
  }
};

const InlineNode = ({ node, isLinked }: { readonly node: Node; readonly isLinked: boolean }) => {
  const inner = (nodes: readonly Node[]): ComponentChildren => <Inline nodes={nodes} isLinked={isLinked} />;
  switch (node.type) {
    case NodeType.Text:
      return <Words text={node.text} isLinked={isLinked} />;
    case NodeType.Bold:
      return <strong>{inner(node.children)}</strong>;
    case NodeType.Italic:
      return <em>{inner(node.children)}</em>;
    case NodeType.Strike:
      return <s>{inner(node.children)}</s>;
    case NodeType.Code:
    case NodeType.PreText:
      return <Code text={wordsIn(node.text)} />;
    case NodeType.UserLink:
      return <UserMention id={node.userID} label={labelOf(node.label)} />;
    case NodeType.ChannelLink:
      return <ChannelMention id={node.channelID} label={labelOf(node.label)} />;
    case NodeType.Command:
      return <Special {...node} />;
    case NodeType.URL:
      return <Link url={wordsIn(node.url)}>{node.label && <Inline nodes={node.label} isLinked />}</Link>;
    case NodeType.Quote:
      return <>&gt;{inner(node.children)}</>;
    case NodeType.Root:
      return inner(node.children);
    case NodeType.Emoji:
      return <>{wordsIn(node.source)}</>;
    default:
      node satisfies never;
      return null;
  }
};

/** The nodes of one line; `isLinked` where they are the words of a link already. */
export const Inline = ({
  nodes,
  isLinked = false,
}: {
  readonly nodes: Line;
  readonly isLinked?: boolean;
}) => (
  <>
    {nodes.map((node, index) => (
      <InlineNode key={index} node={node} isLinked={isLinked} />
    ))}
  </>
);
