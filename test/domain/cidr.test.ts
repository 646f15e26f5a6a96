import fc from 'fast-check';
import IPCIDR from 'ip-cidr';
import { expect, test } from 'vitest';
import {
  type Cidr,
  cidrOf,
  contains,
  overlaps,
  parseCidr,
  rereadCidr,
  splitCidrs,
} from '../../src/domain/cidr.ts';

const networks = fc
  .record({ start: fc.nat({ max: 2 ** 32 - 1 }), prefix: fc.nat({ max: 32 }) })
  .map(({ start, prefix }) => cidrOf(start, prefix));

/** 64 addresses, so that an oracle can count them one by one. */
const smallNetworks = fc
  .record({ offset: fc.nat({ max: 63 }), prefix: fc.integer({ min: 26, max: 32 }) })
  .map(({ offset, prefix }) => cidrOf(10 * 2 ** 24 + offset, prefix));

const addresses = ({ start, end }: Cidr) => Array.from({ length: end - start + 1 }, (_, i) => start + i);

const READ = [
  { text: '10.0.0.0/16', because: 'it is canonical', start: 167_772_160, end: 167_837_695 },
  { text: ' 10.0.0.0/16\n', because: 'outer whitespace is forgiven', start: 167_772_160, end: 167_837_695 },
  { text: '0.0.0.0/0', because: 'everything is a network too', start: 0, end: 2 ** 32 - 1 },
  { text: '255.255.255.255/32', because: 'one host is one too', start: 2 ** 32 - 1, end: 2 ** 32 - 1 },
];

test.each(READ)('parseCidr reads $text, because $because', ({ text, start, end }) => {
  const result = parseCidr(text);
  expect(result).toMatchObject({ kind: 'cidr', cidr: { text: text.trim(), start, end } });
});

const REFUSED = [
  { text: '', answer: { kind: 'not-a-cidr', why: 'empty' }, because: 'nothing was typed' },
  { text: ' \t\n', answer: { kind: 'not-a-cidr', why: 'empty', text: '' }, because: 'blanks are nothing' },
  {
    text: '010.0.0.0/8',
    answer: { kind: 'not-a-cidr', why: 'leading-zero' },
    because: 'some read it as octal',
  },
  {
    text: '10.0.00.0/8',
    answer: { kind: 'not-a-cidr', why: 'leading-zero' },
    because: 'a double zero is one',
  },
  {
    text: '10.0.0.0/08',
    answer: { kind: 'not-a-cidr', why: 'leading-zero' },
    because: 'the prefix counts too',
  },
  {
    text: '256.0.0.0/8',
    answer: { kind: 'not-a-cidr', why: 'octet-over-255' },
    because: 'a byte ends there',
  },
  {
    text: '10.0.0.0/33',
    answer: { kind: 'not-a-cidr', why: 'prefix-over-32' },
    because: 'an address ends there',
  },
  {
    text: `10.0.0.0/${'9'.repeat(60)}`,
    answer: { kind: 'not-a-cidr', why: 'prefix-over-32' },
    because: 'no number is too long to be wrong',
  },
  {
    text: '10.0.0.0/255.255.0.0',
    answer: { kind: 'not-a-cidr', why: 'netmask' },
    because: 'the mask is no prefix',
  },
  { text: '10.0.0.0 /8', answer: { kind: 'not-a-cidr', why: 'shape' }, because: 'a space is inside' },
  {
    text: '10.0. 0.0/8',
    answer: { kind: 'not-a-cidr', why: 'shape' },
    because: 'a space is inside the address',
  },
  { text: '10/8', answer: { kind: 'not-a-cidr', why: 'shape' }, because: 'octets are missing' },
  { text: '10.0.0.0/', answer: { kind: 'not-a-cidr', why: 'shape' }, because: 'the prefix is missing' },
  { text: '10.0.0.0/-1', answer: { kind: 'not-a-cidr', why: 'shape' }, because: 'a minus is no digit' },
  { text: '10.0.0.0/8/9', answer: { kind: 'not-a-cidr', why: 'shape' }, because: 'there are two prefixes' },
  { text: '0x0a.0.0.0/8', answer: { kind: 'not-a-cidr', why: 'shape' }, because: 'it is hexadecimal' },
  {
    text: '１０.0.0.0/8',
    answer: { kind: 'not-a-cidr', why: 'shape' },
    because: 'fullwidth digits are letters',
  },
  { text: '١٠.0.0.0/8', answer: { kind: 'not-a-cidr', why: 'shape' }, because: 'arabic digits are letters' },
  { text: '10.0.0.0/8\0', answer: { kind: 'not-a-cidr', why: 'shape' }, because: 'a null is no whitespace' },
  { text: '10.0.0.0:5432', answer: { kind: 'not-a-cidr', why: 'shape' }, because: 'a port is no IPv6' },
  { text: 'http://10.0.0.0/8', answer: { kind: 'not-a-cidr', why: 'shape' }, because: 'it is a link' },
  { text: '::/0', answer: { kind: 'ipv6' }, because: 'peering is IPv4 only' },
  { text: '2001:db8::/32', answer: { kind: 'ipv6' }, because: 'peering is IPv4 only' },
  { text: '2001:db8::1', answer: { kind: 'ipv6' }, because: 'an address is told apart as well' },
  { text: '::ffff:10.0.0.0/104', answer: { kind: 'ipv6' }, because: 'a mapped address is IPv6' },
  {
    text: '10.1.2.3',
    answer: { kind: 'no-prefix', suggestion: { text: '10.1.2.0/24' } },
    because: 'the usual size is offered',
  },
  {
    text: '10.0.0.7/17',
    answer: { kind: 'host-bits', network: { text: '10.0.0.0/17' } },
    because: 'the network is offered',
  },
  {
    text: '10.0.0.0/0',
    answer: { kind: 'host-bits', network: { text: '0.0.0.0/0' } },
    because: 'all bits are host bits',
  },
];

test.each(REFUSED)('parseCidr refuses "$text", because $because', ({ text, answer }) => {
  expect(parseCidr(text)).toMatchObject(answer);
});

test('parseCidr answers ten thousand characters at once and repeats only the beginning', () => {
  const began = performance.now();
  for (let turn = 0; turn < 1000; turn += 1) parseCidr('1.'.repeat(5000));
  expect(performance.now() - began).toBeLessThan(1000);
  const problem = parseCidr('😀'.repeat(5000));
  expect(problem).toMatchObject({ kind: 'not-a-cidr', why: 'too-long', text: `${'😀'.repeat(59)}…` });
});

test('parseCidr gives back every network that cidrOf makes', () => {
  fc.assert(
    fc.property(networks, (network) => {
      expect(parseCidr(network.text)).toEqual({ kind: 'cidr', cidr: network });
    }),
  );
});

test('rereadCidr reads what parseCidr takes as it stands, and nothing else', () => {
  const written = networks.map(({ text }) => text);
  const almost = fc.stringMatching(/^[0-9]{1,3}(\.[0-9]{1,3}){3}(\/[0-9]{1,3})?$/);
  fc.assert(
    fc.property(fc.oneof(written, almost, fc.constantFrom(...REFUSED.map(({ text }) => text))), (text) => {
      const parsed = parseCidr(text);
      expect(rereadCidr(text)).toEqual(
        parsed.kind === 'cidr' && parsed.cidr.text === text ? parsed.cidr : null,
      );
    }),
    { numRuns: 1_000 },
  );
});

test('parseCidr answers the same once more, also after thousands of others', () => {
  const texts = Array.from({ length: 5_100 }, (_, at) => `10.${at >> 8}.${at & 255}.0/24`);
  for (const text of [...texts, ...texts])
    expect(parseCidr(text)).toMatchObject({ kind: 'cidr', cidr: { text } });
  expect(parseCidr('10.0.0.7/24')).toMatchObject({ kind: 'host-bits', network: { text: '10.0.0.0/24' } });
});

test('parseCidr and the library read the same addresses into a network', () => {
  fc.assert(
    fc.property(networks, (network) => {
      const [start, end] = new IPCIDR(network.text).toRange<bigint>({ type: 'bigInteger' });
      expect([start, end]).toEqual([BigInt(network.start), BigInt(network.end)]);
    }),
  );
});

test('parseCidr never throws and never shows more than sixty characters', () => {
  const almost = fc.stringMatching(/^[ 0-9a-f:./]{0,60}$/);
  fc.assert(
    fc.property(fc.oneof(almost, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
      const result = parseCidr(text);
      if (result.kind === 'cidr') expect(result.cidr.text).toBe(text.trim());
      else expect(Array.from(result.text).length).toBeLessThanOrEqual(60);
    }),
    { numRuns: 1000 },
  );
});

test('overlaps and contains agree with counting addresses one by one', () => {
  fc.assert(
    fc.property(smallNetworks, smallNetworks, (a, b) => {
      const inB = addresses(a).filter((address) => addresses(b).includes(address)).length;
      expect(overlaps(a, b)).toBe(inB > 0);
      expect(contains(b, a)).toBe(inB === addresses(a).length);
    }),
  );
});

test.each([-1, 0.5, 2 ** 32, Number.NaN])('cidrOf refuses the address %s', (start) => {
  expect(() => cidrOf(start, 24)).toThrow(RangeError);
});

test.each([-1, 33, 0.5])('cidrOf refuses the prefix %s', (prefix) => {
  expect(() => cidrOf(0, prefix)).toThrow(RangeError);
});

test('splitCidrs answers for each item in the order typed', () => {
  const results = splitCidrs('10.0.0.0/16, 10.1.0.0/16\n192.168.1.7/24 ;nonsense,,\n');
  expect(results).toMatchObject([
    { kind: 'cidr', cidr: { text: '10.0.0.0/16' } },
    { kind: 'cidr', cidr: { text: '10.1.0.0/16' } },
    { kind: 'host-bits', text: '192.168.1.7/24' },
    { kind: 'not-a-cidr', text: 'nonsense' },
  ]);
  expect(splitCidrs(' \n,; ')).toEqual([]);
});
