import type { App } from '@slack/bolt';
import type { Deps } from '../src/deps.ts';
import { ASK_AGAIN_FORM } from '../src/slack/ask-again-form.ts';
import { CREATE_VPC_FIELDS, CREATE_VPC_FORM } from '../src/slack/create-vpc-form.ts';
import { DENY_FORM } from '../src/slack/deny-form.ts';
import { ATTACH_FORM, DETACH_FORM, MIGRATE_FORM } from '../src/slack/move-form.ts';
import { PICK_PLACE, PICK_PROJECT, PICK_SERVICE, PICK_VPC } from '../src/slack/pick.ts';
import { CONFIRM, EDIT } from '../src/slack/plan-message.ts';
import { APPROVE_QUOTA, DENY_QUOTA } from '../src/slack/quota-card.ts';
import { RENAME_FORM } from '../src/slack/rename-form.ts';
import { ASK_AGAIN, CANCEL_REQUEST, RETRY_REQUEST } from '../src/slack/request-buttons.ts';
import { createCancelRequest } from './cancel-request.ts';
import { type Change, createConfirmChange, createEditChange, createSubmitChange } from './change.ts';
import { createChooseProject, createSubmitVpc } from './create-vpc.ts';
import { createApproveQuota, createAskDenial, createSubmitDenial } from './decide-quota.ts';
import { createChooseMove, MOVE_CHANGES } from './move-service.ts';
import {
  createPlaceOptions,
  createProjectOptions,
  createServiceOptions,
  createVpcOptions,
} from './options.ts';
import { createRenameVpc } from './rename-vpc.ts';
import { createRetryRequest, createSubmitAskAgain } from './retry-request.ts';
import { createVpcCommand } from './vpc-command.ts';

const change =
  <Typed extends object>(create: (deps: Deps) => Change<Typed>) =>
  (app: App, deps: Deps): void => {
    const made = create(deps);
    app.view(made.id, createSubmitChange(deps, made));
    app.action(`${CONFIRM}${made.id}`, createConfirmChange(deps, made));
    app.action(`${EDIT}${made.id}`, createEditChange(deps, made));
  };

/** What Slack may send, and who answers. Nothing else is registered anywhere. */
export const switchboard = {
  commands: { '/vpc': createVpcCommand },
  /** Each stands for a form, and for Confirm and Edit on its plan. */
  changes: {
    [RENAME_FORM]: change(createRenameVpc),
    [ATTACH_FORM]: change(MOVE_CHANGES[ATTACH_FORM]),
    [DETACH_FORM]: change(MOVE_CHANGES[DETACH_FORM]),
    [MIGRATE_FORM]: change(MOVE_CHANGES[MIGRATE_FORM]),
  },
  views: {
    [CREATE_VPC_FORM]: createSubmitVpc,
    [DENY_FORM]: createSubmitDenial,
    [ASK_AGAIN_FORM]: createSubmitAskAgain,
  },
  selects: {
    [CREATE_VPC_FIELDS.project]: createChooseProject,
    [PICK_SERVICE]: createChooseMove,
    [PICK_PLACE]: createChooseMove,
  },
  options: {
    [PICK_PROJECT]: createProjectOptions,
    [PICK_VPC]: createVpcOptions,
    [PICK_SERVICE]: createServiceOptions,
    [PICK_PLACE]: createPlaceOptions,
  },
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
  for (const register of Object.values(switchboard.changes)) register(app, deps);
  for (const [id, create] of Object.entries(switchboard.views)) app.view(id, create(deps));
  for (const [id, create] of Object.entries(switchboard.selects)) app.action(id, create(deps));
  for (const [id, create] of Object.entries(switchboard.options)) app.options(id, create(deps));
  for (const [id, create] of Object.entries(switchboard.buttons)) app.action(id, create(deps));
};
