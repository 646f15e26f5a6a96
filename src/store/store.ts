import { createAuditVerbs } from './audit.ts';
import { createCheckupVerbs } from './checkup.ts';
import { createDecisionVerbs } from './decisions.ts';
import { createMoveClaimVerbs } from './move-claims.ts';
import { createMoveDecisionVerbs } from './move-decisions.ts';
import { createMoveVerbs } from './moves.ts';
import { createNoticeVerbs } from './notices.ts';
import type { Db } from './open.ts';
import { createProjectVerbs } from './projects.ts';
import { createQuotaVerbs } from './quota.ts';
import { createRequestVerbs } from './requests.ts';
import { createRetryVerbs } from './retries.ts';
import { createServiceVerbs } from './services.ts';
import { createSubscriptionVerbs } from './subscriptions.ts';
import { createVpcChangeVerbs } from './vpc-changes.ts';
import { createVpcVerbs } from './vpcs.ts';

/** Every verb of the store. One verb is one transaction. */
export const createStore = (db: Db) => ({
  ...createRequestVerbs(db),
  ...createDecisionVerbs(db),
  ...createRetryVerbs(db),
  ...createQuotaVerbs(db),
  ...createVpcVerbs(db),
  ...createVpcChangeVerbs(db),
  ...createServiceVerbs(db),
  ...createMoveVerbs(db),
  ...createMoveClaimVerbs(db),
  ...createMoveDecisionVerbs(db),
  ...createNoticeVerbs(db),
  ...createProjectVerbs(db),
  ...createSubscriptionVerbs(db),
  ...createCheckupVerbs(db),
  ...createAuditVerbs(db),
});

export type Store = ReturnType<typeof createStore>;
