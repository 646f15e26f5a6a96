import { createAuditVerbs } from './audit.ts';
import { createCheckupVerbs } from './checkup.ts';
import { createCompletionVerbs } from './completions.ts';
import { createCreationVerbs } from './creations.ts';
import { createDecisionVerbs } from './decisions.ts';
import { createFigureVerbs } from './figures.ts';
import { createHistoryVerbs } from './history.ts';
import { createHomeVerbs } from './homes.ts';
import { createLimitRequestVerbs } from './limit-requests.ts';
import { createMoveClaimVerbs } from './move-claims.ts';
import { createMoveDecisionVerbs } from './move-decisions.ts';
import { createMoveVerbs } from './moves.ts';
import { createNoticeVerbs } from './notices.ts';
import type { Db } from './open.ts';
import { createPeeringVerbs } from './peerings.ts';
import { createPendingPeerVerbs } from './pending-peers.ts';
import { createProjectNoticeVerbs } from './project-notices.ts';
import { createProjectVerbs } from './projects.ts';
import { createQuotaVerbs } from './quota.ts';
import { createQuotaDecisionVerbs } from './quota-decisions.ts';
import { createQuotaFactVerbs } from './quota-facts.ts';
import { createQuotaTurnVerbs } from './quota-turns.ts';
import { createRequestVerbs } from './requests.ts';
import { createRestoreVerbs } from './restores.ts';
import { createRetryVerbs } from './retries.ts';
import { createServiceVerbs } from './services.ts';
import { createSideChoiceVerbs } from './side-choices.ts';
import { createSideClaimVerbs } from './side-claims.ts';
import { createSideVerbs } from './sides.ts';
import { createSubscriptionVerbs } from './subscriptions.ts';
import { createTimescaleLimitVerbs } from './timescale-limits.ts';
import { createVpcChangeVerbs } from './vpc-changes.ts';
import { createVpcObservationVerbs } from './vpc-observations.ts';
import { createVpcRequestVerbs } from './vpc-requests.ts';
import { createVpcVerbs } from './vpcs.ts';

/** Every verb of the store. One verb is one transaction. */
export const createStore = (db: Db) => ({
  ...createRequestVerbs(db),
  ...createCreationVerbs(db),
  ...createDecisionVerbs(db),
  ...createRetryVerbs(db),
  ...createQuotaVerbs(db),
  ...createQuotaDecisionVerbs(db),
  ...createQuotaFactVerbs(db),
  ...createQuotaTurnVerbs(db),
  ...createLimitRequestVerbs(db),
  ...createTimescaleLimitVerbs(db),
  ...createVpcVerbs(db),
  ...createVpcRequestVerbs(db),
  ...createPeeringVerbs(db),
  ...createVpcChangeVerbs(db),
  ...createServiceVerbs(db),
  ...createMoveVerbs(db),
  ...createMoveClaimVerbs(db),
  ...createMoveDecisionVerbs(db),
  ...createNoticeVerbs(db),
  ...createProjectNoticeVerbs(db),
  ...createProjectVerbs(db),
  ...createVpcObservationVerbs(db),
  ...createPendingPeerVerbs(db),
  ...createSideVerbs(db),
  ...createSideClaimVerbs(db),
  ...createSideChoiceVerbs(db),
  ...createCompletionVerbs(db),
  ...createSubscriptionVerbs(db),
  ...createCheckupVerbs(db),
  ...createFigureVerbs(db),
  ...createRestoreVerbs(db),
  ...createHistoryVerbs(db),
  ...createHomeVerbs(db),
  ...createAuditVerbs(db),
});

export type Store = ReturnType<typeof createStore>;
