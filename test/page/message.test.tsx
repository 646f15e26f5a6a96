import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlaceMemory } from '../../sandbox/page/place-memory.ts';
import { announcementOf } from '../../sandbox/page/shell/announcement.ts';
import { deafWords } from '../../sandbox/page/shell/composer-note.tsx';
import { Message } from '../../sandbox/page/shell/message.tsx';
import type { SeenMessage } from '../../sandbox/slack/seen.ts';
import { aMessage } from './a-message.ts';
import { show } from './shown.tsx';

const ROOT = '1700000000.000100';
const REPLY = '1700000060.000100';

/** What a browser is given for the last of these messages. */
const shownLast = (messages: readonly Partial<SeenMessage>[], isInThread = false): string => {
  const place = createPlaceMemory();
  place.fill(messages.map(aMessage));
  const ts = messages.at(-1)?.ts ?? ROOT;
  return show(<Message place={place} ts={ts} isFollowUp={false} isInThread={isInThread} />);
};

const file = { id: 'F1', name: 'accept.md', title: 'Instructions', size: 1_234, mimetype: 'text/markdown' };
const section = { type: 'section', block_id: 's', text: { type: 'mrkdwn', text: 'In *blocks*' } };

describe('a message', () => {
  it.each([
    {
      said: {},
      has: ['aria-label="vpcbot, ', '>APP<', '<time'],
      lacks: ['Only visible'],
      because: 'the app says it',
    },
    { said: { author: 'omar' }, has: ['aria-label="omar, '], lacks: ['>APP<'], because: 'a person says it' },
    {
      said: { text: '*bold* <@U0ADA>' },
      has: ['<strong', '@ada'],
      lacks: ['*bold*'],
      because: 'text is mrkdwn',
    },
    {
      said: { text: 'fallback', blocks: [section] },
      has: ['blocks'],
      lacks: ['fallback'],
      because: 'blocks stand in for the text',
    },
    {
      said: { isEphemeral: true },
      has: ['Only visible to you', 'only visible to you"'],
      lacks: [],
      because: 'nobody else sees it',
    },
    { said: { text: 'x', isEdited: true }, has: ['(edited)'], lacks: [], because: 'it was edited' },
    {
      said: { files: [{ ...file, text: '# Accept' }] },
      has: ['Instructions', 'accept.md, 1.2 kB', '# Accept', '>Copy<', '>Download<'],
      lacks: [],
      because: 'its file is text',
    },
    {
      said: { files: [{ ...file, text: null }] },
      has: ['accept.md'],
      lacks: ['>Copy<', '<pre'],
      because: 'its file is no text',
    },
  ])('shows $has, because $because', ({ said, has, lacks }) => {
    const html = shownLast([said]);
    for (const words of has) expect(html).toContain(words);
    for (const words of lacks) expect(html).not.toContain(words);
  });

  it('tells how many replied, and leaves out what only the viewer sees', () => {
    const replies = [1, 2, 3].map((number) => ({ ts: `170000000${number}.000100`, threadTs: ROOT }));
    const mine = { ts: '1700000009.000100', threadTs: ROOT, isEphemeral: true };
    expect(shownLast([...replies, mine, { ts: ROOT }])).toContain('>3 replies<');
    expect(shownLast([mine, { ts: ROOT }])).not.toContain('repl');
    expect(shownLast([...replies, { ts: ROOT }], true)).not.toContain('3 replies');
  });

  it('says of which thread a reply comes that was sent to the place too', () => {
    const root = { ts: ROOT, text: 'R1: VPC payments' };
    const reply = { ts: REPLY, threadTs: ROOT, isBroadcast: true, text: 'active' };
    expect(shownLast([root, reply])).toMatch(/replied to a thread:.*R1: VPC payments/);
    expect(shownLast([root, reply], true)).toContain('Also sent to the channel');
    expect(shownLast([reply])).toContain('a message that was deleted');
  });

  it('never lets a name, a file or a text become markup', () => {
    const hostile = fc
      .array(fc.constantFrom('<', '>', '"', '&', "'", 'script', 'img src=x onerror=y', '*', '`', ' '))
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(hostile, (words) => {
        const files = [{ ...file, name: words, title: words, text: words }];
        const html = shownLast([{ author: words, text: words, files }]);
        expect(html).not.toMatch(/<(script|img)/);
      }),
    );
  });
});

describe('what is announced', () => {
  const first = aMessage({
    text: 'R1: it is the turn of <@U0OMAR>',
    lines: ['', 'R1: it is the turn of @omar', 'more'],
  });

  it('is who said it, and its first line as one reads it', () => {
    expect(announcementOf([first])).toBe('vpcbot: R1: it is the turn of @omar');
  });

  it('is how many there are where several came at once', () => {
    expect(announcementOf([aMessage({ lines: ['before'] }), first])).toBe(
      '2 new messages. The last from vpcbot: R1: it is the turn of @omar',
    );
  });

  it('is short', () => {
    expect(announcementOf([aMessage({ lines: ['word '.repeat(100)] })]).length).toBeLessThan(140);
  });
});

describe('the word above the composer', () => {
  it.each([
    { bot: 'ready', isConnected: true, words: null, because: 'commands are answered' },
    {
      bot: 'starting',
      isConnected: false,
      words: /is starting: .* until it is ready/,
      because: 'it comes by itself',
    },
    { bot: 'stopping', isConnected: true, words: /is not running/, because: 'it goes' },
    { bot: 'down', isConnected: false, words: /is not running/, because: 'it was killed' },
    {
      bot: null,
      isConnected: true,
      words: null,
      because: 'nothing is known of it, and something is connected',
    },
    { bot: null, isConnected: false, words: /is not running/, because: 'nothing is connected' },
  ] as const)('for a bot that is $bot: $because', ({ bot, isConnected, words }) => {
    const said = deafWords('vpcbot', bot, isConnected);
    if (words === null) expect(said).toBe(null);
    else expect(said).toMatch(words);
  });
});
