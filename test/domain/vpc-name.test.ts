import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LONGEST_VPC_NAME, nameFoundVpc, parseVpcName, suggestVpcName } from '../../src/domain/vpc-name.ts';
import { range } from '../slack/example.ts';

test.each([
  { text: 'payments', name: 'payments', because: 'it is plain' },
  { text: '  payments eu  ', name: 'payments eu', because: 'outer spaces are forgiven' },
  { text: 'payments   eu', name: 'payments eu', because: 'nobody sees how many spaces there are' },
  { text: '7', name: '7', because: 'one digit is a name' },
  { text: 'Pay_ments-2.eu', name: 'Pay_ments-2.eu', because: 'these marks are allowed inside' },
  { text: 'a'.repeat(63), name: 'a'.repeat(63), because: 'that is the longest' },
])('parseVpcName takes "$text", because $because', ({ text, name }) => {
  expect(parseVpcName(text)).toEqual({ kind: 'name', name });
});

test.each([
  { text: ' ', problem: { kind: 'empty' }, because: 'nothing was typed' },
  {
    text: 'a'.repeat(64),
    problem: { kind: 'too-long', length: 64, longest: 63 },
    because: 'it is one too many',
  },
  { text: 'a\nb', problem: { kind: 'control-characters' }, because: 'a name is one line' },
  { text: 'a\tb', problem: { kind: 'control-characters' }, because: 'a tab cannot be seen' },
  { text: 'a\u200bb', problem: { kind: 'control-characters' }, because: 'a zero width space cannot be seen' },
  { text: 'a\u202eb', problem: { kind: 'control-characters' }, because: 'it would turn the text around' },
  {
    text: 'a<!channel>b!',
    problem: { kind: 'bad-characters', characters: ['<', '!', '>'] },
    because: 'Slack would read it',
  },
  { text: 'zahlung😀', problem: { kind: 'bad-characters', characters: ['😀'] }, because: 'it is a picture' },
  {
    text: '-payments',
    problem: { kind: 'edge-punctuation', character: '-' },
    because: 'a tool would take it for an option',
  },
  {
    text: 'payments.',
    problem: { kind: 'edge-punctuation', character: '.' },
    because: 'it would end a sentence',
  },
  { text: '_', problem: { kind: 'edge-punctuation', character: '_' }, because: 'there is nothing to say' },
])('parseVpcName refuses $text, because $because', ({ text, problem }) => {
  expect(parseVpcName(text)).toMatchObject(problem);
});

test('parseVpcName leaves a name that it gave as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      const result = parseVpcName(text);
      if (result.kind === 'name') expect(parseVpcName(result.name)).toEqual(result);
    }),
  );
});

test('suggestVpcName counts in letters past the names that are taken', () => {
  const taken = ['Payments-us-east-1 ', 'payments-us-east-1-b'];
  expect(suggestVpcName('payments', 'us-east-1', [])).toBe('payments-us-east-1');
  expect(suggestVpcName('payments', 'us-east-1', taken)).toBe('payments-us-east-1-c');
});

test('suggestVpcName always makes a name that is allowed and free', () => {
  const letters = fc.constantFrom('', '-b', '-c', '-d', '-z', '-aa');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 90 }), fc.array(letters), (project, endings) => {
      const base = suggestVpcName(project, 'ap-southeast-1', []);
      const taken = [base, ...endings.map((ending) => `${base}${ending}`)];
      const name = suggestVpcName(project, 'ap-southeast-1', taken);
      expect(parseVpcName(name)).toEqual({ kind: 'name', name });
      expect(taken).not.toContain(name);
      expect(name.length).toBeLessThanOrEqual(LONGEST_VPC_NAME);
    }),
  );
});

test('suggestVpcName goes on after a hundred taken names', () => {
  const taken: string[] = [];
  for (let count = 0; count < 100; count += 1) taken.push(suggestVpcName('pay', 'us-east-1', taken));
  expect(new Set(taken).size).toBe(100);
});

test('a name that is made of a region of Managed Service begins with what tells it apart', () => {
  expect(suggestVpcName('metrics', 'timescale-google-europe-west1', [])).toBe('metrics-google-europe-west1');
  expect(nameFoundVpc('timescale-google-europe-west1', range('10.0.1.0/24'), [])).toBe(
    'google-europe-west1-10.0.1.0-24',
  );
});

test('a found VPC always gets a name that is allowed', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'abc1-'), maxLength: 90 }), (region) => {
      const name = nameFoundVpc(`timescale-aws-${region}`, range('10.0.1.0/24'), []);
      expect(parseVpcName(name)).toEqual({ kind: 'name', name });
    }),
  );
});
