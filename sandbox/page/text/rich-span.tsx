import type { ComponentChildren } from 'preact';
import type { Json } from '../../slack/json.ts';
import { useMemory } from '../memory.ts';
import { asJson, asText } from '../read-json.ts';
import { DateWords } from './date.tsx';
import { Link } from './link.tsx';
import { Broadcast, ChannelMention, GroupMention, UserMention } from './mentions.tsx';
import { Unknown } from './unknown.tsx';

/** A workspace's mention; this page knows the name of its own alone. */
const TeamMention = ({ id }: { readonly id: string }) => {
  const team = useMemory().workspace.value?.team;
  return <span class="text-mention">{team === undefined ? id : `@${team}`}</span>;
};

const HEX = /^#[0-9a-f]{6}$/i;

const Colour = ({ value }: { readonly value: string }) => (
  <>
    {HEX.test(value) && <span class="text-colour" style={{ background: value }} aria-hidden="true" />}
    {value}
  </>
);

const Plain = ({ span }: { readonly span: Json }) => {
  const say = (member: string): string => asText(span[member]);
  switch (span['type']) {
    case 'text':
      return say('text');
    case 'link':
      return <Link url={say('url')}>{say('text') === '' ? undefined : say('text')}</Link>;
    case 'user':
      return <UserMention id={say('user_id')} />;
    case 'usergroup':
      return <GroupMention id={say('usergroup_id')} />;
    case 'channel':
      return <ChannelMention id={say('channel_id')} />;
    case 'broadcast':
      return <Broadcast range={say('range')} />;
    case 'team':
      return <TeamMention id={say('team_id')} />;
    case 'emoji':
      return `:${say('name')}:`;
    case 'color':
      return <Colour value={say('value')} />;
    case 'date':
      return (
        <DateWords
          seconds={typeof span['timestamp'] === 'number' ? span['timestamp'] : Number.NaN}
          format={say('format')}
          url={say('url')}
          fallback={say('fallback') || say('format')}
        />
      );
    default:
      return <Unknown noun="span" type={say('type')} sent={span} />;
  }
};

/** The styles of a span, each around the ones before it. */
const STYLES: readonly (readonly [string, (inner: ComponentChildren) => ComponentChildren])[] = [
  ['code', (inner) => <code class="text-word">{inner}</code>],
  ['strike', (inner) => <s>{inner}</s>],
  ['underline', (inner) => <u>{inner}</u>],
  ['italic', (inner) => <em>{inner}</em>],
  ['bold', (inner) => <strong>{inner}</strong>],
  ['highlight', (inner) => <mark>{inner}</mark>],
  ['client_highlight', (inner) => <mark>{inner}</mark>],
];

/** One span of rich text, in its styles. */
export const RichSpan = ({ span }: { readonly span: Json }) => {
  const style = asJson(span['style']);
  const worn = STYLES.filter(([name]) => style[name] === true);
  return <>{worn.reduce<ComponentChildren>((inner, [, wear]) => wear(inner), <Plain span={span} />)}</>;
};
