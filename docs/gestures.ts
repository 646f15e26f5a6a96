import { CREATE_SHORTCUT } from '../handlers/create-shortcut.ts';
import type { switchboard } from '../handlers/index.ts';
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
import { AUDIENCE_WORDS, type Verb } from '../src/slack/verbs.ts';

type Switchboard = typeof switchboard;

/** Whatever Slack may send beside a command. */
export type GestureId = {
  [S in Exclude<keyof Switchboard, 'commands'>]: keyof Switchboard[S];
}[Exclude<keyof Switchboard, 'commands'>];

export interface GestureWords {
  /** What it does, without a full stop. */
  readonly does: string;
  readonly who: string;
}

const WHO = {
  ...AUDIENCE_WORDS,
  readers: 'requesters, approvers and admins of the project',
  retriers: 'whoever asked for it while the project lists them, and its approvers and admins',
  approvers: 'approvers and admins of the project, but nobody for their own request',
  admins: 'admins of the project',
  limitTellers: 'admins of the project, and its approvers but for their own request',
  receivers: 'whoever was sent the instructions, or is in the channel that was',
  viewer: 'anyone; it shows only what they may see',
  accountOwners: 'owners of the account in the cloud, as `clouds` lists them',
  accountAskers: 'requesters and admins of the project, and owners of the account in the cloud',
  accountReaders: 'requesters, approvers and admins of the project, and owners of the account in the cloud',
  completers: 'owners of the account in the cloud at once; requesters and admins of the project ask them',
  chooser: 'whoever has the form open; it offers only what they may see',
} as const;

/** What each gesture does, and who may make it. The compiler names the one that is missing here. */
export const GESTURES: { readonly [Id in GestureId]: GestureWords } = {
  [CREATE_VPC_FORM]: { does: 'makes a VPC with its first peerings', who: WHO.requesters },
  [PEER_FORM]: { does: 'peers a VPC with one more network', who: WHO.requesters },
  [SHARE_FORM]: { does: 'shares a peering that is there already', who: WHO.requesters },
  [UNPEER_FORM]: { does: 'deletes a peering, or leaves a shared one', who: WHO.owners },
  [DELETE_FORM]: { does: 'deletes a VPC and its peerings', who: WHO.owners },
  [RENAME_FORM]: { does: 'gives a VPC another name', who: WHO.requesters },
  [LIMIT_FORM]: { does: 'asks for more VPCs', who: WHO.requesters },
  [ATTACH_FORM]: { does: 'moves a service into a VPC', who: WHO.requesters },
  [DETACH_FORM]: { does: 'moves a service to the public internet', who: WHO.requesters },
  [MIGRATE_FORM]: { does: 'moves a service to another place', who: WHO.requesters },
  [DENY_FORM]: { does: 'denies an ask, with the reason', who: WHO.approvers },
  [BREAK_GLASS_FORM]: { does: 'approves without an approver, with the reason', who: WHO.admins },
  [RAISED_FORM]: { does: 'tells the limit that Timescale set', who: WHO.limitTellers },
  [REFUSED_FORM]: { does: 'tells that Timescale refused, with the reason', who: WHO.limitTellers },
  [ASK_AGAIN_FORM]: { does: 'asks for an ended peering again, corrected', who: WHO.retriers },
  [SEND_FORM]: { does: 'sends the instructions to a person or a channel', who: WHO.readers },
  [DECLINE_FORM]: { does: 'declines a plan that was asked for, with the reason', who: WHO.accountOwners },
  [CONFIRM_ACCOUNT_FORM]: {
    does: 'confirms an AWS account as Timescale’s and approves the plan',
    who: WHO.accountOwners,
  },
  [SIDE_CHOICE_FORM]: { does: 'changes the plan for the other side', who: WHO.accountAskers },
  [GUIDE_TOOL]: { does: 'shows the instructions for another tool', who: WHO.readers },
  [GUIDE_SECURITY]: { does: 'shows the instructions for another security group', who: WHO.readers },
  [PICK_PROJECT]: { does: 'offers projects', who: WHO.chooser },
  [PICK_VPC]: { does: 'offers VPCs', who: WHO.chooser },
  [PICK_PEERING]: { does: 'offers peerings', who: WHO.chooser },
  [PICK_SERVICE]: { does: 'offers services', who: WHO.chooser },
  [PICK_PLACE]: { does: 'offers places for a service', who: WHO.chooser },
  [PEER_CHOICE]: {
    does: 'offers the networks of the accounts that `clouds` lists; its place in the form stands behind it',
    who: AUDIENCE_WORDS.requesters,
  },
  [APPROVE_QUOTA]: { does: 'approves an ask', who: WHO.approvers },
  [DENY_QUOTA]: { does: 'opens the form that denies an ask', who: WHO.approvers },
  [BREAK_GLASS]: { does: 'opens the form that approves without an approver', who: WHO.admins },
  [TIMESCALE_RAISED]: { does: 'opens the form for the limit that Timescale set', who: WHO.limitTellers },
  [TIMESCALE_REFUSED]: { does: 'opens the form for why Timescale refused', who: WHO.limitTellers },
  [ASK_QUOTA_AGAIN]: { does: 'asks again where nobody decided in time', who: WHO.retriers },
  [CANCEL_REQUEST]: { does: 'stops a request and removes what it made', who: WHO.owners },
  [RETRY_REQUEST]: { does: 'tries a failed request again', who: WHO.retriers },
  [ASK_AGAIN]: { does: 'opens the form that asks for an ended peering again', who: WHO.retriers },
  [REPEAT_PEERING]: { does: 'asks for an expired peering again as it was', who: WHO.retriers },
  [SAID_ACCEPTED]: { does: 'says that a peering was accepted: vpcbot looks at once', who: WHO.readers },
  [SAID_ACCEPTED_THERE]: { does: 'says the same where the instructions were sent to', who: WHO.receivers },
  [HOW_TO_ACCEPT]: { does: 'shows how to accept a peering', who: WHO.readers },
  [SEND_TO_SOMEONE]: { does: 'opens the form that sends the instructions on', who: WHO.readers },
  [COMPLETE_SIDE]: { does: 'has vpcbot carry out the plan for the other side', who: WHO.completers },
  [CHANGE_SIDE_PLAN]: { does: 'opens the form that changes the plan', who: WHO.accountAskers },
  [DECLINE_COMPLETION]: { does: 'opens the form that declines the plan', who: WHO.accountOwners },
  [UNDO_COMPLETION]: { does: 'takes back what vpcbot made at the other side', who: WHO.accountOwners },
  [LOOK_AT_SIDE]: { does: 'has vpcbot look at the other side at once', who: WHO.accountReaders },
  [GET_CERTIFICATE]: {
    does: 'sends the CA certificate of a Managed project as a file to whoever presses',
    who: WHO.readers,
  },
  [EXPORT_HISTORY]: { does: 'sends a history as a CSV file to whoever presses', who: WHO.readers },
  [HOME_HELP]: { does: 'shows what can be typed', who: WHO.anyone },
  [CREATE_SHORTCUT]: { does: 'opens the form that makes a VPC, from anywhere in Slack', who: WHO.requesters },
  app_home_opened: { does: 'shows the App Home, and keeps it up to date', who: WHO.viewer },
};

/** What else does what a verb does, or goes on from its answer. */
export const VERB_GESTURES: { readonly [V in Verb]: readonly GestureId[] } = {
  create: [CREATE_VPC_FORM],
  list: [],
  show: [],
  rename: [RENAME_FORM],
  delete: [DELETE_FORM],
  peer: [PEER_FORM, SHARE_FORM],
  unpeer: [UNPEER_FORM],
  verify: [],
  services: [ATTACH_FORM, MIGRATE_FORM, DETACH_FORM],
  attach: [ATTACH_FORM],
  detach: [DETACH_FORM],
  migrate: [MIGRATE_FORM],
  regions: [],
  cidr: [CREATE_VPC_FORM],
  check: [CREATE_VPC_FORM],
  cancel: [CANCEL_REQUEST],
  retry: [RETRY_REQUEST, ASK_AGAIN, ASK_QUOTA_AGAIN, REPEAT_PEERING],
  quota: [LIMIT_FORM],
  history: [EXPORT_HISTORY],
  subscribe: [],
  unsubscribe: [],
  doctor: [],
  help: [],
};
