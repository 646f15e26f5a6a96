import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AuditAct } from '../../src/domain/audit.ts';
import type { Happening, HistoryEntry, HistoryRequest, HistorySubject } from '../../src/domain/history.ts';
import type { NoticeBody } from '../../src/domain/notice-body.ts';
import { renderHistoryCsv } from '../../src/slack/history-csv.ts';
import {
  answerExported,
  answerNoSubject,
  answerNotExported,
  answerSeveralSubjects,
  buildHistory,
  sayExport,
} from '../../src/slack/history-message.ts';
import { readMessage } from './block-kit.ts';
import { aPeer, minutes } from './example.ts';
import { expectHarmless, nasty } from './hostile.ts';
import { parseCsv } from './parse-csv.ts';

const PROJECT: HistorySubject = { kind: 'project', project: 'payments' };

const about = (change: Partial<HistoryRequest> = {}): HistoryRequest => ({
  id: 12,
  ask: { kind: 'create' },
  vpc: 'payments-eu',
  move: null,
  ...change,
});

const did = (act: AuditAct, change: Partial<Extract<Happening, { kind: 'act' }>> = {}): Happening => ({
  kind: 'act',
  actor: 'U0ADA',
  act,
  why: null,
  origin: { kind: 'view', id: 'V1', team: 'T1' },
  ...change,
});

const told = (body: NoticeBody): Happening => ({ kind: 'fact', body });

const entries = (
  happenings: readonly Happening[],
  request: HistoryRequest | null = about(),
): HistoryEntry[] =>
  happenings.map((happening, at) => ({ at: minutes(at), project: 'payments', request, happening }));

test('each line tells when, who, what, why and with what it was done', () => {
  const move = { service: 'ledger', from: null, to: { providerId: '1', name: 'payments-eu' } };
  const message = buildHistory(PROJECT, [
    ...entries([
      did('request-opened'),
      did('quota-asked'),
      did('quota-denied', { actor: 'U0BOB', why: 'not *now*' }),
      did('quota-expired', { actor: 'vpcbot', origin: null }),
      did('instructions-sent', { why: 'to U0NINA' }),
      did('acceptance-said', { why: 'pcx-1' }),
      did('request-retried', { origin: { kind: 'action', id: 'A1', team: 'T1' } }),
      told({ kind: 'request-opened' }),
      told({ kind: 'vpc-created', providerId: '4711' }),
      told({
        kind: 'peering-pending',
        peer: aPeer(),
        provisionedId: 'pcx-1',
        expiresAt: minutes(9),
      }),
      told({ kind: 'peering-active', peer: aPeer(), provisionedId: 'pcx-1' }),
      told({ kind: 'peering-ended', peer: aPeer(), state: 'expired', said: 'account 999999999999' }),
    ]),
    ...entries([did('move-asked')], about({ ask: { kind: 'move' }, vpc: null, move })),
    ...entries([did('rename-asked')], about({ ask: { kind: 'rename', from: 'a', to: 'b' } })),
    ...entries([did('subscribed', { origin: { kind: 'command', id: 'C1', team: 'T1' } })], null),
  ]);
  expectHarmless(message);
  expect(readMessage(message)).toMatchInlineSnapshot(`
    "# History of payments

    All that vpcbot knows of the project \`payments\`, the newest last.

    2026-11-22 09:00 UTC  <@U0ADA> asked for the VPC “payments-eu” (R12), by form
    2026-11-22 09:01 UTC  <@U0ADA> asked the approvers for one VPC more (R12), by form
    2026-11-22 09:02 UTC  <@U0BOB> denied it (R12), because “not 'now'”, by form
    2026-11-22 09:03 UTC  vpcbot ended it, as nobody decided in time (R12)
    2026-11-22 09:04 UTC  <@U0ADA> sent the instructions for the other side to <@U0NINA> (R12), by form
    2026-11-22 09:05 UTC  <@U0ADA> said that the other side has done its part: pcx-1 (R12), by form

    2026-11-22 09:06 UTC  <@U0ADA> tried it again (R12), by button
    2026-11-22 09:08 UTC  Timescale made the VPC “payments-eu” (id 4711) (R12)
    2026-11-22 09:09 UTC  The peering request pcx-1 waits for account 123456789012 (R12)
    2026-11-22 09:10 UTC  The peering pcx-1 with vpc-0a1b2c3d4e5f67890 of account 123456789012 is active (R12)
    2026-11-22 09:11 UTC  The peering with vpc-0a1b2c3d4e5f67890 of account 123456789012 expired, as nobody accepted it in time: “account (account hidden)” (R12)
    2026-11-22 09:00 UTC  <@U0ADA> asked to move the service “ledger” from the public internet to the VPC “payments-eu” (R12), by form

    2026-11-22 09:00 UTC  <@U0ADA> asked to rename the VPC “a” to “b” (R12), by form
    2026-11-22 09:00 UTC  <@U0ADA> subscribed a channel to the project, by command

    [Export as CSV]

    The file comes to you as a direct message."
  `);
});

test('a history without a line says what would stand there, and a long one where the rest is', () => {
  const empty = buildHistory({ kind: 'vpcs', project: 'payments', name: 'payments-eu', ids: [7] }, []);
  expect(readMessage(empty)).toMatchInlineSnapshot(`
    "# History of payments-eu

    Nothing has happened to the VPC \`payments-eu\` of payments that vpcbot knows of. What is asked for with \`/vpc\` stands here then."
  `);
  const long = buildHistory(PROJECT, entries(Array.from({ length: 300 }, () => did('request-opened'))));
  expectHarmless(long);
  expect(long.text).toMatch(/^The last 60 of 300 lines about the project `payments`/);
});

test('the file holds every line, with names and ids', () => {
  const csv = renderHistoryCsv(
    entries([
      did('request-opened', { why: 'say "yes",\nplease' }),
      told({ kind: 'provider-recovered', since: 0 }),
      told({ kind: 'vpc-failed', failure: { kind: 'gone' } }),
    ]),
    new Map([['U0ADA', 'Ada, the admin']]),
  );
  expect(csv.split('\r\n')[0]).toBe('time (UTC),who,Slack id,what,why,from,request,project,VPC,service');
  expect(parseCsv(csv).slice(1)).toEqual([
    [
      '2026-11-22T09:00:00.000Z',
      'Ada, the admin',
      'U0ADA',
      'asked for the VPC “payments-eu”',
      'say "yes",\nplease',
      'form',
      'R12',
      'payments',
      'payments-eu',
      '',
    ],
    [
      '2026-11-22T09:02:00.000Z',
      'vpcbot',
      'vpcbot',
      'The VPC “payments-eu” failed',
      '',
      '',
      'R12',
      'payments',
      'payments-eu',
      '',
    ],
  ]);
});

test('no line says more than we do, whatever things are called', () => {
  const property = fc.property(nasty, (text) => {
    const place = { providerId: text, name: text };
    const peer = aPeer({ vpcId: text, accountId: text, region: text });
    const lines = [
      did('quota-denied', { actor: text, why: text }),
      did('acceptance-said', { why: text }),
      did('rename-asked'),
      did('move-asked'),
      told({ kind: 'vpc-created', providerId: text }),
      told({ kind: 'vpc-renamed', from: text, to: text }),
      told({ kind: 'change-refused', said: text }),
      told({ kind: 'peering-pending', peer, provisionedId: text, expiresAt: 0 }),
      told({ kind: 'peering-active', peer, provisionedId: text }),
      told({ kind: 'peering-ended', peer, state: 'expired', said: text }),
      told({ kind: 'vpc-in-use', services: [text] }),
      told({ kind: 'peering-deleted', gone: { peer, provisionedId: text } }),
      told({ kind: 'service-moved', from: place, to: place, changes: [] }),
    ];
    const request = about({ vpc: text, move: { service: text, from: place, to: place } });
    const renamed = about({ ask: { kind: 'rename', from: text, to: text } });
    const all = [...entries(lines, request), ...entries(lines, renamed), ...entries(lines, null)];
    expectHarmless(buildHistory({ kind: 'project', project: text.slice(0, 40) }, all));
    const vpcs: HistorySubject = { kind: 'vpcs', project: text, name: text, ids: [1] };
    expectHarmless(buildHistory(vpcs, []));
    expectHarmless(
      answerNoSubject(
        text,
        [text, 'payments'],
        Array.from({ length: 60 }, (_, at) => `${at}${text}`),
      ),
    );
    expectHarmless(answerSeveralSubjects(text, [text]));
    expectHarmless(answerExported(text));
    expectHarmless(answerNotExported(true));
    expect(sayExport(vpcs)).not.toMatch(/<[@!]/);
  });
  fc.assert(property, { numRuns: 60 });
});

test('a name that VPCs of one project share is told with the project once', () => {
  const { text } = answerSeveralSubjects('metrics-eu', ['metrics', 'metrics']);
  expect(text).toContain('More than one VPC is called `metrics-eu`, in `metrics`.');
});
