import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pairEndpoints } from '../../src/domain/endpoint-change.ts';
import type { MoveNotice, NoticeBody } from '../../src/domain/notice-body.ts';
import type { MoveView, Request } from '../../src/domain/request.ts';
import type { MoveLeg, MovePlace, ServiceMove } from '../../src/domain/service-move.ts';
import { renderMoveNotice } from '../../src/slack/move-notice.ts';
import { aMove, endpointsAt, VPC_A, VPC_B } from '../domain/move-example.ts';
import { findMessageProblems, listMrkdwn, readMessage, readTimes } from './block-kit.ts';
import { aProject, aRequest, minutes, NINE } from './example.ts';

const aMoveView = (move: Partial<ServiceMove> = {}, request: Partial<Request> = {}): MoveView => ({
  on: 'service',
  request: aRequest({ ask: { kind: 'move' }, vpcId: null, ...request }),
  move: aMove(move),
});

const render = (body: NoticeBody, view: MoveView = aMoveView()) => {
  const message = renderMoveNotice({ body, createdAt: NINE }, view, aProject());
  expect(findMessageProblems(message)).toEqual([]);
  return message;
};
const read = (body: NoticeBody, view?: MoveView) => readMessage(render(body, view));
const card = (move: Partial<ServiceMove> = {}, request: Partial<Request> = {}) =>
  read({ kind: 'request-opened' }, aMoveView(move, request));

const leg = (change: Partial<MoveLeg> = {}): MoveLeg => ({
  from: null,
  to: VPC_A,
  askedAt: minutes(1),
  arrivedAt: null,
  refusal: null,
  ...change,
});
const moved = (from: MovePlace | null, to: MovePlace | null) =>
  ({
    kind: 'service-moved',
    from,
    to,
    changes: pairEndpoints(endpointsAt(from), endpointsAt(to)),
  }) as const;

test('the card before anything was asked for can be cancelled', () => {
  expect(card()).toMatchInlineSnapshot(`
    "# R12: move payments-db of payments

    *Service* <https://console.cloud.tigerdata.com/dashboard/services/d1k5vk7hf2|payments-db>
    *Region* us-east-1
    *From* the public internet
    *To* the VPC \`payments-us\`
    *Asked by* <@U0ADA>, 2026-11-22 09:00 UTC

    *Now*  Timescale attaches it to the VPC \`payments-us\` (since 2026-11-22 09:00 UTC)
    *Next*  Name servers learn its host names, where they are new

    [Cancel R12]

    It is Timescale’s turn: it is asked to move the service next. From then on the service cannot be reached for a few minutes."
  `);
});

test('the card of a migration shows both steps, and which of them is under way', () => {
  const legs = [
    leg({ from: VPC_A, to: null, arrivedAt: minutes(3) }),
    leg({ to: VPC_B, askedAt: minutes(3) }),
  ];
  expect(card({ from: VPC_A, to: VPC_B, here: null, state: 'moving', legs })).toMatchInlineSnapshot(`
    "# R12: move payments-db of payments

    *Service* <https://console.cloud.tigerdata.com/dashboard/services/d1k5vk7hf2|payments-db>
    *Region* us-east-1
    *From* the VPC \`payments-us\`
    *To* the VPC \`payments-new\`
    *Asked by* <@U0ADA>, 2026-11-22 09:00 UTC

    *Done*  Detached from the VPC \`payments-us\` (2026-11-22 09:03 UTC)
    *Now*  Timescale attaches it to the VPC \`payments-new\` (since 2026-11-22 09:03 UTC)
    *Next*  Name servers learn its host names, where they are new

    It is Timescale’s turn: it moves the service, which cannot be reached for a few minutes. Next, its new addresses come in the thread."
  `);
});

test('the card while name servers learn the new names says whose turn it is', () => {
  const names = endpointsAt(VPC_A).map(({ host }, at) => ({
    host,
    answeredAt: at === 0 ? minutes(4) : null,
    lateTold: false,
  }));
  const legs = [leg({ arrivedAt: minutes(3) })];
  expect(
    card({ state: 'dns-propagating', here: VPC_A, legs, names, stateSince: minutes(3) }),
  ).toMatchInlineSnapshot(`
    "# R12: move payments-db of payments

    *Service* <https://console.cloud.tigerdata.com/dashboard/services/d1k5vk7hf2|payments-db>
    *Region* us-east-1
    *From* the public internet
    *To* the VPC \`payments-us\`
    *Asked by* <@U0ADA>, 2026-11-22 09:00 UTC

    *Done*  Attached to the VPC \`payments-us\` (2026-11-22 09:03 UTC)
    *Now*  Name servers know 1 of 3 new host names (since 2026-11-22 09:03 UTC)

    [Move it back]

    It is your turn: use the new addresses, which the thread lists. vpcbot looks meanwhile whether name servers know them."
  `);
});

test('the card of a move that is done offers to move it back', () => {
  const names = [{ host: 'a', answeredAt: minutes(4), lateTold: false }];
  const legs = [leg({ arrivedAt: minutes(3) })];
  expect(
    card({ state: 'done', here: VPC_A, legs, names, stateSince: minutes(5) }, { state: 'done' }),
  ).toMatchInlineSnapshot(`
    "# R12: move payments-db of payments

    *Service* <https://console.cloud.tigerdata.com/dashboard/services/d1k5vk7hf2|payments-db>
    *Region* us-east-1
    *From* the public internet
    *To* the VPC \`payments-us\`
    *Asked by* <@U0ADA>, 2026-11-22 09:00 UTC

    *Done*  Attached to the VPC \`payments-us\` (2026-11-22 09:03 UTC)
    *Done*  Name servers know 1 of 1 new host names (2026-11-22 09:05 UTC)

    [Move it back]

    R12 is done: the service is in the VPC \`payments-us\`. The thread lists its addresses."
  `);
});

test('the card of a move that failed halfway says loudly where the service is', () => {
  const legs = [
    leg({ from: VPC_A, to: null, arrivedAt: minutes(3) }),
    leg({ to: VPC_B, askedAt: minutes(3), refusal: { kind: 'refused', said: 'limit of 50 VPC endpoints' } }),
  ];
  const failure = { kind: 'refused', said: 'limit of 50 VPC endpoints', at: null } as const;
  expect(
    card({ from: VPC_A, to: VPC_B, here: null, state: 'failed', legs, failure }, { state: 'failed' }),
  ).toMatchInlineSnapshot(`
    "# R12: move payments-db of payments

    *Service* <https://console.cloud.tigerdata.com/dashboard/services/d1k5vk7hf2|payments-db>
    *Region* us-east-1
    *From* the VPC \`payments-us\`
    *To* the VPC \`payments-new\`
    *Asked by* <@U0ADA>, 2026-11-22 09:00 UTC

    *Done*  Detached from the VPC \`payments-us\` (2026-11-22 09:03 UTC)
    *Stopped*  Timescale attaches it to the VPC \`payments-new\`: it says “limit of 50 VPC endpoints” (2026-11-22 09:03 UTC)

    [Retry] [Move it back]

    R12 failed. Timescale refused to move it. Timescale says “limit of 50 VPC endpoints”. *The service is on the public internet now*, with addresses of its own, and whoever has its password can reach it there. Put right what stands in the way, then press *Retry* on the card: it attaches the service to the VPC \`payments-new\`. To have it back in the VPC \`payments-us\`, press *Move it back*."
  `);
});

test('the card of a cancelled move offers nothing, and trouble stands on the card of a living one', () => {
  expect(card({ state: 'cancelled' }, { state: 'cancelled' })).toMatchInlineSnapshot(`
    "# R12: move payments-db of payments

    *Service* <https://console.cloud.tigerdata.com/dashboard/services/d1k5vk7hf2|payments-db>
    *Region* us-east-1
    *From* the public internet
    *To* the VPC \`payments-us\`
    *Asked by* <@U0ADA>, 2026-11-22 09:00 UTC

    R12 is cancelled. The service stays on the public internet."
  `);
  const trouble = { since: minutes(1), code: 'TIMESCALE_UNAVAILABLE', tries: 3, said: true };
  expect(card({ trouble })).toContain('*Trouble* since 2026-11-22 09:01 UTC: Timescale does not answer');
});

test('the notice of a service that was attached lists every old and new address', () => {
  const message = render(moved(null, VPC_A));
  expect(message.broadcast).toBe(true);
  expect(readMessage(message)).toMatchInlineSnapshot(`
    "<@U0ADA> R12: the service <https://console.cloud.tigerdata.com/dashboard/services/d1k5vk7hf2|payments-db> is in the VPC \`payments-us\` now, no longer on the public internet. It can be reached only from networks that are peered with \`payments-us\`, not from the public internet.

    Its addresses have changed. Use the new ones wherever the old ones are configured, and put your own user, password and database in:

    *Primary*: old \`d1k5vk7hf2.rp1pz7uyae.tsdb.cloud.timescale.com:33111\`, new \`d1k5vk7hf2.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432\`

        postgres://tsdbadmin:<password>@d1k5vk7hf2.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432/tsdb?sslmode=require

    *Connection pooler*: old \`d1k5vk7hf2-pooler.rp1pz7uyae.tsdb.cloud.timescale.com:33222\`, new \`d1k5vk7hf2-pooler.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432\`

        postgres://tsdbadmin:<password>@d1k5vk7hf2-pooler.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432/tsdb?sslmode=require

    *Read replica* \`reporting\`: old \`d1k5vk7hf2-repl.rp1pz7uyae.tsdb.cloud.timescale.com:33333\`, new \`d1k5vk7hf2-repl.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432\`

        postgres://tsdbadmin:<password>@d1k5vk7hf2-repl.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432/tsdb?sslmode=require

    *TLS.* Keep \`sslmode=require\` at least. Clients that check the certificate (\`verify-ca\` or \`verify-full\`) need the chain of the new address; this fetches it:

        openssl s_client -showcerts -partial_chain -starttls postgres -connect d1k5vk7hf2.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432 < /dev/null 2>/dev/null | awk '/BEGIN CERTIFICATE/,/END CERTIFICATE/{ print }' > bundle.crt

    Next, name servers learn the new host names. vpcbot looks for them and says here when they answer."
  `);
  expect(readTimes(message.text)).toMatchInlineSnapshot(
    `"<@U0ADA> R12: the service <https://console.cloud.tigerdata.com/dashboard/services/d1k5vk7hf2|payments-db> is in the VPC \`payments-us\` now, no longer on the public internet. It can be reached only from networks that are peered with \`payments-us\`, not from the public internet. Its addresses have changed. Use the new ones wherever the old ones are configured, and put your own user, password and database in: *Primary*: old \`d1k5vk7hf2.rp1pz7uyae.tsdb.cloud.timescale.com:33111\`, new \`d1k5vk7hf2.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432\`; *Connection pooler*: old \`d1k5vk7hf2-pooler.rp1pz7uyae.tsdb.cloud.timescale.com:33222\`, new \`d1k5vk7hf2-pooler.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432\`; *Read replica* \`reporting\`: old \`d1k5vk7hf2-repl.rp1pz7uyae.tsdb.cloud.timescale.com:33333\`, new \`d1k5vk7hf2-repl.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432\`. Next, name servers learn the new host names. vpcbot looks for them and says here when they answer."`,
  );
});

test('the notice names the ports in a VPC that a rule for 5432 does not let out', () => {
  const at = (port: number) => [{ role: 'primary', name: null, host: `db-${port}.example`, port } as const];
  const arrived = (port: number, to: MovePlace | null = VPC_A) =>
    read({ kind: 'service-moved', from: null, to, changes: pairEndpoints(at(5432), at(port)) });
  expect(arrived(21_699)).toContain(
    '*Ports.* It listens on `21699`: where a rule of yours lets only TCP 5432 out to `payments-us`, let that out too.',
  );
  expect(arrived(5_432)).not.toContain('*Ports.*');
  expect(arrived(21_699, null)).not.toContain('*Ports.*');
});

test('the notice of a service that is public again says so', () => {
  expect(read(moved(VPC_A, null))).toContain(
    'is on the public internet now, no longer in the VPC `payments-us`. It can be reached from anywhere on the public internet.',
  );
});

test('the notice of a move that changed no address says that too', () => {
  expect(read(moved(VPC_A, VPC_B))).toMatchInlineSnapshot(`
    "<@U0ADA> R12: the service <https://console.cloud.tigerdata.com/dashboard/services/d1k5vk7hf2|payments-db> is in the VPC \`payments-new\` now, no longer in the VPC \`payments-us\`. It can be reached only from networks that are peered with \`payments-new\`, not from the public internet.

    Its names and ports are the same as before. Connections were cut, so clients connect anew.

    *Primary*: \`d1k5vk7hf2.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432\`, as before

        postgres://tsdbadmin:<password>@d1k5vk7hf2.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432/tsdb?sslmode=require

    *Connection pooler*: \`d1k5vk7hf2-pooler.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432\`, as before

        postgres://tsdbadmin:<password>@d1k5vk7hf2-pooler.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432/tsdb?sslmode=require

    *Read replica* \`reporting\`: \`d1k5vk7hf2-repl.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432\`, as before

        postgres://tsdbadmin:<password>@d1k5vk7hf2-repl.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432/tsdb?sslmode=require

    *The same host names lead to other network addresses now.* Timescale does not tell them, so vpcbot cannot check that your name servers have learned them: one that keeps the old address in its cache leads clients astray until it forgets. From a machine that connects to the service, this shows where a name leads:

        dig +short d1k5vk7hf2.rp1pz7uyae.vpc.tsdb.forge.timescale.com"
  `);
});

test('what is new, gone or unchanged is told apart', () => {
  const before = [...endpointsAt(null).slice(0, 2)];
  const after = [endpointsAt(VPC_A)[0], endpointsAt(null)[1], endpointsAt(VPC_A)[2]].flatMap(
    (at) => at ?? [],
  );
  const text = read({
    kind: 'service-moved',
    from: null,
    to: VPC_A,
    changes: [
      ...pairEndpoints(before, after),
      { role: 'replica-pooler', name: 'old', old: { host: 'gone', port: 1 }, now: null },
    ],
  });
  expect(text).toContain(
    '*Connection pooler*: `d1k5vk7hf2-pooler.rp1pz7uyae.tsdb.cloud.timescale.com:33222`, as before',
  );
  expect(text).toContain('*Read replica* `reporting`: new, `');
  expect(text).toContain('*Connection pooler of the read replica* `old`: `gone:1` is gone.');
});

test.each<{ body: MoveNotice; view?: Partial<ServiceMove>; words: string; broadcast?: boolean }>([
  {
    body: { kind: 'move-started', from: null, to: VPC_A, legs: 1 },
    words:
      'leaves the public internet for the VPC `payments-us` now. That takes a few minutes, in which it cannot be reached.',
  },
  {
    body: { kind: 'move-started', from: VPC_A, to: VPC_B, legs: 2 },
    words: 'It takes two steps, for Timescale can only detach and then attach it.',
  },
  {
    body: { kind: 'service-detached', from: VPC_B },
    words:
      'has left the VPC `payments-new` and is on the public internet for the moment. Next, Timescale attaches it to the VPC `payments-us`.',
  },
  {
    body: { kind: 'move-slow', since: NINE, said: 'CONFIGURING' },
    words: 'since 2026-11-22 09:00 UTC, and Timescale says “CONFIGURING” of',
  },
  {
    body: { kind: 'names-answer', hosts: ['a.example', 'b.example'] },
    words: 'R12: name servers know `a.example` and `b.example` now',
  },
  {
    body: { kind: 'names-late', hosts: ['a.example'], since: NINE },
    words: '<@U0ADA> R12: name servers do not know `a.example` yet, since 2026-11-22 09:00 UTC.',
  },
  {
    body: { kind: 'names-given-up', hosts: ['a.example'] },
    words:
      'vpcbot no longer looks for `a.example`, which name servers still do not know. The service itself is in the VPC `payments-us`.',
  },
  {
    body: { kind: 'move-failed', failure: { kind: 'service-gone' }, changes: [] },
    words: 'Timescale no longer has the service: somebody deleted it.',
    broadcast: true,
  },
  {
    body: {
      kind: 'move-failed',
      failure: { kind: 'vpc-gone', said: 'target VPC does not exist', at: null },
      changes: [],
    },
    words:
      'Timescale does not find the VPC `payments-us`. Timescale says “target VPC does not exist”. The service stayed on the public internet.',
    broadcast: true,
  },
  {
    body: { kind: 'move-failed', failure: { kind: 'moved-elsewhere', at: VPC_B }, changes: [] },
    words: 'Somebody else moved it meanwhile. The service is in the VPC `payments-new` now.',
    broadcast: true,
  },
])('$body.kind says "$words"', ({ body, view, words, broadcast = false }) => {
  const message = render(body, aMoveView(view));
  expect(readMessage(message)).toContain(words);
  expect(message.broadcast).toBe(broadcast);
});

test('a failure that leaves the service public tells how it is reached there', () => {
  const failure = { kind: 'refused', said: 'no room', at: null } as const;
  const changes = pairEndpoints(endpointsAt(VPC_A), endpointsAt(null));
  const view = aMoveView({ from: VPC_A, to: VPC_B });
  expect(read({ kind: 'move-failed', failure, changes }, view)).toMatchInlineSnapshot(`
    "<@U0ADA> R12 failed: <https://console.cloud.tigerdata.com/dashboard/services/d1k5vk7hf2|payments-db> is not in the VPC \`payments-new\`. Timescale refused to move it. Timescale says “no room”. *The service is on the public internet now*, with addresses of its own, and whoever has its password can reach it there.

    *Primary*: old \`d1k5vk7hf2.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432\`, new \`d1k5vk7hf2.rp1pz7uyae.tsdb.cloud.timescale.com:33111\`

        postgres://tsdbadmin:<password>@d1k5vk7hf2.rp1pz7uyae.tsdb.cloud.timescale.com:33111/tsdb?sslmode=require

    *Connection pooler*: old \`d1k5vk7hf2-pooler.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432\`, new \`d1k5vk7hf2-pooler.rp1pz7uyae.tsdb.cloud.timescale.com:33222\`

        postgres://tsdbadmin:<password>@d1k5vk7hf2-pooler.rp1pz7uyae.tsdb.cloud.timescale.com:33222/tsdb?sslmode=require

    *Read replica* \`reporting\`: old \`d1k5vk7hf2-repl.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432\`, new \`d1k5vk7hf2-repl.rp1pz7uyae.tsdb.cloud.timescale.com:33333\`

        postgres://tsdbadmin:<password>@d1k5vk7hf2-repl.rp1pz7uyae.tsdb.cloud.timescale.com:33333/tsdb?sslmode=require

    Put right what stands in the way, then press *Retry* on the card: it attaches the service to the VPC \`payments-new\`. To have it back in the VPC \`payments-us\`, press *Move it back*."
  `);
});

test.each<{ body: NoticeBody; words: string }>([
  {
    body: { kind: 'request-cancelling', by: 'U0NINA' },
    words: 'R12 is cancelled by <@U0NINA>, before anything was asked of Timescale.',
  },
  { body: { kind: 'request-cancelled' }, words: 'stays on the public internet.' },
  {
    body: { kind: 'request-retried', by: 'U0NINA' },
    words: 'goes to the VPC `payments-us`, from wherever it is now.',
  },
  {
    body: { kind: 'provider-trouble', code: 'TIMESCALE_UNAUTHORIZED', since: NINE },
    words: 'Timescale refuses the key of payments.',
  },
  { body: { kind: 'provider-recovered', since: NINE }, words: 'R12 goes on: Timescale answers again.' },
  { body: { kind: 'not-delivered', to: 'U0NINA', said: 'no' }, words: 'did not reach <@U0NINA>' },
])('$body.kind says "$words"', ({ body, words }) => {
  expect(read(body)).toContain(words);
});

test('a notice of something else is nobody’s to render as a move', () => {
  expect(() => read({ kind: 'vpc-created', providerId: '1' })).toThrow('is about a service');
});

const nasty = fc.oneof(
  fc.constantFrom(
    '<!channel>',
    '<@U1>',
    '`code`',
    '*bold*',
    'a\nb',
    '\u202Erev',
    'x'.repeat(3_000),
    '',
    '&lt;',
  ),
  fc.string({ unit: 'grapheme' }),
);
const place = fc.option(fc.record({ providerId: nasty, name: nasty }));
const endpoint = fc.record({
  role: fc.constantFrom('primary', 'pooler', 'replica', 'replica-pooler'),
  name: fc.option(nasty),
  host: nasty,
  port: fc.nat(65_535),
});

test('whatever a provider calls its things, each message fits and calls nobody', () => {
  fc.assert(
    fc.property(
      nasty,
      place,
      place,
      fc.array(endpoint, { maxLength: 40 }),
      fc.array(endpoint, { maxLength: 40 }),
      (text, from, to, before, after) => {
        const changes = pairEndpoints(before, after);
        const refusal = { kind: 'refused', said: text } as const;
        const failure = { kind: 'refused', said: text, at: from } as const;
        const view = aMoveView({
          from,
          to,
          here: from,
          serviceName: text,
          serviceId: text,
          region: text,
          state: 'failed',
          failure,
          legs: [leg({ from, to: null, arrivedAt: NINE }), leg({ to, refusal })],
          names: after.map(({ host }) => ({ host, answeredAt: null, lateTold: true })),
        });
        const hosts = after.map(({ host }) => host);
        const bodies: readonly NoticeBody[] = [
          { kind: 'request-opened' },
          { kind: 'service-moved', from, to, changes },
          { kind: 'move-failed', failure, changes },
          { kind: 'move-slow', since: NINE, said: text },
          { kind: 'names-late', hosts, since: NINE },
          { kind: 'names-answer', hosts },
        ];
        for (const body of bodies) {
          const message = render(body, view);
          for (const words of [message.text, ...listMrkdwn(message.blocks)]) {
            expect(words).not.toContain('<!channel>');
            expect(words).not.toContain('<@U1>');
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});
