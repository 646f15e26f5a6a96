import type { App, BlockAction } from '@slack/bolt';
import type { Deps } from '../src/deps.ts';
import { ASK_AGAIN_FORM } from '../src/slack/ask-again-form.ts';
import { BREAK_GLASS, BREAK_GLASS_FORM } from '../src/slack/break-glass-form.ts';
import { GET_CERTIFICATE } from '../src/slack/certificate.ts';
import { CREATE_VPC_FORM } from '../src/slack/create-vpc-form.ts';
import { DECLINE_FORM } from '../src/slack/decline-form.ts';
import { DELETE_FORM } from '../src/slack/delete-form.ts';
import { DENY_FORM } from '../src/slack/deny-form.ts';
import { GUIDE_SECURITY, GUIDE_TOOL } from '../src/slack/guide-view.ts';
import { EXPORT_HISTORY } from '../src/slack/history-message.ts';
import { HOME_HELP } from '../src/slack/home.ts';
import { LIMIT_FORM } from '../src/slack/limit-form.ts';
import { ATTACH_FORM, DETACH_FORM, MIGRATE_FORM } from '../src/slack/move-form.ts';
import { PEER_CHOICE } from '../src/slack/network-field.ts';
import { PEER_FORM } from '../src/slack/peer-form.ts';
import {
  HOW_TO_ACCEPT,
  REPEAT_PEERING,
  SAID_ACCEPTED,
  SAID_ACCEPTED_THERE,
  SEND_TO_SOMEONE,
} from '../src/slack/pending-peer-buttons.ts';
import { PICK_PEERING, PICK_PLACE, PICK_PROJECT, PICK_SERVICE, PICK_VPC } from '../src/slack/pick.ts';
import { CONFIRM, EDIT } from '../src/slack/plan-message.ts';
import { APPROVE_QUOTA, DENY_QUOTA } from '../src/slack/quota-card.ts';
import { ASK_QUOTA_AGAIN } from '../src/slack/quota-notice.ts';
import { RENAME_FORM } from '../src/slack/rename-form.ts';
import { ASK_AGAIN, CANCEL_REQUEST, RETRY_REQUEST } from '../src/slack/request-buttons.ts';
import { SEND_FORM } from '../src/slack/send-form.ts';
import { SHARE_FORM } from '../src/slack/share-form.ts';
import {
  CHANGE_SIDE_PLAN,
  COMPLETE_SIDE,
  DECLINE_COMPLETION,
  LOOK_AT_SIDE,
  UNDO_COMPLETION,
} from '../src/slack/side-buttons.ts';
import { SIDE_CHOICE_FORM } from '../src/slack/side-choice-form.ts';
import { CONFIRM_ACCOUNT_FORM } from '../src/slack/side-confirm-form.ts';
import { TIMESCALE_RAISED, TIMESCALE_REFUSED } from '../src/slack/timescale-buttons.ts';
import { RAISED_FORM, REFUSED_FORM } from '../src/slack/timescale-limit-form.ts';
import { UNPEER_FORM } from '../src/slack/unpeer-form.ts';
import { createRebuildAskAgain, createSubmitAskAgain } from './ask-again.ts';
import { createAskLimit } from './ask-limit.ts';
import { createAskQuotaAgain } from './ask-quota-again.ts';
import { createCancelRequest } from './cancel-request.ts';
import { createGetCertificate } from './certificate.ts';
import type { Change } from './change.ts';
import {
  createConfirmChange,
  createEditChange,
  createRebuildChange,
  createSubmitChange,
} from './change-gestures.ts';
import { createAskSideChoice, createLookAtSide, createSubmitSideChoice } from './choose-side.ts';
import {
  createAskDecline,
  createCompleteSide,
  createSubmitConfirmAccount,
  createSubmitDecline,
  createUndoCompletion,
} from './complete-side.ts';
import { CREATE_SHORTCUT, createCreateShortcut } from './create-shortcut.ts';
import { createCreateVpc } from './create-vpc.ts';
import {
  createApproveQuota,
  createAskBreakGlass,
  createAskDenial,
  createSubmitBreakGlass,
  createSubmitDenial,
} from './decide-quota.ts';
import { createDeleteVpc } from './delete-vpc.ts';
import { createChooseGuide, createHowToAccept } from './guide.ts';
import { createExportHistory } from './history.ts';
import { createHomeHelp, createHomeOpened } from './home.ts';
import { MOVE_CHANGES } from './move-service.ts';
import {
  createNetworkOptions,
  createPeeringOptions,
  createPlaceOptions,
  createProjectOptions,
  createServiceOptions,
  createVpcOptions,
} from './options.ts';
import { createPeerVpc } from './peer-vpc.ts';
import { createRenameVpc } from './rename-vpc.ts';
import { createRepeatPeering } from './repeat-peering.ts';
import { createRetryRequest } from './retry-request.ts';
import { createSaidAccepted, createSaidAcceptedThere } from './said-accepted.ts';
import { createAskSending, createSubmitSending } from './send-instructions.ts';
import { createSharePeering } from './share-peering.ts';
import {
  createAskRaised,
  createAskRefused,
  createSubmitRaised,
  createSubmitRefused,
} from './timescale-limit.ts';
import { createUnpeerVpc } from './unpeer-vpc.ts';
import { createVpcCommand } from './vpc-command.ts';

const change = <Typed extends object>(create: (deps: Deps) => Change<Typed>) => ({
  create,
  register: (app: App, deps: Deps): void => {
    const made = create(deps);
    app.view(made.id, createSubmitChange(deps, made));
    app.action(`${CONFIRM}${made.id}`, createConfirmChange(deps, made));
    app.action(`${EDIT}${made.id}`, createEditChange(deps, made));
    if (made.readDraft !== undefined) {
      const inForm = { type: 'block_actions', callback_id: made.id } as const;
      app.action<BlockAction>(inForm, createRebuildChange(deps, made));
    }
  },
});

/** What Slack may send, and who answers. Nothing else is registered anywhere. */
export const switchboard = {
  commands: { '/vpc': createVpcCommand },
  shortcuts: { [CREATE_SHORTCUT]: createCreateShortcut },
  events: { app_home_opened: createHomeOpened },
  /** Each stands for a form, and for Confirm and Edit on its plan. */
  changes: {
    [CREATE_VPC_FORM]: change(createCreateVpc),
    [PEER_FORM]: change(createPeerVpc),
    [SHARE_FORM]: change(createSharePeering),
    [UNPEER_FORM]: change(createUnpeerVpc),
    [DELETE_FORM]: change(createDeleteVpc),
    [RENAME_FORM]: change(createRenameVpc),
    [LIMIT_FORM]: change(createAskLimit),
    [ATTACH_FORM]: change(MOVE_CHANGES[ATTACH_FORM]),
    [DETACH_FORM]: change(MOVE_CHANGES[DETACH_FORM]),
    [MIGRATE_FORM]: change(MOVE_CHANGES[MIGRATE_FORM]),
  },
  views: {
    [DENY_FORM]: createSubmitDenial,
    [BREAK_GLASS_FORM]: createSubmitBreakGlass,
    [RAISED_FORM]: createSubmitRaised,
    [REFUSED_FORM]: createSubmitRefused,
    [ASK_AGAIN_FORM]: createSubmitAskAgain,
    [SEND_FORM]: createSubmitSending,
    [DECLINE_FORM]: createSubmitDecline,
    [CONFIRM_ACCOUNT_FORM]: createSubmitConfirmAccount,
    [SIDE_CHOICE_FORM]: createSubmitSideChoice,
  },
  selects: {
    [GUIDE_TOOL]: createChooseGuide,
    [GUIDE_SECURITY]: createChooseGuide,
  },
  options: {
    [PICK_PROJECT]: createProjectOptions,
    [PICK_VPC]: createVpcOptions,
    [PICK_PEERING]: createPeeringOptions,
    [PICK_SERVICE]: createServiceOptions,
    [PICK_PLACE]: createPlaceOptions,
  },
  /** Menus that search, of which a form may have several: the place stands behind the id. */
  placedOptions: { [PEER_CHOICE]: createNetworkOptions },
  /** Forms that are built anew around what is chosen in them, beside those of changes. */
  rebuilds: { [ASK_AGAIN_FORM]: createRebuildAskAgain },
  buttons: {
    [APPROVE_QUOTA]: createApproveQuota,
    [DENY_QUOTA]: createAskDenial,
    [BREAK_GLASS]: createAskBreakGlass,
    [TIMESCALE_RAISED]: createAskRaised,
    [TIMESCALE_REFUSED]: createAskRefused,
    [ASK_QUOTA_AGAIN]: createAskQuotaAgain,
    [CANCEL_REQUEST]: createCancelRequest,
    [RETRY_REQUEST]: createRetryRequest,
    [ASK_AGAIN]: createRetryRequest,
    [REPEAT_PEERING]: createRepeatPeering,
    [SAID_ACCEPTED]: createSaidAccepted,
    [SAID_ACCEPTED_THERE]: createSaidAcceptedThere,
    [HOW_TO_ACCEPT]: createHowToAccept,
    [SEND_TO_SOMEONE]: createAskSending,
    [COMPLETE_SIDE]: createCompleteSide,
    [CHANGE_SIDE_PLAN]: createAskSideChoice,
    [DECLINE_COMPLETION]: createAskDecline,
    [UNDO_COMPLETION]: createUndoCompletion,
    [LOOK_AT_SIDE]: createLookAtSide,
    [EXPORT_HISTORY]: createExportHistory,
    [GET_CERTIFICATE]: createGetCertificate,
    [HOME_HELP]: createHomeHelp,
  },
} as const;

export const registerHandlers = (app: App, deps: Deps): void => {
  for (const [id, create] of Object.entries(switchboard.commands)) app.command(id, create(deps));
  for (const { register } of Object.values(switchboard.changes)) register(app, deps);
  for (const [id, create] of Object.entries(switchboard.shortcuts)) {
    app.shortcut({ callback_id: id, type: 'shortcut' }, create(deps));
  }
  app.event('app_home_opened', switchboard.events.app_home_opened(deps));
  for (const [id, create] of Object.entries(switchboard.views)) app.view(id, create(deps));
  for (const [id, create] of Object.entries(switchboard.selects)) app.action(id, create(deps));
  for (const [id, create] of Object.entries(switchboard.options)) app.options(id, create(deps));
  for (const [id, create] of Object.entries(switchboard.placedOptions)) {
    app.options(new RegExp(`^${id}:[0-9]+$`), create(deps));
  }
  for (const [id, create] of Object.entries(switchboard.rebuilds)) {
    app.action<BlockAction>({ type: 'block_actions', callback_id: id }, create(deps));
  }
  for (const [id, create] of Object.entries(switchboard.buttons)) app.action(id, create(deps));
};
