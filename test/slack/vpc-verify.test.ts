import { expect, test } from 'vitest';
import type { Finding, NameLook, SeenPeer, VerifyNext } from '../../src/domain/verification.ts';
import { answerVerifying, buildVerification } from '../../src/slack/vpc-verify.ts';
import { findMessageProblems, readMessage } from './block-kit.ts';
import { aPeer, aVpc, minutes, range } from './example.ts';

const read = (findings: readonly Finding[], next: VerifyNext): string => {
  const message = buildVerification(aVpc(), { findings, next });
  expect(findMessageProblems(message)).toEqual([]);
  return readMessage(message);
};

const aSeenPeer = (change: Partial<SeenPeer> = {}): SeenPeer => ({
  peer: aPeer(),
  state: 'active',
  provisionedId: 'pcx-0123456789abcdef0',
  expiresAt: null,
  said: null,
  rawStatus: 'active',
  sharers: [],
  overlaps: [],
  ...change,
});

const endpoint = { role: 'primary', name: null, host: 'db.example', port: 5432 } as const;
const service = (looks: readonly NameLook[], isAnswering: boolean): Finding => ({
  fit: isAnswering ? 'good' : 'missing',
  kind: 'service',
  service: {
    providerId: 'svc1',
    name: 'payments-db',
    region: 'us-east-1',
    state: 'ready',
    rawStatus: 'READY',
    vpcProviderId: '4711',
    endpoints: [endpoint],
    progress: null,
    haReplicas: 0,
  },
  names: [{ endpoint, looks, isAnswering }],
});

const THERE: Finding = {
  fit: 'good',
  kind: 'vpc-there',
  vpc: {
    providerId: '4711',
    name: 'payments-eu',
    region: 'us-east-1',
    cidr: null,
    cidrText: '10.0.1.0/24',
    state: null,
  },
};

const SIDE =
  'a route to `10.0.1.0/24` through `pcx-0123456789abcdef0` in every route table that is to reach it, and a security group that lets TCP 5432 out to `10.0.1.0/24`';

test('where nothing is missing, the answer says what the other side takes and how to try', () => {
  const looks = [
    { by: 'system', kind: 'answers', addresses: ['10.0.1.5'] },
    { by: '10.0.0.2', kind: 'answers', addresses: ['10.0.1.5'] },
  ] as const;
  const findings: readonly Finding[] = [
    THERE,
    { fit: 'good', kind: 'peering', peering: aSeenPeer(), isSeen: false },
    service(looks, true),
    { fit: 'careful', kind: 'limit', of: 'endpoints', used: 48, most: 50 },
  ];
  expect(read(findings, { kind: 'try', host: 'db.example', port: 5432 })).toBe(
    [
      '# payments-eu: nothing is missing at Timescale',
      '*Good.* Timescale has the VPC `payments-eu` with `10.0.1.0/24` in us-east-1 (id `4711`).',
      `*Good.* Peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 is active. vpcbot does not see that side; there it takes ${SIDE}. Its name servers have to let private addresses through.`,
      '*Good.* The service `payments-db` is in it. *Primary* `db.example:5432` resolves to `10.0.1.5`.',
      '*Careful.* It uses 48 of the 50 endpoints for services that a VPC may have.',
      '*Next.* From a machine in a peered network, try `nc -vz db.example 5432`. If it hangs, look at the routes and at what may leave that network.',
    ].join('\n\n'),
  );
});

test('a peering that waits says until when, and what comes after', () => {
  const peering = aSeenPeer({ state: 'pending-peer', expiresAt: minutes(9) });
  const finding: Finding = { fit: 'missing', kind: 'peering', peering, isSeen: false };
  expect(read([THERE, finding], { kind: 'accept', peering })).toBe(
    [
      '# payments-eu: 1 thing missing',
      '*Good.* Timescale has the VPC `payments-eu` with `10.0.1.0/24` in us-east-1 (id `4711`).',
      `*Missing.* Peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 waits for its owner to accept \`pcx-0123456789abcdef0\` before 2026-11-22 09:09 UTC. After that it takes ${SIDE}.`,
      '*Next.* Ask the owner of account `123456789012` to accept `pcx-0123456789abcdef0`: the thread of its request says how. Then type `/vpc verify payments-eu` again.',
    ].join('\n\n'),
  );
});

const peering = (change: Partial<SeenPeer>): Finding => ({
  fit: 'missing',
  kind: 'peering',
  peering: aSeenPeer(change),
  isSeen: false,
});
const wait: VerifyNext = { kind: 'wait' };

test.each([
  {
    finding: peering({ overlaps: [range('10.0.0.0/16')] }),
    next: wait,
    says: 'Its range `10.0.0.0/16` shares addresses with this VPC, so AWS makes no such peering.',
  },
  {
    finding: peering({ state: 'approved' }),
    next: wait,
    says: 'is being made by Timescale, which takes some minutes.\n\n*Next.* Wait some minutes, then type `/vpc verify payments-eu` again.',
  },
  { finding: peering({ state: 'deleting' }), next: wait, says: 'in eu-west-1 is being deleted.' },
  {
    finding: peering({ state: 'unknown', rawStatus: 'PONDERING' }),
    next: wait,
    says: 'is in a state that vpcbot does not know: “PONDERING”.',
  },
  {
    finding: peering({ state: 'rejected-by-peer' }),
    next: { kind: 'mend-peering', peering: aSeenPeer({ state: 'rejected-by-peer' }) },
    says: '*Missing.* The owner of account `123456789012` rejected the peering request.\n\n*Next.* Talk to the owner, then press *Ask again* on the card.',
  },
  {
    finding: { fit: 'missing', kind: 'vpc-gone' },
    next: { kind: 'create' },
    says: '*Missing.* Timescale has no such VPC any more: somebody deleted it there.\n\n*Next.* Type `/vpc create payments us-east-1` to make another one.',
  },
  {
    finding: { fit: 'missing', kind: 'vpc-not-made', state: 'creating' },
    next: wait,
    says: '*Missing.* The VPC is being made, and Timescale has told no id of it.',
  },
  {
    finding: { fit: 'missing', kind: 'no-peering' },
    next: { kind: 'peer' },
    says: '*Missing.* It has no peering. Nothing reaches a VPC without an active one.\n\n*Next.* Type `/vpc peer payments-eu` to peer it with a network of yours.',
  },
  {
    finding: { fit: 'missing', kind: 'no-service' },
    next: { kind: 'attach' },
    says: '*Missing.* No service is in it.\n\n*Next.* Type `/vpc attach` to move a service into it, or `/vpc services payments` for what to choose for a new one.',
  },
  {
    finding: { fit: 'unknown', kind: 'silent', about: 'peerings', code: 'TIMESCALE_UNAUTHORIZED' },
    next: { kind: 'ask-again' },
    says: '# payments-eu: not all is known\n\n*Not known.* Timescale refuses the key of payments. So nothing can be said of its peerings.\n\n*Next.* Type `/vpc verify payments-eu` again in a minute.',
  },
  {
    finding: service([{ by: '10.0.0.2', kind: 'no-such-name' }], false),
    next: { kind: 'wait-for-names', host: 'db.example' },
    says: '*Primary* `db.example:5432` is not known yet to `10.0.0.2`.\n\n*Next.* New host names take some minutes. Wait, then type `/vpc verify payments-eu` again. If `db.example` stays unknown, look whether your name servers ask the internet for it.',
  },
  {
    finding: service([{ by: 'system', kind: 'no-answer' }], false),
    next: wait,
    says: '*Primary* `db.example:5432` could not be looked up: no name server answered.',
  },
] as const satisfies readonly { finding: Finding; next: VerifyNext; says: string }[])(
  'it is said that $says',
  ({ finding, next, says }) => {
    expect(read([finding], next)).toContain(says);
  },
);

test('of very many findings the first are said and the others counted', () => {
  const findings = Array.from({ length: 60 }, () => peering({}));
  expect(read(findings, wait)).toMatch(/And [0-9]+ more of the same kind\./);
});

test('while everybody is asked, the answer says so', () => {
  const message = answerVerifying(aVpc());
  expect(findMessageProblems(message)).toEqual([]);
  expect(readMessage(message)).toBe(
    'Asking Timescale and the name servers about `payments-eu`. What they say comes here in a few seconds.',
  );
});

test('what is found at the other side stands below its peering, and what is missing there comes next', () => {
  const seenPeer = aSeenPeer();
  const found = {
    fit: 'missing',
    kind: 'side-route',
    tableId: 'rtb-1',
    table: 'private-a',
    route: 'absent',
    target: null,
  } as const;
  const text = read(
    [
      { fit: 'good', kind: 'peering', peering: seenPeer, isSeen: true },
      { fit: 'missing', kind: 'side', peering: seenPeer, found },
      {
        fit: 'unknown',
        kind: 'side-silent',
        peering: seenPeer,
        code: 'CLOUD_DENIED',
        action: 'ec2:DescribeRouteTables',
      },
    ],
    { kind: 'mend-side', peering: seenPeer, found },
  );
  expect(text).toContain('payments-eu: 1 thing missing');
  expect(text).not.toContain('vpcbot does not see that side');
  expect(text).toMatch(/\*Missing\.\* .*private-a.* has no route to `10\.0\.1\.0\/24`/);
  expect(text).toContain('lacks the permission `ec2:DescribeRouteTables` in account `123456789012`');
  expect(text).toMatch(/\*Next\.\* At account .*: .*private-a/);
});
