import type {
  AllMiddlewareArgs,
  App,
  BlockAction,
  BlockButtonAction,
  SlackActionMiddlewareArgs,
  SlackOptionsMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
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

type ActionArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;
type ViewArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;
type OptionsArgs = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs;
type ButtonArgs = SlackActionMiddlewareArgs<BlockButtonAction> & AllMiddlewareArgs;
type Answering<Args> = (args: Args) => Promise<void>;

const isButton = (args: ActionArgs | ButtonArgs): args is ButtonArgs => args.action.type === 'button';

/** Only a button has the value of one. */
const onButton =
  (answer: Answering<ButtonArgs>): Answering<ActionArgs> =>
  async (args) => {
    if (isButton(args)) await answer(args);
  };

/** Who answers, by the id that Slack tells of; rebuilds by the id of the form. */
interface Board {
  readonly actions: Map<string, Answering<ActionArgs>>;
  readonly rebuilds: Map<string, Answering<ActionArgs>>;
  readonly views: Map<string, Answering<ViewArgs>>;
  readonly options: Map<string, Answering<OptionsArgs>>;
}

const change = <Typed extends object>(create: (deps: Deps) => Change<Typed>) => ({
  create,
  register: ({ actions, rebuilds, views }: Board, deps: Deps): void => {
    const made = create(deps);
    views.set(made.id, createSubmitChange(deps, made));
    actions.set(`${CONFIRM}${made.id}`, onButton(createConfirmChange(deps, made)));
    actions.set(`${EDIT}${made.id}`, onButton(createEditChange(deps, made)));
    if (made.readDraft !== undefined) rebuilds.set(made.id, createRebuildChange(deps, made));
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

const fillBoard = (deps: Deps): Board => {
  const board: Board = { actions: new Map(), rebuilds: new Map(), views: new Map(), options: new Map() };
  const { actions, rebuilds, views, options } = board;
  for (const { register } of Object.values(switchboard.changes)) register(board, deps);
  for (const [id, create] of Object.entries(switchboard.views)) views.set(id, create(deps));
  for (const [id, create] of Object.entries(switchboard.selects)) actions.set(id, create(deps));
  for (const [id, create] of Object.entries(switchboard.buttons)) actions.set(id, onButton(create(deps)));
  for (const [id, create] of Object.entries(switchboard.rebuilds)) rebuilds.set(id, create(deps));
  for (const [id, create] of Object.entries(switchboard.options)) options.set(id, create(deps));
  for (const [id, create] of Object.entries(switchboard.placedOptions)) options.set(`${id}:`, create(deps));
  return board;
};

/** Without the place that may stand behind it: `peer_choice:2` -> `peer_choice:`. */
const withoutPlace = (id: string): string => id.replace(/:[0-9]{1,3}$/, ':');

const ANY = /^/;

/**
 * One listener of each kind, which looks up who answers: Bolt asks each of its listeners about each
 * gesture in turns of its own, and with one for every id Slack would wait three times as long.
 */
export const registerHandlers = (app: App, deps: Deps): void => {
  const { actions, rebuilds, views, options } = fillBoard(deps);
  for (const [id, create] of Object.entries(switchboard.commands)) app.command(id, create(deps));
  for (const [id, create] of Object.entries(switchboard.shortcuts)) {
    app.shortcut({ callback_id: id, type: 'shortcut' }, create(deps));
  }
  app.event('app_home_opened', switchboard.events.app_home_opened(deps));
  app.view<ViewSubmitAction>(ANY, async (args) => views.get(args.view.callback_id)?.(args));
  app.action<BlockAction>({ type: 'block_actions' }, async (args) => {
    const rebuild = rebuilds.get(args.body.view?.callback_id ?? '');
    await Promise.all([actions.get(args.action.action_id)?.(args), rebuild?.(args)]);
  });
  app.options(ANY, async (args) => options.get(withoutPlace(args.options.action_id))?.(args));
};
