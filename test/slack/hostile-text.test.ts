import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildCleanUp, guideAct } from '../../src/clouds/guide.ts';
import type { TakenRange } from '../../src/domain/address-plan.ts';
import { type EndedPeering, readGuideFacts } from '../../src/domain/guide.ts';
import type { ChangeNotice, NoticeBody } from '../../src/domain/notice-body.ts';
import { PEERING_STATES, type Peering } from '../../src/domain/peering.ts';
import type { Project } from '../../src/domain/project.ts';
import { QUOTA_STATES } from '../../src/domain/quota.ts';
import { type Ask, REQUEST_STATES, type VpcView } from '../../src/domain/request.ts';
import type { VpcRecord } from '../../src/domain/step.ts';
import { VPC_STATES, type VpcFailure } from '../../src/domain/vpc.ts';
import * as answers from '../../src/slack/answers.ts';
import { buildAskAgainForm } from '../../src/slack/ask-again-form.ts';
import { renderChangeNotice } from '../../src/slack/change-notice.ts';
import { answerCommandProblem } from '../../src/slack/command-answers.ts';
import { parseCommand } from '../../src/slack/command-text.ts';
import { buildCreateVpcForm, createVpcErrors, planCreateVpc } from '../../src/slack/create-vpc-form.ts';
import { answerNotCancelled, askCancel } from '../../src/slack/decision-answers.ts';
import { answerNotDeleted, buildDeleteForm, planDelete } from '../../src/slack/delete-form.ts';
import { buildDenyForm } from '../../src/slack/deny-form.ts';
import { renderNotice } from '../../src/slack/notice-message.ts';
import { buildPeerForm, planPeer } from '../../src/slack/peer-form.ts';
import { answerRecorded, buildNothingAllowedView, buildRecordedView } from '../../src/slack/plain-views.ts';
import { buildFormPlanMessage, buildPlanMessage } from '../../src/slack/plan-message.ts';
import { answerNotUnpeered, buildUnpeerForm, planUnpeer } from '../../src/slack/unpeer-form.ts';
import { buildVpcList } from '../../src/slack/vpc-list.ts';
import { buildVpcShow } from '../../src/slack/vpc-show.ts';
import { ENDED, namedAll, UNSEEN } from './cloud-example.ts';
import { aPeering, aProject, aQuota, aRequest, aVpc, minutes, range } from './example.ts';
import { expectHarmless, expectHarmlessView, nasty } from './hostile.ts';

/* Whatever a person, a provider or the configuration calls things: Slack takes it, and it says nothing. */

const failures = (text: string): fc.Arbitrary<VpcFailure | null> =>
  fc.constantFrom<VpcFailure | null>(
    null,
    { kind: 'taken', providerId: text, name: text, range: text },
    { kind: 'overlap', name: text, range: text },
    { kind: 'ambiguous', providerIds: Array.from({ length: 9 }, () => text) },
    { kind: 'refused', said: text },
    { kind: 'never-ready', said: text },
    { kind: 'gone' },
  );

const peerings = (text: string): fc.Arbitrary<readonly Peering[]> =>
  fc.array(
    fc.tuple(fc.constantFrom(...PEERING_STATES), fc.nat(2)).map(([state, at]) =>
      aPeering({
        state,
        peerRanges: Array.from({ length: 30 }, () => range('10.8.0.0/16')),
        rawStatus: text,
        providerId: text,
        message: text,
        ...(namedAll(text)[at] ?? {}),
      }),
    ),
    { minLength: 1, maxLength: 12 },
  );

const asks = (text: string): fc.Arbitrary<Ask> =>
  fc.constantFrom<Ask>(
    { kind: 'create' },
    { kind: 'peer' },
    { kind: 'unpeer', peeringId: 3 },
    { kind: 'rename', from: text, to: text },
    { kind: 'delete' },
  );

const projectOf = (text: string): Project =>
  aProject({
    name: text === '' ? 'payments' : text,
    regions: ['us-east-1', ...(text === '' ? [] : [text])],
    approvers: [text, ...Array.from({ length: 20 }, () => 'U0BOB')],
    reservedRanges: [range('10.8.0.0/16')],
  });

const views: fc.Arbitrary<{ view: VpcView; text: string }> = nasty.chain((text) =>
  fc
    .record({
      failure: failures(text),
      ask: asks(text),
      peerings: peerings(text),
      vpc: fc.constantFrom(...VPC_STATES),
      request: fc.constantFrom(...REQUEST_STATES),
      quota: fc.option(fc.constantFrom(...QUOTA_STATES)),
      code: fc.constantFrom('TIMESCALE_UNAUTHORIZED', text),
    })
    .map(({ failure, ask, peerings: all, vpc, request, quota, code }) => ({
      text,
      view: {
        on: 'vpc',
        request: aRequest({ state: request, ask, project: text, channel: text }),
        vpc: aVpc({
          state: vpc,
          failure,
          name: text,
          region: text,
          project: text,
          providerId: text,
          trouble: { since: minutes(1), code, tries: 3, said: true },
        }),
        peerings: all,
        sides: [],
        quota:
          quota === null
            ? null
            : aQuota({
                state: quota,
                project: text,
                reason: text,
                decidedBy: 'U0BOB',
                decidedAt: minutes(2),
              }),
        others: [aRequest({ id: 13, requesterId: text })],
      },
    })),
);

const bodiesOf = (text: string, { peer, provisionedId }: EndedPeering): readonly NoticeBody[] => {
  const expiresAt = peer.kind === 'aws' ? minutes(9) : null;
  return [
    { kind: 'request-opened' },
    { kind: 'vpc-created', providerId: text },
    { kind: 'vpc-failed', failure: { kind: 'refused', said: text } },
    { kind: 'peering-approved', peer },
    { kind: 'peering-pending', peer, provisionedId, expiresAt },
    { kind: 'peering-active', peer, provisionedId },
    { kind: 'peering-ended', peer, state: 'failed', said: text },
    { kind: 'peering-taken', peer, providerId: text },
    { kind: 'peering-ambiguous', peer, providerIds: [text, text] },
    { kind: 'provider-trouble', code: text, since: minutes(1) },
    { kind: 'provider-recovered', since: minutes(1) },
    { kind: 'request-cancelling', by: text },
    { kind: 'request-cancelled' },
    { kind: 'request-retried', by: 'U0BOB' },
  ];
};

test('no notice says more than we do, whatever is in it', () => {
  const property = fc.property(views, ({ view, text }) => {
    for (const [at, ended] of namedAll(text).entries()) {
      const guide = guideAct(readGuideFacts(ENDED[at] ?? ended, aVpc(), UNSEEN));
      for (const body of bodiesOf(text, ended)) {
        expectHarmless(renderNotice({ body }, view, projectOf(text), guide, minutes(5)));
      }
    }
  });
  fc.assert(property, { numRuns: 30 });
});

const changesOf = (text: string, gone: EndedPeering): readonly ChangeNotice[] => {
  return [
    { kind: 'vpc-renamed', from: text, to: text },
    { kind: 'change-refused', said: text },
    { kind: 'peering-deleted', gone },
    { kind: 'peering-lost', gone, by: text, requestId: 15 },
    { kind: 'vpc-ready' },
    { kind: 'vpc-deleted', peerings: Array.from({ length: 12 }, () => gone) },
    { kind: 'vpc-in-use', services: [text, text] },
  ];
};

test('no notice of a change says more than we do, whatever is in it', () => {
  const property = fc.property(views, ({ view, text }) => {
    for (const [at, gone] of namedAll(text).entries()) {
      const guides = Array.from({ length: 12 }, () =>
        buildCleanUp(readGuideFacts(ENDED[at] ?? gone, aVpc(), UNSEEN)),
      );
      for (const body of changesOf(text, gone)) expectHarmless(renderChangeNotice(body, view, guides));
    }
  });
  fc.assert(property, { numRuns: 30 });
});

test('no answer says more than we do, whatever was typed', () => {
  const property = fc.property(views, nasty, ({ view, text }, typed) => {
    const known = [text, typed, 'payments-eu'];
    const command = parseCommand(typed);
    const facts = {
      peerRanges: [],
      peers: [],
      findReach: () => [],
      used: 1,
      granted: 0,
      regions: [text],
      observedAt: minutes(0),
    };
    for (const message of [
      answers.answerRefused({ kind: 'refused', reason: 'not-a-requester', ask: [text, 'U0BOB'] }, text),
      answers.answerDecided(aQuota({ state: 'denied', reason: text, decidedBy: text })),
      answerRecorded({ requestId: 1, channel: text, waits: true, stops: true }),
      answers.answerPeeringNotFound(typed, known),
      answers.answerSeveralPeerings(typed, known),
      answers.answerVpcNotFound(typed, known),
      answers.answerSeveralVpcs(
        typed,
        known.map((id) => ({ project: text, providerId: id })),
      ),
      answers.answerProjectNotFound(typed, known, 'list'),
      askCancel(view, { kind: 'cancel', removes: true }),
      answerNotCancelled(view, {
        kind: 'in-use',
        active: view.peerings,
        others: [{ requestId: 1, requesterId: text }],
      }),
      answerNotCancelled(view, { kind: 'in-use', active: [], others: [{ requestId: 1, requesterId: text }] }),
      answerNotCancelled(view, { kind: 'unsure', providerIds: [text, text] }),
      answerNotDeleted(
        {
          kind: 'occupied',
          by: { services: [text], moves: view.others, living: view.others, others: view.others },
        },
        view.vpc,
      ),
      answerCommandProblem({ kind: 'unknown', verb: typed, nearest: null }),
      answerCommandProblem({ kind: 'surplus', verb: 'list', extra: typed }),
      answerCommandProblem({ kind: 'not-a-request', verb: 'retry', typed }),
      ...(command.kind === 'unknown' ? [answerCommandProblem(command)] : []),
      buildVpcList([
        {
          project: projectOf(text),
          facts: { ...facts, vpcs: [view.vpc, view.vpc] },
          reaches: [
            {
              vpcId: view.vpc.id,
              isPeered: false,
              services: [text, text, text, text],
              sharers: [{ requestId: 1, requesterId: text }],
            },
          ],
        },
      ]),
      buildVpcShow({ record: recordOf(view), services: [text], may: { change: true, remove: true } }),
      ...plansOf(view, text),
    ]) {
      expectHarmless(message);
    }
  });
  fc.assert(property, { numRuns: 30 });
});

const recordOf = ({ vpc, peerings, request }: VpcView): VpcRecord => ({
  vpc,
  peerings: peerings.map((peering) => ({ ...peering, requestId: request.id })),
  requests: [request],
});

const plansOf = (view: VpcView, text: string) => {
  const record = recordOf(view);
  const { name, region, cidr } = view.vpc;
  const wanted = { project: projectOf(text), name, region, cidr, peers: view.peerings };
  const [peering] = record.peerings;
  return [
    buildPlanMessage('x', planCreateVpc(wanted, { used: 3, limit: 3 }), { text }),
    buildPlanMessage('x', planPeer(record, view.peerings), { text }),
    buildFormPlanMessage('x', planDelete(record), { text }),
    ...(peering === undefined
      ? []
      : [
          buildPlanMessage('x', planUnpeer({ peering, record, services: [text] }), { text }),
          answerNotUnpeered({ kind: 'over', state: 'deleted' }, { peering, vpc: view.vpc }),
        ]),
  ];
};

test('no view says more than we do, whatever was typed', () => {
  const property = fc.property(views, nasty, ({ view, text }, typed) => {
    const [peering] = view.peerings;
    const taken: readonly TakenRange[] = Array.from({ length: 20 }, () => ({
      cidr: range('10.0.2.0/24'),
      owner: { kind: 'vpc', name: text, project: text, region: text },
    }));
    const typedPeer = { kind: 'aws', accountId: typed, vpcId: typed, region: typed, ranges: typed } as const;
    const record = recordOf(view);
    const form = buildCreateVpcForm({
      projects: [typed, ...Array.from({ length: 120 }, (_, index) => `${index}${text}`)],
      project: projectOf(text),
      regions: ['us-east-1', text, typed],
      suggestion: { name: text, cidr: range('10.1.0.0/24') },
      taken,
      use: { used: 3, limit: 3 },
      typed: {
        name: typed,
        region: typed,
        cidr: typed,
        peers: [typedPeer, typedPeer],
      },
    });
    for (const each of [
      form,
      buildDenyForm(view, 7),
      buildNothingAllowedView(text, [text]),
      buildRecordedView({ requestId: 1, channel: text, waits: true, stops: true }),
      buildPeerForm(record, { peers: [typedPeer, typedPeer] }),
      buildDeleteForm(record, { name: typed }),
      ...(peering === undefined
        ? []
        : [buildAskAgainForm(peering, view.vpc), buildUnpeerForm({ peering, record, services: [text] })]),
    ]) {
      expectHarmlessView(each);
    }
  });
  fc.assert(property, { numRuns: 30 });
});

test('no sentence under a field is longer than a field can show', () => {
  const property = fc.property(nasty, (text) => {
    const errors = {
      ...createVpcErrors(
        {
          project: { kind: 'unknown', typed: text, nearest: null },
          name: { kind: 'taken', name: text },
          region: { kind: 'unknown-region', text, nearest: null, example: text },
          cidr: Array.from({ length: 12 }, () => ({ kind: 'not-a-cidr', text, why: 'shape' }) as const),
          peers: [{ vpcId: { kind: 'not-a-vpc-id', text } }],
        },
        text,
      ),
    };
    for (const [block, sentence] of Object.entries(errors)) {
      expect(block.length).toBeLessThanOrEqual(255);
      expect(sentence.length).toBeLessThanOrEqual(1000);
      expect(sentence).not.toMatch(/[\n\u202E]/);
    }
  });
  fc.assert(property);
});
