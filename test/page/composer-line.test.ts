import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actForKey, keepSent, nothingSent, recallSent } from '../../sandbox/page/shell/composer-keys.ts';
import { actFor, hintFor, verbsOf } from '../../sandbox/page/shell/composer-line.ts';
import { readManifest } from '../../sandbox/slack/manifest.ts';

const USAGE =
  'create [project] [region] | list [project] | migrate <service> <vpc|public> | quota [project], or increase <project>';
const commands = [{ command: '/vpc', description: 'Ask for a VPC', usageHint: USAGE }];

/** What one sees of a hint. */
const shown = (text: string): readonly string[] => {
  const hint = hintFor(text, commands);
  const options = 'options' in hint ? hint.options.map(({ name, usage }) => `${name} ${usage}`) : [];
  return 'usage' in hint ? [`${hint.command}: ${hint.usage}`, ...options] : options;
};

describe('what stands above the line while it is typed', () => {
  it.each([
    { text: '', sees: [], because: 'nothing is typed' },
    { text: 'hello /vpc', sees: [], because: 'a command stands at the start' },
    { text: '/', sees: [`/vpc ${USAGE}`], because: 'every command starts so' },
    { text: '/V', sees: [`/vpc ${USAGE}`], because: 'capitals find it too' },
    { text: '/x', sees: [], because: 'no command is called so' },
    {
      text: '/vpc m',
      sees: [`/vpc: ${USAGE}`, 'migrate <service> <vpc|public>'],
      because: 'one verb starts so, and its own bar parts nothing',
    },
    { text: '/vpc list', sees: [`/vpc: ${USAGE}`, 'list [project]'], because: 'the verb is not over' },
    {
      text: '/vpc quota ',
      sees: ['/vpc quota: [project], or increase <project>'],
      because: 'its arguments come next',
    },
    {
      text: '/vpc  create payments',
      sees: ['/vpc create: [project] [region]'],
      because: 'two spaces are one',
    },
    { text: '/vpc xyz', sees: [`/vpc: ${USAGE}`], because: 'no verb starts so' },
    { text: '/vpc list\nmore', sees: [], because: 'a command is one line' },
  ])('for "$text", because $because', ({ text, sees }) => {
    expect(shown(text)).toEqual(sees);
  });

  it('after the command all its verbs stand there, with the hint itself', () => {
    expect(shown('/vpc ')).toEqual([
      `/vpc: ${USAGE}`,
      'create [project] [region]',
      'list [project]',
      'migrate <service> <vpc|public>',
      'quota [project], or increase <project>',
    ]);
  });

  it('the hint of the manifest is one verb after another, each once', () => {
    const [command] = readManifest().commands;
    const verbs = verbsOf(command?.usageHint ?? '').map(({ name }) => name);
    expect(verbs).toContain('create');
    expect(verbs).toContain('doctor');
    expect(new Set(verbs).size).toBe(verbs.length);
    for (const name of verbs) expect(name).toMatch(/^[a-z]+$/);
  });

  it('whatever is typed, what it offers goes on from it', () => {
    const pieces = fc.constantFrom('/', '/vpc', ' ', 'c', 'create', '|', '\n', '<', 'x');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 6 }), (typed) => {
        const hint = hintFor(typed.join(''), commands);
        const lines = 'options' in hint ? hint.options.map(({ line }) => line) : [];
        for (const line of lines) expect(line.startsWith('/vpc')).toBe(true);
      }),
    );
  });
});

describe('what Enter does with a line', () => {
  it.each([
    { text: '  \n', isThread: false, act: { kind: 'nothing' }, because: 'nothing stands there' },
    {
      text: ' hello ',
      isThread: false,
      act: { kind: 'say', text: 'hello' },
      because: 'it is said without its edges',
    },
    {
      text: ' /vpc list',
      isThread: false,
      act: { kind: 'say', text: '/vpc list' },
      because: 'a space before it makes it words',
    },
    {
      text: '/vpc list ',
      isThread: false,
      act: { kind: 'command', line: '/vpc list' },
      because: 'it is a command',
    },
    {
      text: '/vpc\nlist',
      isThread: false,
      act: { kind: 'command', line: '/vpc list' },
      because: 'a command is one line',
    },
    {
      text: '/vcp list',
      isThread: false,
      act: { kind: 'refused', why: '/vcp is not a valid command.' },
      because: 'there is none of that name',
    },
    { text: 'hello', isThread: true, act: { kind: 'say', text: 'hello' }, because: 'it is a reply' },
    {
      text: '/vpc list',
      isThread: true,
      act: { kind: 'refused', why: '/vpc is not supported in threads. Type it in the channel itself.' },
      because: 'Slack takes no commands there',
    },
  ])('"$text" in a thread: $isThread, because $because', ({ text, isThread, act }) => {
    expect(actFor(text, commands, isThread)).toEqual(act);
  });
});

const options = ['create', 'list', 'migrate'].map((name) => ({
  line: `/vpc ${name} `,
  name,
  usage: '',
  about: '',
}));
const press = (key: string, wanted: { shiftKey?: boolean; isComposing?: boolean } = {}) => ({
  key,
  shiftKey: false,
  isComposing: false,
  ...wanted,
});

describe('what a key does', () => {
  it.each([
    { key: press('Enter'), open: [], active: null, act: { kind: 'send' }, because: 'no list lies open' },
    {
      key: press('Enter', { shiftKey: true }),
      open: [],
      active: null,
      act: { kind: 'none' },
      because: 'it breaks the line',
    },
    {
      key: press('Enter', { isComposing: true }),
      open: [],
      active: null,
      act: { kind: 'none' },
      because: 'it ends a word of the input method',
    },
    { key: press('Enter'), open: options, active: null, act: { kind: 'send' }, because: 'nothing is marked' },
    {
      key: press('Enter'),
      open: options,
      active: 1,
      act: { kind: 'take', option: options[1] },
      because: 'it is marked',
    },
    {
      key: press('Tab'),
      open: options,
      active: null,
      act: { kind: 'take', option: options[0] },
      because: 'the first is meant',
    },
    {
      key: press('Tab', { shiftKey: true }),
      open: options,
      active: 1,
      act: { kind: 'none' },
      because: 'it leaves the text',
    },
    { key: press('Tab'), open: [], active: null, act: { kind: 'none' }, because: 'it leaves the text' },
    {
      key: press('ArrowDown'),
      open: options,
      active: null,
      act: { kind: 'mark', index: 0 },
      because: 'it enters the list',
    },
    {
      key: press('ArrowDown'),
      open: options,
      active: 2,
      act: { kind: 'mark', index: 0 },
      because: 'the list is a ring',
    },
    {
      key: press('ArrowUp'),
      open: options,
      active: null,
      act: { kind: 'mark', index: 2 },
      because: 'the list is a ring',
    },
    {
      key: press('Escape'),
      open: options,
      active: 1,
      act: { kind: 'dismiss' },
      because: 'the list is in the way',
    },
    {
      key: press('Escape'),
      open: [],
      active: null,
      act: { kind: 'none' },
      because: 'the thread may want it',
    },
    {
      key: press('ArrowUp'),
      open: [],
      active: null,
      act: { kind: 'recall', by: -1 },
      because: 'it asks for the line before',
    },
  ])('$key.key, because $because', ({ key, open, active, act }) => {
    expect(actForKey(key, { options: open, active })).toEqual(act);
  });
});

describe('the lines that were sent', () => {
  const sent = ['one', 'two'].reduce(keepSent, nothingSent);

  it('come back from the newest, and end in the empty line again', () => {
    const newest = recallSent(sent, '', -1);
    expect(newest?.line).toBe('two');
    const before = newest === null ? null : recallSent(newest.sent, 'two', -1);
    expect(before?.line).toBe('one');
    expect(before === null ? undefined : recallSent(before.sent, 'one', -1)).toBe(null);
    const after = newest === null ? null : recallSent(newest.sent, 'two', 1);
    expect(after?.line).toBe('');
  });

  it('never take the place of something that is being typed', () => {
    expect(recallSent(sent, 'three', -1)).toBe(null);
    expect(recallSent(nothingSent, '', -1)).toBe(null);
  });
});
