import type { QuotaIncrease } from '../../src/domain/quota.ts';
import type { QuotaFacts, StandingVpc, WaitingAsk } from '../../src/domain/quota-facts.ts';
import type { QuotaView, Request } from '../../src/domain/request.ts';
import type { QuotaCardFacts } from '../../src/slack/quota-card.ts';
import { aQuota, aRequest, aVpc, minutes, NINE, range } from './example.ts';

const DAY = 24 * 60 * 60_000;

export const aStanding = (change: Partial<StandingVpc> & { readonly name?: string } = {}): StandingVpc => {
  const { name = 'orders', ...rest } = change;
  return {
    vpc: aVpc({ id: 3, name, cidr: range('10.0.0.0/24'), knownSince: NINE - 40 * DAY }),
    askedBy: 'U0BOB',
    use: 'in-use',
    ...rest,
  };
};

export const aWaiting = (change: Partial<Request> = {}, more: Partial<WaitingAsk> = {}): WaitingAsk => ({
  request: aRequest({ id: 13, requesterId: 'U0OMAR', state: 'waiting-for-approval', ...change }),
  vpcName: 'ledger',
  wanted: null,
  ...more,
});

export const quotaFacts = (change: Partial<QuotaFacts> = {}): QuotaFacts => ({
  used: 3,
  grant: null,
  plan: null,
  observedAt: minutes(0),
  standing: [aStanding()],
  waiting: [],
  ...change,
});

export const aCard = (
  quota: Partial<QuotaIncrease> = {},
  facts: Partial<QuotaFacts> = {},
  deciders: QuotaCardFacts['deciders'] = { kind: 'approvers', listed: ['S0PLATFORM', 'U0BOB'] },
): QuotaCardFacts => ({ quota: aQuota(quota), facts: quotaFacts(facts), deciders });

/** A request for a limit of five. */
export const aLimitView = (
  quota: Partial<QuotaIncrease> = {},
  request: Partial<Request> = {},
): QuotaView => ({
  on: 'project',
  request: aRequest({
    ask: { kind: 'quota', why: 'two teams more' },
    state: 'waiting-for-approval',
    vpcId: null,
    ...request,
  }),
  quota: aQuota({ wantedLimit: 5, ...quota }),
});
