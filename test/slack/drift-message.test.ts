import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Drift } from '../../src/domain/drift.ts';
import type { ProjectNotice } from '../../src/domain/notice.ts';
import { sayCertificate } from '../../src/slack/certificate.ts';
import { buildDriftMessage } from '../../src/slack/drift-message.ts';
import { renderDriftNotice } from '../../src/slack/drift-notice.ts';
import { renderRequestTurn } from '../../src/slack/request-card.ts';
import { findMessageProblems, readMessage } from './block-kit.ts';
import { aPeer, aProject, aView, minutes, NINE } from './example.ts';
import { expectHarmless, nasty } from './hostile.ts';

const ofVpc = { vpc: 'analytics', range: '10.9.0.0/24', region: 'timescale-google-europe-west1' };
const place = { providerId: '4711', name: 'analytics' };

const notice = (changes: readonly Drift[], since: number | null = NINE): ProjectNotice => ({
  id: 1,
  project: 'payments',
  body: { kind: 'drift', changes, since },
  createdAt: minutes(5),
});
const read = (changes: readonly Drift[], since?: number | null, product: 'tiger' | 'managed' = 'managed') => {
  const message = buildDriftMessage(notice(changes, since), aProject({ product }));
  expect(findMessageProblems(message)).toEqual([]);
  return readMessage(message);
};

test.each<{ drift: Drift; says: readonly string[] }>([
  {
    drift: { kind: 'vpc-appeared', providerId: '4711', ...ofVpc },
    says: [
      '`analytics` (`10.9.0.0/24`, europe-west1 (Google Cloud)) is new',
      'its range is taken',
      '/vpc show',
    ],
  },
  { drift: { kind: 'vpc-leaving', ...ofVpc }, says: ['is being deleted', 'If that was not meant'] },
  {
    drift: { kind: 'vpc-gone', peerings: 2, ...ofVpc, region: 'us-east-1' },
    says: ['is gone, and 2 peerings with it', 'routes to `10.9.0.0/24`'],
  },
  {
    drift: { kind: 'vpc-gone', peerings: 1, ...ofVpc },
    says: ['is gone, and 1 peering with it', 'Delete what was made for it on the other side. If you still'],
  },
  {
    drift: { kind: 'vpc-gone', peerings: 0, ...ofVpc },
    says: ['is gone: somebody deleted it at Timescale. If you still need it'],
  },
  {
    drift: { kind: 'peering-appeared', vpc: 'analytics', peer: aPeer(), state: 'active' },
    says: ['has a new peering with', '(active)', '/vpc unpeer'],
  },
  {
    drift: { kind: 'peering-ended', vpc: 'analytics', peer: aPeer(), state: 'deleted-by-peer', said: null },
    says: ['is gone: somebody deleted it', '/vpc peer analytics'],
  },
  {
    drift: { kind: 'peering-regressed', vpc: 'analytics', peer: aPeer(), provisionedId: 'pcx-1' },
    says: ['(`pcx-1`) was active and waits for the other side again'],
  },
  {
    drift: { kind: 'service-appeared', service: 'db', place },
    says: ['Managed Service puts a new service into the VPC of its cloud', '/vpc migrate db public'],
  },
  {
    drift: { kind: 'service-moved', service: 'db', from: place, to: null },
    says: ['is on the public internet now', '/vpc migrate db analytics'],
  },
])('$drift.kind says what changed, what it means and what to do', ({ drift, says }) => {
  const words = read([drift]);
  for (const piece of says) expect(words).toContain(piece);
  expect(words).toContain('changed at Timescale without vpcbot, between');
  expect(words).not.toContain('<@');
});

test('many changes are one message that ends with where the rest is', () => {
  const many = Array.from({ length: 40 }, () => ({ kind: 'vpc-leaving', ...ofVpc }) as const);
  expect(read(many)).toContain('And 28 more changes: type `/vpc list payments`');
  expect(read([{ kind: 'vpc-leaving', ...ofVpc }], null)).toContain('without vpcbot, seen');
  expect(read([{ kind: 'service-appeared', service: 'db', place }], NINE, 'tiger')).not.toContain(
    'puts a new',
  );
});

test('whatever things are called, the message stays ours', () => {
  fc.assert(
    fc.property(nasty, nasty, nasty, (name, range, said) => {
      const strange = { providerId: name, name };
      const changes: readonly Drift[] = [
        { kind: 'vpc-gone', vpc: name, range, region: said, peerings: 1 },
        { kind: 'peering-ended', vpc: name, peer: aPeer(), state: 'failed', said },
        { kind: 'service-moved', service: name, from: strange, to: null },
      ];
      expectHarmless(buildDriftMessage(notice(changes), aProject()));
    }),
  );
});

test('who asked is told once what somebody changed, and the card says whose turn it is', () => {
  const view = aView({ request: { state: 'done' }, peering: { state: 'pending-peer' } });
  const lost = renderDriftNotice(
    { kind: 'peering-regressed', peer: aPeer(), provisionedId: 'pcx-1', since: NINE },
    view,
  );
  expect(findMessageProblems(lost)).toEqual([]);
  expect(readMessage(lost)).toContain('Nothing goes through it');
  expect(String(renderRequestTurn(view, aProject()))).toContain(
    'R12 was done, and waits for the other side again',
  );
  const leaving = aView({ vpc: { state: 'deleting' } });
  expect(readMessage(renderDriftNotice({ kind: 'vpc-leaving' }, leaving))).toContain(
    'somebody deletes the VPC',
  );
  expect(String(renderRequestTurn(leaving, aProject()))).toContain('Somebody deletes the VPC');
});

test('the words beside the certificate name the file as it is, and what each mode checks', () => {
  const words = sayCertificate('metrics & co');
  expect(words).toContain('sslmode=verify-full sslrootcert=metrics-co-ca.pem');
  expect(words).toContain('*metrics &amp; co*');
  expect(words).toContain('`verify-ca`');
});
