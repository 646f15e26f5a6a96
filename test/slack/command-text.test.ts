import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Command, parseCommand } from '../../src/slack/command-text.ts';
import { VERBS, type VerbWords } from '../../src/slack/verbs.ts';

interface Row {
  readonly typed: string;
  readonly means: Command;
  readonly because: string;
}

const ROWS: readonly Row[] = [
  { typed: '', means: { kind: 'help' }, because: 'the bare command is a question' },
  { typed: '  ', means: { kind: 'help' }, because: 'blanks are nothing' },
  { typed: '?', means: { kind: 'help' }, because: 'people ask that way' },
  { typed: 'help', means: { kind: 'help' }, because: 'it is a verb' },
  { typed: 'HELP Create', means: { kind: 'help', verb: 'create' }, because: 'case does not count' },
  {
    typed: 'help crate',
    means: { kind: 'unknown', verb: 'crate', nearest: 'create' },
    because: 'there is no help for what is not there',
  },
  { typed: 'create', means: { kind: 'create' }, because: 'the form asks for the rest' },
  {
    typed: 'create payments us-east-1 10.0.0.0/24',
    means: { kind: 'create', project: 'payments', region: 'us-east-1', cidr: '10.0.0.0/24' },
    because: 'this is the order of the usage',
  },
  {
    typed: '10.0.0.0/24 us-east-1 payments',
    means: { kind: 'unknown', verb: '10.0.0.0/24', nearest: null },
    because: 'the verb comes first',
  },
  {
    typed: 'create 10.0.0.0/24 us-east-1 payments',
    means: { kind: 'create', project: 'payments', region: 'us-east-1', cidr: '10.0.0.0/24' },
    because: 'a range and a region look like themselves',
  },
  {
    typed: 'create us-east-1',
    means: { kind: 'create', region: 'us-east-1' },
    because: 'a region is no project',
  },
  {
    typed: 'create "us-east-1"',
    means: { kind: 'create', project: 'us-east-1' },
    because: 'quotes make a name of it',
  },
  {
    typed: 'create payments useast1 10.0.0/24',
    means: { kind: 'create', project: 'payments', region: 'useast1', cidr: '10.0.0/24' },
    because: 'what is misspelt is kept for the form to answer',
  },
  {
    typed: 'create payments 10.0.0.7',
    means: { kind: 'create', project: 'payments', cidr: '10.0.0.7' },
    because: 'an address without a size is meant as a range',
  },
  {
    typed: 'create payments 2001:db8::/32',
    means: { kind: 'create', project: 'payments', cidr: '2001:db8::/32' },
    because: 'the form says that IPv6 is not possible',
  },
  {
    typed: 'create payments us-east-1 10.0.0.0/24 now',
    means: { kind: 'surplus', verb: 'create', extra: 'now' },
    because: 'nobody knows what the fourth word is for',
  },
  { typed: 'list', means: { kind: 'list' }, because: 'all projects' },
  { typed: 'list payments', means: { kind: 'list', project: 'payments' }, because: 'one project' },
  { typed: 'list a b', means: { kind: 'surplus', verb: 'list', extra: 'b' }, because: 'one at a time' },
  { typed: 'show', means: { kind: 'incomplete', verb: 'show', missing: 'vpc' }, because: 'which one?' },
  { typed: 'show “my vpc”', means: { kind: 'show', vpc: 'my vpc' }, because: 'phones type these quotes' },
  { typed: "show 'my vpc", means: { kind: 'show', vpc: 'my vpc' }, because: 'an open quote ends at the end' },
  { typed: 'show my vpc', means: { kind: 'show', vpc: 'my vpc' }, because: 'a name may hold spaces' },
  { typed: 'show <#C1|net>', means: { kind: 'show', vpc: 'net' }, because: 'Slack wrote it that way' },
  { typed: 'show <@U1>', means: { kind: 'show', vpc: 'U1' }, because: 'no label was sent' },
  { typed: 'show a&amp;b', means: { kind: 'show', vpc: 'a&b' }, because: 'Slack escapes what people type' },
  { typed: 'cancel R12', means: { kind: 'cancel', request: 12 }, because: 'cards say it like this' },
  { typed: 'cancel r12', means: { kind: 'cancel', request: 12 }, because: 'case does not count' },
  { typed: 'cancel #12', means: { kind: 'cancel', request: 12 }, because: 'people say it like this' },
  { typed: 'Cancel 12', means: { kind: 'cancel', request: 12 }, because: 'a number is enough' },
  {
    typed: 'cancel',
    means: { kind: 'incomplete', verb: 'cancel', missing: 'request' },
    because: 'the latest is not always the one meant',
  },
  {
    typed: 'cancel payments-eu',
    means: { kind: 'not-a-request', verb: 'cancel', typed: 'payments-eu' },
    because: 'a name may have several requests',
  },
  {
    typed: 'retry 0',
    means: { kind: 'not-a-request', verb: 'retry', typed: '0' },
    because: 'numbers start at 1',
  },
  { typed: 'retry R7', means: { kind: 'retry', request: 7 }, because: 'it is a verb' },
  {
    typed: 'retry R7 R8',
    means: { kind: 'surplus', verb: 'retry', extra: 'R8' },
    because: 'one at a time',
  },
  {
    typed: 'lsit',
    means: { kind: 'unknown', verb: 'lsit', nearest: 'list' },
    because: 'two letters are swapped',
  },
  {
    typed: 'constructor',
    means: { kind: 'unknown', verb: 'constructor', nearest: null },
    because: 'every object has one, and it is no verb',
  },
  {
    typed: 'cidr payments',
    means: { kind: 'cidr', project: 'payments' },
    because: 'the usual size is offered',
  },
  {
    typed: 'cidr payments 24',
    means: { kind: 'cidr', project: 'payments', prefix: '24' },
    because: 'the slash is forgiven',
  },
  {
    typed: 'cidr /24 payments',
    means: { kind: 'cidr', project: 'payments', prefix: '/24' },
    because: 'a size looks like itself',
  },
  {
    typed: 'cidr payments / 24',
    means: { kind: 'cidr', project: 'payments', prefix: '/24' },
    because: 'so does one with a space in it',
  },
  {
    typed: 'cidr /24',
    means: { kind: 'incomplete', verb: 'cidr', missing: 'project' },
    because: 'a size is no project',
  },
  {
    typed: 'cidr payments /24 now',
    means: { kind: 'surplus', verb: 'cidr', extra: 'now' },
    because: 'there is nothing more to say',
  },
  {
    typed: 'check 10.0.0.0 / 24',
    means: { kind: 'check', cidr: '10.0.0.0 / 24' },
    because: 'whoever reads the range forgives spaces',
  },
  {
    typed: 'peer payments-us-east-1 123456789012 vpc-0a1b2c3d4e5f67890',
    means: {
      kind: 'peer',
      vpc: 'payments-us-east-1',
      peer: {
        kind: 'aws',
        accountId: '123456789012',
        vpcId: 'vpc-0a1b2c3d4e5f67890',
        region: '',
        ranges: '',
      },
    },
    because: 'a VPC is often named after its region',
  },
  {
    typed: 'peer team-a-1 123456789012 vpc-0a1b2c3d4e5f67890 eu-west-1',
    means: {
      kind: 'peer',
      vpc: 'team-a-1',
      peer: {
        kind: 'aws',
        accountId: '123456789012',
        vpcId: 'vpc-0a1b2c3d4e5f67890',
        region: 'eu-west-1',
        ranges: '',
      },
    },
    because: 'a region comes before what only looks like one',
  },
  {
    typed: 'create 10.0.0.0/24 google-europe-west1 metrics',
    means: { kind: 'create', project: 'metrics', region: 'google-europe-west1', cidr: '10.0.0.0/24' },
    because: 'a region of Managed Service looks like itself as well',
  },
  {
    typed: 'create team-a-1 timescale-azure-uk-south',
    means: { kind: 'create', project: 'team-a-1', region: 'timescale-azure-uk-south' },
    because: 'a region of a cloud comes before what only looks like one',
  },
  {
    typed: 'create aws-prod',
    means: { kind: 'create', project: 'aws-prod' },
    because: 'a project may be called after a cloud',
  },
  {
    typed: 'peer metrics-eu projects/acme-net/global/networks/default 10.8.0.0/16',
    means: {
      kind: 'peer',
      vpc: 'metrics-eu',
      peer: {
        kind: 'google',
        projectId: '',
        network: 'projects/acme-net/global/networks/default',
        ranges: '10.8.0.0/16',
      },
    },
    because: 'it names a network of Google Cloud with its project',
  },
  {
    typed: 'peer <https://www.googleapis.com/compute/v1/projects/acme-net/global/networks/default> google-eu',
    means: {
      kind: 'peer',
      vpc: 'google-eu',
      peer: {
        kind: 'google',
        projectId: '',
        network: 'https://www.googleapis.com/compute/v1/projects/acme-net/global/networks/default',
        ranges: '',
      },
    },
    because: 'a self link is what the console copies',
  },
  {
    typed: 'peer projects/acme-net/global/networks/default',
    means: { kind: 'incomplete', verb: 'peer', missing: 'vpc' },
    because: 'the network alone tells no VPC',
  },
  {
    typed: 'peer metrics-eu acme-net default',
    means: { kind: 'peer', vpc: 'metrics-eu acme-net default' },
    because: 'two words could be anything: the form asks',
  },
  {
    typed: 'create team-a-1 us-east-1',
    means: { kind: 'create', project: 'team-a-1', region: 'us-east-1' },
    because: 'a region comes before what only looks like one',
  },
  {
    typed: 'create payments us-esat-1',
    means: { kind: 'create', project: 'payments', region: 'us-esat-1' },
    because: 'a misspelt region is kept for the form to answer',
  },
];

for (const { typed, means, because } of ROWS) {
  test(`"${typed}" is read as ${means.kind}, because ${because}`, () => {
    expect(parseCommand(typed)).toEqual(means);
  });
}

test('any text is read as something', () => {
  const words = fc.constantFrom(
    ...Object.keys(VERBS),
    'R1',
    '"',
    '“',
    '<@U1|',
    '10.0.0.0/24',
    'us-east-1',
    '<',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.oneof(words, fc.string())).map((parts) => parts.join(' ')),
  );
  fc.assert(
    fc.property(text, (typed) => {
      expect(parseCommand(typed).kind).toBeTypeOf('string');
    }),
  );
});

test('a very long text is read at once', () => {
  const start = performance.now();
  for (const unit of ['a-', '1:', 'a', '"', '<', '1.', ' ']) parseCommand(`create ${unit.repeat(20_000)}`);
  expect(performance.now() - start).toBeLessThan(1_000);
});

test('each example of help is read as its own verb', () => {
  for (const [verb, words] of Object.entries<VerbWords>(VERBS)) {
    expect(parseCommand(words.example).kind).toBe(verb);
    if (words.also !== undefined) expect(parseCommand(words.also)).toMatchObject({ kind: verb });
  }
});
