import type { App } from '@slack/bolt';
import type { Deps } from '../src/deps.ts';
import { ASK_AGAIN_FORM } from '../src/slack/ask-again-form.ts';
import { CREATE_VPC_FIELDS, CREATE_VPC_FORM } from '../src/slack/create-vpc-form.ts';
import { DENY_FORM } from '../src/slack/deny-form.ts';
import { PICK_PROJECT, PICK_VPC } from '../src/slack/pick.ts';
import { CONFIRM, EDIT } from '../src/slack/plan-message.ts';
import { APPROVE_QUOTA, DENY_QUOTA } from '../src/slack/quota-card.ts';
import { RENAME_FORM } from '../src/slack/rename-form.ts';
import { ASK_AGAIN, CANCEL_REQUEST, RETRY_REQUEST } from '../src/slack/request-buttons.ts';
import { createCancelRequest } from './cancel-request.ts';
import { type Change, createConfirmChange, createEditChange, createSubmitChange } from './change.ts';
import { createChooseProject, createSubmitVpc } from './create-vpc.ts';
import { createApproveQuota, createAskDenial, createSubmitDenial } from './decide-quota.ts';
import { createProjectOptions, createVpcOptions } from './options.ts';
import { createRenameVpc } from './rename-vpc.ts';
import { createRetryRequest, createSubmitAskAgain } from './retry-request.ts';
import { createVpcCommand } from './vpc-command.ts';

/** What Slack may send, and who answers. Nothing else is registered anywhere. */
export const switchboard = {
  commands: { '/vpc': createVpcCommand },
  /** Each stands for a form, and for Confirm and Edit on its plan. */
  changes: { [RENAME_FORM]: createRenameVpc },
  views: {
    [CREATE_VPC_FORM]: createSubmitVpc,
    [DENY_FORM]: createSubmitDenial,
    [ASK_AGAIN_FORM]: createSubmitAskAgain,
  },
  selects: { [CREATE_VPC_FIELDS.project]: createChooseProject },
  options: { [PICK_PROJECT]: createProjectOptions, [PICK_VPC]: createVpcOptions },
  buttons: {
    [APPROVE_QUOTA]: createApproveQuota,
    [DENY_QUOTA]: createAskDenial,
    [CANCEL_REQUEST]: createCancelRequest,
    [RETRY_REQUEST]: createRetryRequest,
    [ASK_AGAIN]: createRetryRequest,
  },
} as const;

const registerChange = <Typed extends object>(app: App, deps: Deps, change: Change<Typed>): void => {
  app.view(change.id, createSubmitChange(deps, change));
  app.action(`${CONFIRM}${change.id}`, createConfirmChange(deps, change));
  app.action(`${EDIT}${change.id}`, createEditChange(deps, change));
};

export const registerHandlers = (app: App, deps: Deps): void => {
  for (const [id, create] of Object.entries(switchboard.commands)) app.command(id, create(deps));
  for (const create of Object.values(switchboard.changes)) registerChange(app, deps, create(deps));
  for (const [id, create] of Object.entries(switchboard.views)) app.view(id, create(deps));
  for (const [id, create] of Object.entries(switchboard.selects)) app.action(id, create(deps));
  for (const [id, create] of Object.entries(switchboard.options)) app.options(id, create(deps));
  for (const [id, create] of Object.entries(switchboard.buttons)) app.action(id, create(deps));
};
