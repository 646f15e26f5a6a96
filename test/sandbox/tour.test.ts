import { expect, test } from 'vitest';
import type { SeenMessage } from '../../sandbox/slack/seen.ts';
import { readArguments } from '../../sandbox/tour/arguments.ts';
import { openControl } from '../../sandbox/tour/control.ts';
import { openOtherSide } from '../../sandbox/tour/other-side.ts';

const read = (line: string) => readArguments(line.split(' ').filter((word) => word !== ''));

test.each([
  ['', { story: 'create', product: 'tiger', cloud: 'aws' }, 'it is the shortest story'],
  ['--story drift', { story: 'drift', product: 'tiger', cloud: 'aws' }, 'only the story is named'],
  ['--product managed', { story: 'create', product: 'managed', cloud: 'aws' }, 'both products have AWS'],
  ['--cloud=azure', { story: 'create', product: 'managed', cloud: 'azure' }, 'only Managed Service has it'],
  [
    '--product managed --cloud google --story quota',
    { story: 'quota', product: 'managed', cloud: 'google' },
    'a quota is the same everywhere',
  ],
])('the tour takes "%s" as %o, because %s', (line, choice) => {
  expect(read(line)).toEqual({ kind: 'tour', ...choice });
});

test.each([
  ['--story nope', ['--story "nope" is unknown: it is create, migrate, quota, expiry or drift.']],
  [
    '--product aiven --cloud gcp',
    [
      '--product "aiven" is unknown: it is tiger or managed.',
      '--cloud "gcp" is unknown: it is aws, google or azure.',
    ],
  ],
  ['--cloud', ['--cloud takes a word: aws, google or azure.']],
  [
    '--stroy drift',
    [
      '--stroy is no option; there are --story, --product, --cloud and --help.',
      '"drift" stands alone: write --story drift.',
    ],
  ],
  ['drift', ['"drift" stands alone: write --story drift.']],
  ['aws', ['"aws" stands alone: write --cloud aws.']],
  ['now', ['"now" stands alone, and is no story, product or cloud.']],
  [
    '--product tiger --cloud google',
    ['Tiger Cloud peers with aws only: for google it is --product managed.'],
  ],
  ['--cloud azure --story expiry', ['the story expiry is told with --cloud aws only.']],
])('the tour refuses "%s" and says what is allowed', (line, problems) => {
  const { kind, ...rest } = read(line);
  expect(kind).toBe('wrong');
  expect(rest).toMatchObject({ problems });
});

test('whoever asks for help is told the usage', () => {
  expect(read('--help')).toEqual({ kind: 'usage' });
  expect(read('-h --cloud nope')).toEqual({ kind: 'usage' });
});

const aReply = (...lines: readonly string[]): SeenMessage => ({
  ts: '2.0',
  channel: 'C0VPC',
  author: 'vpcbot',
  lines,
  text: '',
  blocks: [],
  buttons: [],
  files: [],
  metadata: null,
  threadTs: '1.0',
  isBroadcast: false,
  isEphemeral: false,
  isEdited: false,
});

const VNET =
  '/subscriptions/9c8b/resourceGroups/mst/providers/Microsoft.Network/virtualNetworks/project-vpc-1';
const ENDS = {
  aws: { lines: ['Peering request pcx-0a1', 'Open pcx-0a1 in AWS.'], end: 'pcx-0a1', short: 'pcx-0a1' },
  google: {
    lines: ['Timescale project mst', 'Timescale network project-vpc-1'],
    end: 'mst/project-vpc-1',
    short: 'mst/project-vpc-1',
  },
  azure: {
    lines: ['Timescale tenant 5e4d', 'Timescale network id', VNET, `Connect only to 5e4d and ${VNET}.`],
    end: `5e4d${VNET}`,
    short: 'project-vpc-1',
  },
} as const;

test('the tour finds Timescale’s end in the thread alone, once, and only when all of it is named', () => {
  const control = openControl('http://127.0.0.1:1');
  for (const cloud of ['aws', 'google', 'azure'] as const) {
    const { listEnds, shorten } = openOtherSide(control, cloud);
    const { lines, end, short } = ENDS[cloud];
    expect(listEnds([aReply(...lines), aReply(...lines)])).toEqual([end]);
    expect(shorten(end)).toBe(short);
    expect(listEnds([{ ...aReply(...lines), threadTs: null }])).toBeNull();
    expect(listEnds([aReply('Timescale project mst'), aReply('Timescale tenant 5e4d')])).toBeNull();
  }
});
