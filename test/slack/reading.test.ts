import { expect, test } from 'vitest';
import type { Peering } from '../../src/domain/peering.ts';
import type { Vpc } from '../../src/domain/vpc.ts';
import type { Message } from '../../src/slack/blocks.ts';
import { buildVpcList } from '../../src/slack/vpc-list.ts';
import { buildVpcShow, type ShownVpc } from '../../src/slack/vpc-show.ts';
import { findMessageProblems, readMessage } from './block-kit.ts';
import { aPeer, aPeering, aProject, aRequest, aVpc, minutes, range } from './example.ts';

const read = (message: Message): string => {
  expect(findMessageProblems(message)).toEqual([]);
  return readMessage(message);
};

const show = (vpc: Vpc, peerings: readonly Peering[], change: Partial<ShownVpc> = {}) =>
  read(
    buildVpcShow({
      record: { vpc, peerings, requests: [aRequest()] },
      services: [],
      may: { change: false, remove: false },
      ...change,
    }),
  );

const facts = {
  vpcs: [],
  used: 0,
  granted: 0,
  observedAt: minutes(0),
} as const;

test('a list names each VPC, whoever made it', () => {
  const made = aVpc();
  const found = aVpc({
    id: 8,
    requestId: null,
    name: 'orders',
    providerId: '12',
    cidr: range('10.0.2.0/24'),
  });
  const coming = aVpc({ id: 9, name: 'ledger', state: 'creating', providerId: null, requestId: 13 });
  const all = { ...facts, vpcs: [made, found, coming], used: 3 };
  const reaches = [
    {
      vpcId: 7,
      isPeered: true,
      services: ['payments-db'],
      sharers: [{ requestId: 15, requesterId: 'U0NINA' }],
    },
    { vpcId: 8, isPeered: false, services: ['a', 'b', 'c', 'd'], sharers: [] },
    { vpcId: 9, isPeered: false, services: [], sharers: [] },
  ];
  expect(read(buildVpcList([{ project: aProject(), facts: all, reaches }]))).toMatchInlineSnapshot(`
    "*payments* uses 3 of 3 VPCs.
    \`payments-eu\`  \`10.0.1.0/24\` in us-east-1, ready, id \`4711\`, R12, with \`payments-db\`, peering shared by R15 (<@U0NINA>)
    \`orders\`  \`10.0.2.0/24\` in us-east-1, ready, id \`12\`, not made by vpcbot, with \`a\`, \`b\`, \`c\` and 1 more, *nothing reaches it* (no active peering)
    \`ledger\`  \`10.0.1.0/24\` in us-east-1, being made, no id yet, R13
    Read at Timescale 2026-11-22 09:00 UTC.

    Type \`/vpc show\` and a name or id for its identifiers and peerings."
  `);
});

test('an empty project says how to make its first VPC', () => {
  expect(read(buildVpcList([{ project: aProject(), facts, reaches: [] }]))).toMatchInlineSnapshot(`
    "*payments* uses 0 of 3 VPCs. It has none yet: type \`/vpc create payments\` to make the first. Read at Timescale 2026-11-22 09:00 UTC.

    Type \`/vpc show\` and a name or id for its identifiers and peerings."
  `);
});

test('a project that was never read says what may be missing', () => {
  const unread = { ...facts, observedAt: null };
  expect(read(buildVpcList([{ project: aProject(), facts: unread, reaches: [] }]))).toContain(
    'Not read at Timescale yet, so VPCs made elsewhere may be missing.',
  );
});

test('a VPC shows its identifiers and its peerings with their states', () => {
  const peerings = [
    aPeering({ id: 1, state: 'expired', peer: aPeer({ vpcId: 'vpc-11111111' }), peerRanges: [] }),
    aPeering({ id: 2, state: 'active', peer: aPeer({ vpcId: 'vpc-22222222' }) }),
    aPeering({ id: 3 }),
    aPeering({ id: 4, state: 'unknown', rawStatus: 'PONDERING', provisionedId: null }),
  ];
  expect(show(aVpc(), peerings)).toMatchInlineSnapshot(`
    "# VPC payments-eu

    *Name* \`payments-eu\`
    *Timescale id* \`4711\`
    *Range* \`10.0.1.0/24\`
    *Region* \`us-east-1\`
    *Project* payments
    *State* ready
    *Request* R12

    No service is in it. A new service goes into it only where it is chosen when the service is created: type \`/vpc services\`.

    *Peering with* \`vpc-11111111\` of account \`123456789012\` in eu-west-1
    Expired. Nobody in account \`123456789012\` accepted the peering request within seven days, so it expired. (since 2026-11-22 09:04 UTC)
    AWS id \`pcx-0123456789abcdef0\`
    Timescale id \`88\`
    Its ranges: not checked against your network
    Asked for by <@U0ADA> in R12

    *Peering with* \`vpc-22222222\` of account \`123456789012\` in eu-west-1
    Active (since 2026-11-22 09:04 UTC)
    AWS id \`pcx-0123456789abcdef0\`
    Timescale id \`88\`
    Its ranges: \`10.8.0.0/16\`
    Asked for by <@U0ADA> in R12

    *Peering with* \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1
    Waiting for the other side, until 2026-11-29 09:04 UTC (since 2026-11-22 09:04 UTC)
    AWS id \`pcx-0123456789abcdef0\`
    Timescale id \`88\`
    Its ranges: \`10.8.0.0/16\`
    Asked for by <@U0ADA> in R12

    *Peering with* \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1
    In a state that vpcbot does not know: “PONDERING” (since 2026-11-22 09:04 UTC)
    Timescale id \`88\`
    Its ranges: \`10.8.0.0/16\`
    Asked for by <@U0ADA> in R12

    The thread of its request says what the other side does."
  `);
});

test('a VPC without peerings says that nothing reaches it', () => {
  expect(show(aVpc({ requestId: null }), [])).toMatchInlineSnapshot(`
    "# VPC payments-eu

    *Name* \`payments-eu\`
    *Timescale id* \`4711\`
    *Range* \`10.0.1.0/24\`
    *Region* \`us-east-1\`
    *Project* payments
    *State* ready
    *Request* not made by vpcbot

    *Nothing reaches it*: a VPC is reached through an active peering only, and it has none.

    No service is in it. A new service goes into it only where it is chosen when the service is created: type \`/vpc services\`.

    It has no peering.

    Type \`/vpc peer payments-eu\` to peer it with a network of yours."
  `);
});

test('a VPC shows what is in it, and buttons for what this person may ask for', () => {
  const peerings = [aPeering({ state: 'active' }), aPeering({ id: 4, requestId: null, state: 'expired' })];
  const words = show(aVpc(), peerings, {
    services: ['payments-db', 'ledger-db'],
    may: { change: true, remove: true },
  });
  expect(words).toContain('In it: `payments-db` and `ledger-db`.');
  expect(words).not.toContain('Nothing reaches it');
  expect(words).not.toContain('Expired');
  expect(words).toMatch(/\[Add a peering\] \[Attach a service\] \[Rename…\] \[Delete…\]$/);
  const own = show(aVpc(), peerings, { may: { change: true, remove: false } });
  expect(own).not.toContain('[Delete…]');
  expect(show(aVpc({ state: 'deleting' }), peerings, { may: { change: true, remove: true } })).not.toContain(
    '[',
  );
});

test('a VPC that failed says why', () => {
  const vpc = aVpc({
    state: 'failed',
    providerId: null,
    failure: { kind: 'refused', said: 'invalid region' },
  });
  expect(show(vpc, [])).toContain('Timescale says “invalid region”.');
});

test('of very many projects and VPCs the list names the first, counts the others and can be sent', () => {
  const many = (project: string, name: string) =>
    Array.from({ length: 40 }, (_, index) => aVpc({ id: index, project, name: `${name}-${index}` }));
  const lists = Array.from({ length: 90 }, (_, index) => {
    const name = `${'project-with-a-long-name-'.slice(0, 30)}${index}`;
    const vpcs = many(name, '<&>'.repeat(60));
    return { project: aProject({ name }), facts: { ...facts, vpcs, used: 40 }, reaches: [] };
  });
  const message = buildVpcList(lists);
  const words = read(message);
  expect(words.length).toBeLessThan(12_000);
  expect(words).toMatch(/and [0-9]+ more\nRead at Timescale/);
  expect(words).toMatch(/And [0-9]+ projects more: type `\/vpc list` and the name of one\./);
});
