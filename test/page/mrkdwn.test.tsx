import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Mrkdwn } from '../../sandbox/page/text/mrkdwn.tsx';
import { PlainText } from '../../sandbox/page/text/plain-text.tsx';
import { nasty } from '../slack/hostile.ts';
import { expectHarmlessHtml, plainHtml, wordsOfHtml } from './html.ts';
import { show } from './shown.tsx';

const read = (text: string): string => plainHtml(show(<Mrkdwn text={text} />));

const shown: [because: string, text: string, html: string][] = [
  ['stars are bold', '*R1* is ready', '<strong>R1</strong> is ready'],
  ['underscores are italic', '_empty_', '<em>empty</em>'],
  ['tildes strike out', '~no~', '<s>no</s>'],
  ['styles lie in each other', '*_both_*', '<strong><em>both</em></strong>'],
  ['a star in a word is a star', '2*3*4', '2*3*4'],
  ['a backtick makes code', '`10.0.1.0/24`', '<code>10.0.1.0/24</code>'],
  ['code carries no formatting', '`*a* <@U0ADA>`', '<code>*a* &lt;@U0ADA></code>'],
  ['code may stand before any sign', '`a`: `b`; “`c`”', '<code>a</code>: <code>b</code>; “<code>c</code>”'],
  ['code may stand before an apostrophe', '`a`’s end', '<code>a</code>’s end'],
  ['bold may stand in quotes', '“*a*”, (_b_):', '“<strong>a</strong>”, (<em>b</em>):'],
  ['code may stand in bold', '*a `b` c*: d', '<strong>a <code>b</code> c</strong>: d'],
  [
    'signs in an address are no styles',
    '<https://a.b/_x_/*y*>',
    '<a href="https://a.b/_x_/*y*">https://a.b/_x_/*y*</a>',
  ],
  ['what Slack escapes is unescaped', '&lt;b&gt; &amp; co', '&lt;b> & co'],
  ['and once only', '&amp;lt;', '&lt;'],
  ['no other entity is one', '&quot;&#60;', '&quot;&#60;'],
  ['line breaks are kept', 'one\ntwo', 'one\ntwo'],
  ['an emoji is named', 'done :tada:', 'done :tada:'],
  ['a time is no emoji', 'at 10:03:20', 'at 10:03:20'],
  ['a person goes by the handle', '<@U0ADA>', '@ada'],
  ['a stranger goes by the label', '<@U0WHO|who>', '@who'],
  ['and without one by the id', '<@U0WHO>', '@U0WHO'],
  ['a group goes by its handle', '<!subteam^S0PLATFORM>', '@platform'],
  ['an unknown group goes by the label', '<!subteam^S0WHO|@team>', '@team'],
  ['one can go to a place of one’s own', '<#C0VPC>', '<button>#vpc-requests</button>'],
  ['and not to another', '<#C0WHO|secret>', '#secret'],
  ['a broadcast names whom it calls', '<!here> <!channel>', '@here @channel'],
  ['an unknown command is its label', '<!foo^1|bar>', 'bar'],
  ['or what it was', '<!foo^1>', '&lt;!foo^1>'],
  ['a link has words', '<https://a.b/?c=1&amp;d=2|AWS>', '<a href="https://a.b/?c=1&d=2">AWS</a>'],
  ['or its address', '<https://a.b/>', '<a href="https://a.b/">https://a.b/</a>'],
  ['mail can be written', '<mailto:a@b.c|a@b.c>', '<a href="mailto:a@b.c">a@b.c</a>'],
  ['no script is a link', '<javascript:alert(1)|x>', 'x (javascript:alert(1))'],
  ['nor is data', '<data:text/html,x>', 'data:text/html,x'],
  ['a bare address is a link', 'see https://a.b/c.', 'see <a href="https://a.b/c">https://a.b/c</a>.'],
  ['no link lies in a link', '<https://a.b|https://c.d>', '<a href="https://a.b/">https://c.d</a>'],
  ['lines with a bullet are a list', 'a\n• b\n• *c*', 'a<ul><li>b</li><li><strong>c</strong></li></ul>'],
  ['so are lines with a dash', '- b\n- c', '<ul><li>b</li><li>c</li></ul>'],
  ['a line set in goes on with its item', '• a\n    b\nc', '<ul><li>a\nb</li></ul>c'],
  [
    'after items set in it goes on with theirs',
    '• a\n    ◦ b\n    c',
    '<ul><li>a</li><li>b</li><li>c</li></ul>',
  ],
  ['a dash without a space is a word', '-5 degrees', '-5 degrees'],
  ['an escaped > quotes', '&gt; a\n&gt; *b*\nc', '<blockquote>a\n<strong>b</strong></blockquote>c'],
  ['so does a bare one', '> a\nb', '<blockquote>a</blockquote>b'],
  ['three quote all that follows', '&gt;&gt;&gt;a\n\nb', '<blockquote>a\n\nb</blockquote>'],
  ['a > in a line is a >', 'a &gt; b', 'a > b'],
  ['a fence keeps everything', '```\n*a* &lt;\n  b\n```', '<button>Copy</button><pre>*a* &lt;\n  b</pre>'],
  ['and stands apart', 'a\n```b```\nc', 'a<button>Copy</button><pre>b</pre>c'],
  ['a fence that stays open is text', '```a', '```a'],
];

test.each(shown)('%s', (_because, text, html) => {
  expect(read(text)).toBe(html);
});

test('items below an item are set in', () => {
  const html = show(<Mrkdwn text={'• a\n    ◦ b\n    c\n• d'} />);
  expect(html.match(/data-level="\d" data-bullet="\w+"/g)).toEqual([
    'data-level="0" data-bullet="true"',
    'data-level="1" data-bullet="true"',
    'data-level="0" data-bullet="false"',
    'data-level="0" data-bullet="true"',
  ]);
});

test('whoever is at the page sees that they are meant', () => {
  expect(show(<Mrkdwn text="<@U0OMAR> <!here>" />).match(/text-mention-own/g)).toHaveLength(2);
  expect(show(<Mrkdwn text="<@U0ADA> <!subteam^S0PLATFORM>" />)).not.toContain('text-mention-own');
});

test('plain text has no formatting', () => {
  expect(wordsOfHtml(show(<PlainText text={'*a* <@U0ADA>\n&lt;'} />))).toBe('*a* <@U0ADA>\n&lt;');
});

const pieces = fc.constantFrom(
  ...['*', '_', '~', '`', '```', '\n', ' ', '>', '&gt;', '• ', '- ', 'a', 'ß', '“', ':', '<', '|', '^', ')'],
  ...[
    '<@U0ADA>',
    '<#C0VPC|x>',
    '<!here>',
    '<!date^1700000000^{date} {ago}^javascript:x|y>',
    '<!date^x^{}|*y*>',
  ],
  ...[
    '<javascript:alert(1)|x>',
    '<https://a.b|',
    'https://a.b/',
    '<script>',
    '" onclick="x',
    '\uFEFF',
    '\uE000',
  ],
);
const hostile = fc.oneof(
  fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
  nasty,
);

test('whatever is written, nothing but words, styles and links comes of it', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expectHarmlessHtml(show(<Mrkdwn text={text} />));
    }),
    { numRuns: 300 },
  );
});

test('no letter is lost, whatever stands around it', () => {
  const letters = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, '');
  const unformatted = fc.constantFrom(
    '*',
    '_',
    '~',
    '`',
    '\n',
    ' ',
    '• ',
    'a',
    'ß',
    '1',
    '“',
    ':',
    ')',
    '- ',
  );
  fc.assert(
    fc.property(fc.array(unformatted, { maxLength: 60 }), (parts) => {
      const text = parts.join('');
      expect(letters(wordsOfHtml(show(<Mrkdwn text={text} />)).replaceAll('Copy', ''))).toBe(letters(text));
    }),
  );
});

test('a quote of many thousand lines is shown', () => {
  expect(show(<Mrkdwn text={'&gt;a\n'.repeat(9_000)} />)).toContain('a');
});
