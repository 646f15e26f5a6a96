import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bot, startBot } from './bot.ts';
import { ACCOUNT, type Asked, ask, askFor, CHANNEL, fillForm, PEER_VPC, stateOf } from './story.ts';

let bot: Bot;

/** R1 stands with the peer's ranges told; `by-hand` was made by somebody else; 10.99.0.0/16 is kept clear. */
beforeAll(async () => {
  bot = await startBot({ project: { reservedRanges: ['10.99.0.0/16'], vpcQuota: 9 } });
  bot.sandbox.tiger.state.vpcs.add(
    'rp1pz7uyae',
    { name: 'by-hand', cidr: '10.7.0.0/24', region: 'us-east-1' },
    0,
  );
  await bot.sweep();
  await askFor(bot, 'U0ADA', { name: 'first', range: '10.1.0.0/24', ranges: '10.20.0.0/16' });
  await bot.pass(5_000);
  await fillForm(bot, 'U0OMAR', GOOD);
});

afterAll(() => bot.stop());

const GOOD: Asked = { name: 'second', range: '10.50.0.0/24', account: ACCOUNT, vpc: PEER_VPC, ranges: '' };

const rows: readonly {
  readonly asked: Asked;
  readonly at: keyof Asked;
  readonly says: readonly string[];
  readonly because: string;
}[] = [
  { asked: { range: '10.0.0.7/24' }, at: 'range', says: ['10.0.0.0/24'], because: 'host bits are set' },
  { asked: { range: '10.0.0.0/15' }, at: 'range', says: ['/16', '/28'], because: 'it is too large' },
  { asked: { range: '10.0.0.0/29' }, at: 'range', says: ['/16', '/28'], because: 'it is too small' },
  { asked: { range: '0.1.0.0/24' }, at: 'range', says: ['0.1.0.0/24'], because: 'it is no network’s' },
  { asked: { range: '127.0.0.0/24' }, at: 'range', says: ['127.0.0.0'], because: 'it is loopback' },
  { asked: { range: '169.254.0.0/24' }, at: 'range', says: ['169.254.0.0'], because: 'it is link-local' },
  { asked: { range: '172.17.0.0/24' }, at: 'range', says: ['172.17.0.0/16'], because: 'Docker has it' },
  { asked: { range: '224.0.0.0/24' }, at: 'range', says: ['224.0.0.0'], because: 'it is multicast' },
  { asked: { range: '10.0.0.0' }, at: 'range', says: ['10.0.0.0/'], because: 'it has no prefix' },
  { asked: { range: '10.0.0.0/33' }, at: 'range', says: ['10.0.0.0/33'], because: 'no prefix is that long' },
  { asked: { range: '10.0.0/24' }, at: 'range', says: ['10.0.0/24'], because: 'a number is missing' },
  { asked: { range: '10.0.0.256/24' }, at: 'range', says: ['255'], because: 'no number is that large' },
  { asked: { range: '010.0.0.0/24' }, at: 'range', says: ['zero'], because: 'some read it as octal' },
  {
    asked: { range: '10.0.0.0/255.255.255.0' },
    at: 'range',
    says: ['netmask'],
    because: 'a mask is no prefix',
  },
  { asked: { range: 'fd00::/64' }, at: 'range', says: ['IPv6'], because: 'it is IPv6' },
  { asked: { range: '<!channel>' }, at: 'range', says: ['IP range'], because: 'it is no range at all' },
  {
    asked: { range: '10.1.0.128/25' },
    at: 'range',
    says: ['first', '10.1.0.0/24'],
    because: 'a VPC of the bot has it',
  },
  {
    asked: { range: '10.7.0.0/20' },
    at: 'range',
    says: ['by-hand', '10.7.0.0/24'],
    because: 'a VPC that the bot did not make is in it',
  },
  { asked: { range: '10.99.3.0/24' }, at: 'range', says: ['10.99.0.0/16'], because: 'it is kept clear' },
  {
    asked: { range: '10.20.5.0/24' },
    at: 'range',
    says: ['10.20.0.0/16', PEER_VPC],
    because: 'the same peer has it',
  },
  { asked: { account: '1234567890' }, at: 'account', says: ['twelve'], because: 'zeros were dropped' },
  { asked: { account: 'acme-prod' }, at: 'account', says: ['acme-prod'], because: 'it is a name' },
  { asked: { account: '12345678901x' }, at: 'account', says: ['12345678901x'], because: 'it has a letter' },
  { asked: { vpc: 'tgw-0a1b2c3d4e5f60718' }, at: 'vpc', says: ['transit'], because: 'it is a gateway' },
  { asked: { vpc: 'subnet-0a1b2c3d' }, at: 'vpc', says: ['subnet-0a1b2c3d'], because: 'it is a subnet' },
  { asked: { vpc: 'vpc-0a1b' }, at: 'vpc', says: ['vpc-0a1b'], because: 'digits are missing' },
  {
    asked: { vpc: `arn:aws:ec2:us-east-1:${ACCOUNT}:vpc/${PEER_VPC}` },
    at: 'vpc',
    says: [PEER_VPC],
    because: 'the id inside is offered',
  },
  { asked: { name: 'FIRST' }, at: 'name', says: ['first'], because: 'the name is taken' },
  { asked: { name: 'by-hand' }, at: 'name', says: ['by-hand'], because: 'somebody else’s counts too' },
  { asked: { name: 'a'.repeat(150) }, at: 'name', says: ['150'], because: 'it is too long' },
  { asked: { name: '<!channel>' }, at: 'name', says: ['<'], because: 'it would call everybody' },
  { asked: { name: '-edge' }, at: 'name', says: ['-'], because: 'it begins with a dash' },
  {
    asked: { ranges: '10.50.0.0/16' },
    at: 'ranges',
    says: ['10.50.0.0/24', 'second'],
    because: 'the peer would share addresses with the VPC itself',
  },
  {
    asked: { ranges: '10.8.0.0/16, 10.9.0.1/16' },
    at: 'ranges',
    says: ['10.9.0.0/16'],
    because: 'host bits',
  },
  { asked: { ranges: 'our network' }, at: 'ranges', says: ['our'], because: 'it is no range' },
];

test.each(rows)('$at of $asked is refused beside its field: $because', async ({ asked, at, says }) => {
  const omar = bot.as('U0OMAR');
  for (const [field, value] of Object.entries({ ...GOOD, ...asked })) {
    await omar.fill(ask[field as keyof typeof ask], value === '' ? null : value);
  }
  const sent = await omar.submit({ settleMs: 0 });
  expect(sent).toMatchObject({ kind: 'errors', isSent: true, problems: [] });
  expect(Object.keys(sent.errorsByLabel)).toEqual([ask[at]]);
  for (const word of says) expect(sent.errorsByLabel[ask[at]]).toContain(word);
  expect(sent.view?.fields.find(({ label }) => label === ask[at])?.shown).toBe(asked[at]);
  expect(await bot.bot().deps.store.findRequestView(2)).toBeNull();
});

test('every wrong field has its own error at once, and the same form mended is taken', async () => {
  const omar = bot.as('U0OMAR');
  const wrong: Asked = { ...GOOD, name: '', range: '10.0.0.7/24', account: '1', vpc: 'x', ranges: 'y' };
  for (const [field, value] of Object.entries({ ...wrong, name: '-' })) {
    await omar.fill(ask[field as keyof typeof ask], value);
  }
  const refused = await omar.submit({ settleMs: 0 });
  expect(Object.keys(refused.errorsByLabel).sort()).toEqual(
    [ask.account, ask.name, ask.range, ask.ranges, ask.vpc].sort(),
  );
  for (const [field, value] of Object.entries({ ...GOOD, ranges: '10.20.0.0/16, 10.21.0.0/16' })) {
    await omar.fill(ask[field as keyof typeof ask], value);
  }
  expect((await omar.submit({ settleMs: 0 })).kind).toBe('updated');
  await bot.pass(5_000);
  expect(await stateOf(bot, 2)).toMatchObject({ request: 'open' });
});

test('a range that another peer’s network has is taken, for those two never meet', async () => {
  const sent = await askFor(bot, 'U0NINA', {
    name: 'third',
    range: '10.20.5.0/24',
    vpc: 'vpc-0c3d4e5f607182930',
  });
  expect(sent.kind).toBe('updated');
});

test('a region that is not there is answered with the nearest, and nothing is chosen', async () => {
  const lin = bot.as('U0LIN');
  await lin.command(CHANNEL, '/vpc create payments us-esat-1');
  const findRegion = async () => (await lin.view())?.fields.find(({ label }) => label === 'Region');
  await expect.poll(async () => (await findRegion())?.shown).toBe('');
  expect((await findRegion())?.hint).toContain('us-east-1');
  await lin.close();
});

test('a project that is not there opens no form and is answered with the nearest', async () => {
  const grace = bot.as('U0GRACE');
  const { messages } = await grace.command(CHANNEL, '/vpc create paymnts');
  const said = messages.flatMap(({ lines }) => lines).join('\n');
  expect(said).toContain('paymnts');
  expect(said).toContain('payments');
  expect(await grace.view()).toBeNull();
});

test('two people who ask for the same range at once get one VPC and one error', async () => {
  const asked: Asked = { name: 'race-a', range: '10.60.0.0/24' };
  const [omar, nina] = await Promise.all([
    fillForm(bot, 'U0OMAR', asked),
    fillForm(bot, 'U0NINA', { ...asked, name: 'race-b' }),
  ]);
  const sent = await Promise.all([omar.submit({ settleMs: 0 }), nina.submit({ settleMs: 0 })]);
  expect(sent.map(({ kind }) => kind).sort()).toEqual(['errors', 'updated']);
});
