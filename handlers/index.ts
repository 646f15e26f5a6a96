import type { App } from '@slack/bolt';
import type { Deps } from '../src/deps.ts';
import { ASK_AGAIN_FORM } from '../src/slack/ask-again-form.ts';
import { CREATE_VPC_FIELDS, CREATE_VPC_FORM } from '../src/slack/create-vpc-form.ts';
import { DENY_FORM } from '../src/slack/deny-form.ts';
import { APPROVE_QUOTA, DENY_QUOTA } from '../src/slack/quota-card.ts';
import { ASK_AGAIN, CANCEL_REQUEST, RETRY_REQUEST } from '../src/slack/request-buttons.ts';
import { createCancelRequest } from './cancel-request.ts';
import { createChooseProject, createSubmitVpc } from './create-vpc.ts';
import { createApproveQuota, createAskDenial, createSubmitDenial } from './decide-quota.ts';
import { createRetryRequest, createSubmitAskAgain } from './retry-request.ts';
import { createVpcCommand } from './vpc-command.ts';

/** What Slack may send, and who answers. Nothing else is registered anywhere. */
export const switchboard = {
  commands: { '/vpc': createVpcCommand },
  views: {
    [CREATE_VPC_FORM]: createSubmitVpc,
    [DENY_FORM]: createSubmitDenial,
    [ASK_AGAIN_FORM]: createSubmitAskAgain,
  },
  selects: { [CREATE_VPC_FIELDS.project]: createChooseProject },
  buttons: {
    [APPROVE_QUOTA]: createApproveQuota,
    [DENY_QUOTA]: createAskDenial,
    [CANCEL_REQUEST]: createCancelRequest,
    [RETRY_REQUEST]: createRetryRequest,
    [ASK_AGAIN]: createRetryRequest,
  },
} as const;

export const registerHandlers = (app: App, deps: Deps): void => {
  for (const [id, create] of Object.entries(switchboard.commands)) app.command(id, create(deps));
  for (const [id, create] of Object.entries(switchboard.views)) app.view(id, create(deps));
  for (const [id, create] of Object.entries(switchboard.selects)) app.action(id, create(deps));
  for (const [id, create] of Object.entries(switchboard.buttons)) app.action(id, create(deps));
};
