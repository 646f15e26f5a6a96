import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { QuotaNotice } from '../../src/domain/notice-body.ts';
import { QUOTA_STATES, type QuotaIncrease } from '../../src/domain/quota.ts';
import type { QuotaFacts, StandingVpc } from '../../src/domain/quota-facts.ts';
import { REQUEST_STATES } from '../../src/domain/request.ts';
import { answerMayBreakGlass, buildBreakGlassForm } from '../../src/slack/break-glass-form.ts';
import { buildDenyForm } from '../../src/slack/deny-form.ts';
import { buildLimitCard } from '../../src/slack/limit-card.ts';
import { answerLimitUnderWay, buildLimitForm, limitErrors, planLimit } from '../../src/slack/limit-form.ts';
import { renderLimitNotice } from '../../src/slack/limit-notice.ts';
import { buildFormPlanMessage } from '../../src/slack/plan-message.ts';
import { buildQuotaAnswer } from '../../src/slack/quota-answer.ts';
import { answerGivenAway, answerLimitOver } from '../../src/slack/quota-answers.ts';
import type { AskView, QuotaCardFacts } from '../../src/slack/quota-card.ts';
import { renderQuotaNotice } from '../../src/slack/quota-notice.ts';
import { buildRaisedForm, buildRefusedForm } from '../../src/slack/timescale-limit-form.ts';
import { aProject, aQuota, aView, aVpc, minutes } from './example.ts';
import { expectHarmless, expectHarmlessView, nasty } from './hostile.ts';
import { aLimitView, aWaiting, quotaFacts } from './quota-example.ts';

/* Whatever a person, a provider or the configuration calls things in a story about quotas. */

interface Story {
  readonly text: string;
  readonly quota: QuotaIncrease;
  readonly facts: QuotaFacts;
  readonly vpcView: ReturnType<typeof aView>;
  readonly limitView: ReturnType<typeof aLimitView>;
  readonly card: QuotaCardFacts;
}

const projectOf = (text: string) =>
  aProject({
    name: text === '' ? 'payments' : text,
    id: text,
    approvers: [text, ...Array.from({ length: 20 }, () => 'U0BOB')],
    admins: [text],
  });

const standingOf = (text: string): readonly StandingVpc[] =>
  Array.from({ length: 12 }, (_, at) => ({
    vpc: aVpc({ name: text, region: text }),
    askedBy: at % 2 === 0 ? text : null,
    use: at % 3 === 0 ? 'unused' : 'in-use',
  }));

const stories: fc.Arbitrary<Story> = fc
  .record({
    text: nasty,
    state: fc.constantFrom(...QUOTA_STATES),
    request: fc.constantFrom(...REQUEST_STATES),
    breakGlass: fc.boolean(),
    nobody: fc.boolean(),
    grantedLimit: fc.option(fc.nat(9)),
  })
  .map(({ text, state, request, breakGlass, nobody, grantedLimit }) => {
    const change = { project: text, requesterId: text, state: request };
    const quota = aQuota({
      state,
      project: text,
      reason: text,
      decidedBy: text,
      decidedAt: minutes(2),
      grantedLimit,
      wantedLimit: 5,
      breakGlass: breakGlass ? text : null,
    });
    const facts = quotaFacts({
      plan: text,
      standing: standingOf(text),
      grant: { limit: 9, by: text, at: minutes(1), requestId: 9 },
      waiting: [
        aWaiting({ ...change, state: 'waiting-for-timescale' }, { vpcName: text }),
        ...Array.from({ length: 11 }, () => aWaiting(change, { vpcName: text })),
      ],
    });
    const deciders = nobody
      ? ({ kind: 'nobody', breakGlass } as const)
      : ({ kind: 'approvers', listed: [text, 'S0PLATFORM'] } as const);
    return {
      text,
      quota,
      facts,
      vpcView: aView({ request: change, vpc: { name: text, region: text, project: text }, quota }),
      limitView: aLimitView(quota, { ...change, ask: { kind: 'quota', why: text } }),
      card: { quota, facts, deciders },
    };
  });

const bodiesOf = (text: string): readonly QuotaNotice[] => [
  { kind: 'quota-asked', used: 3, limit: 3 },
  { kind: 'quota-approved', by: text, limit: 4 },
  { kind: 'quota-denied', by: text, reason: text },
  { kind: 'glass-broken', by: text, reason: text, limit: 4 },
  { kind: 'quota-fits', limit: 4 },
  { kind: 'quota-reminded', since: minutes(0), expiresAt: minutes(9) },
  { kind: 'quota-expired', since: minutes(0) },
  { kind: 'waiting-for-timescale', said: text, wanted: 4 },
  { kind: 'limit-raised', by: text, limit: 4 },
  { kind: 'limit-refused', by: text, reason: text },
];

test('no notice about a quota says more than we do, whatever is in it', () => {
  const property = fc.property(stories, ({ text, vpcView, limitView, card }) => {
    const project = projectOf(text);
    const views: readonly AskView[] = [vpcView, limitView];
    for (const body of bodiesOf(text)) {
      for (const view of views) expectHarmless(renderQuotaNotice(body, { view, project, card }));
      expectHarmless(renderLimitNotice({ body }, limitView, project, card));
    }
    expectHarmless(buildLimitCard(limitView, project));
  });
  fc.assert(property, { numRuns: 40 });
});

test('no answer about a quota says more than we do, whatever was typed', () => {
  const property = fc.property(stories, ({ text, facts, limitView }) => {
    const project = projectOf(text);
    const use = { project: text, used: 3, limit: 3, held: [7, 8] };
    const refused = { kind: 'refused', reason: 'own-request', ask: [text, 'U0BOB'] } as const;
    for (const message of [
      buildQuotaAnswer(Array.from({ length: 12 }, () => ({ project, facts, mayAsk: true }))),
      buildFormPlanMessage('ask_limit', planLimit(use), { project: text, limit: text, why: text }),
      answerLimitUnderWay({ requestId: 9, wanted: 5 }, text),
      answerMayBreakGlass(refused, text, { requestId: 12, quotaId: 7 }),
      answerGivenAway(12, text),
      answerLimitOver(limitView.request),
    ]) {
      expectHarmless(message);
    }
  });
  fc.assert(property, { numRuns: 40 });
});

test('no form about a quota says more than we do, whatever was typed', () => {
  const property = fc.property(stories, nasty, ({ text, vpcView, limitView }, typed) => {
    const use = { project: text === '' ? 'payments' : text, used: 3, limit: 3, held: [7, 8] };
    for (const view of [
      buildDenyForm(vpcView, 7),
      buildDenyForm(limitView, 7),
      buildBreakGlassForm(vpcView, projectOf(text), 7),
      buildLimitForm(use, { limit: typed, why: typed }),
      buildLimitForm(null, { limit: typed, why: typed }),
      buildRaisedForm(vpcView, { used: 3, waiting: 1 }),
      buildRefusedForm(vpcView),
    ]) {
      expectHarmlessView(view);
    }
    const { ask_limit_wanted: sentence = '' } = limitErrors({ limit: { kind: 'not-a-number', text: typed } });
    expect(sentence.length).toBeLessThanOrEqual(1000);
    expect(sentence).not.toMatch(/[\n\u202E]/);
  });
  fc.assert(property, { numRuns: 40 });
});
