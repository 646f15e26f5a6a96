import { CREATE_SHORTCUT } from '../../handlers/create-shortcut.ts';
import type { switchboard } from '../../handlers/index.ts';
import { ASK_AGAIN_FORM } from '../../src/slack/ask-again-form.ts';
import { BREAK_GLASS, BREAK_GLASS_FORM } from '../../src/slack/break-glass-form.ts';
import { GET_CERTIFICATE } from '../../src/slack/certificate.ts';
import { CREATE_VPC_FIELDS, CREATE_VPC_FORM } from '../../src/slack/create-vpc-form.ts';
import { DECLINE_FORM } from '../../src/slack/decline-form.ts';
import { DELETE_FORM, DELETE_NAME } from '../../src/slack/delete-form.ts';
import { DENY_FORM } from '../../src/slack/deny-form.ts';
import { GUIDE_SECURITY, GUIDE_TOOL } from '../../src/slack/guide-view.ts';
import { EXPORT_HISTORY } from '../../src/slack/history-message.ts';
import { HOME_HELP } from '../../src/slack/home.ts';
import { LIMIT_FORM, LIMIT_WANTED, LIMIT_WHY } from '../../src/slack/limit-form.ts';
import { ATTACH_FORM, DETACH_FORM, MIGRATE_FORM, MOVE_CONFIRM } from '../../src/slack/move-form.ts';
import { PEER_CHOICE } from '../../src/slack/network-field.ts';
import { peerField } from '../../src/slack/peer-fields.ts';
import { PEER_FORM } from '../../src/slack/peer-form.ts';
import {
  HOW_TO_ACCEPT,
  REPEAT_PEERING,
  SAID_ACCEPTED,
  SAID_ACCEPTED_THERE,
  SEND_TO_SOMEONE,
} from '../../src/slack/pending-peer-buttons.ts';
import { PICK_PEERING, PICK_PLACE, PICK_PROJECT, PICK_SERVICE, PICK_VPC } from '../../src/slack/pick.ts';
import { APPROVE_QUOTA, DENY_QUOTA } from '../../src/slack/quota-card.ts';
import { ASK_QUOTA_AGAIN } from '../../src/slack/quota-notice.ts';
import { REASON } from '../../src/slack/reason-form.ts';
import { RENAME_FORM, RENAME_NAME } from '../../src/slack/rename-form.ts';
import { ASK_AGAIN, CANCEL_REQUEST, RETRY_REQUEST } from '../../src/slack/request-buttons.ts';
import { SEND_FIELDS, SEND_FORM } from '../../src/slack/send-form.ts';
import { SHARE_FORM } from '../../src/slack/share-form.ts';
import {
  CHANGE_SIDE_PLAN,
  COMPLETE_SIDE,
  DECLINE_COMPLETION,
  LOOK_AT_SIDE,
  UNDO_COMPLETION,
} from '../../src/slack/side-buttons.ts';
import { SIDE_CHOICE_FORM } from '../../src/slack/side-choice-form.ts';
import { CONFIRM_ACCOUNT_FORM } from '../../src/slack/side-confirm-form.ts';
import { TIMESCALE_RAISED, TIMESCALE_REFUSED } from '../../src/slack/timescale-buttons.ts';
import { RAISED_FORM, RAISED_LIMIT, REFUSED_FORM } from '../../src/slack/timescale-limit-form.ts';
import { UNPEER_FORM } from '../../src/slack/unpeer-form.ts';
import type { Verb } from '../../src/slack/verbs.ts';

/*
 * Every gesture there is, made on what omar asked for: R1, a VPC whose peering waits for its owner, and
 * R2, another VPC that waits for an approver. Nobody whom the project does not list may make any;
 * `another` says whether another requester of the project may.
 */

export type Another = 'may' | 'refused';

type Section<S extends keyof typeof switchboard, Row> = {
  readonly [Id in keyof (typeof switchboard)[S]]: Row;
};

export const VPC_NAME = 'payments-us-east-1';
const QUOTA = 1;
const PEERING = 1;

export interface CommandRow {
  readonly line: string;
  readonly another: Another;
  /** Answered to everybody, with nothing of any project. */
  readonly open?: true;
}

export const COMMANDS: { readonly [V in Verb]: CommandRow } = {
  create: { line: 'create payments us-east-1 10.9.0.0/24', another: 'may' },
  list: { line: 'list', another: 'may' },
  show: { line: `show ${VPC_NAME}`, another: 'may' },
  rename: { line: `rename ${VPC_NAME} other`, another: 'may' },
  delete: { line: `delete ${VPC_NAME}`, another: 'refused' },
  peer: { line: `peer ${VPC_NAME} 210987654321 vpc-0a1b2c3d4e5f60719`, another: 'may' },
  unpeer: { line: 'unpeer vpc-0a1b2c3d4e5f60718', another: 'refused' },
  verify: { line: `verify ${VPC_NAME}`, another: 'may' },
  services: { line: 'services payments', another: 'may' },
  attach: { line: `attach payments-db ${VPC_NAME}`, another: 'may' },
  detach: { line: 'detach payments-db', another: 'may' },
  migrate: { line: `migrate payments-db ${VPC_NAME}`, another: 'may' },
  regions: { line: 'regions payments', another: 'may' },
  cidr: { line: 'cidr payments /24', another: 'may' },
  check: { line: 'check 10.1.0.0/24', another: 'may' },
  cancel: { line: 'cancel R1', another: 'refused' },
  retry: { line: 'retry R1', another: 'refused' },
  quota: { line: 'quota increase payments', another: 'may' },
  history: { line: 'history payments', another: 'may' },
  subscribe: { line: 'subscribe payments', another: 'may' },
  unsubscribe: { line: 'unsubscribe payments', another: 'may', open: true },
  doctor: { line: 'doctor', another: 'may' },
  help: { line: 'help', another: 'may', open: true },
};

export interface ChangeRow {
  /** What a button that confirms or edits carries. */
  readonly typed: object;
  /** What the form holds, by action id. */
  readonly fields: Readonly<Record<string, string>>;
  readonly another: Another;
}

const move = (to: string): ChangeRow => ({
  typed: { service: 'payments-db', to },
  fields: { [PICK_SERVICE]: 'payments-db', [PICK_PLACE]: to, [MOVE_CONFIRM]: 'payments-db' },
  another: 'may',
});
const peer = { accountId: '210987654321', vpcId: 'vpc-0a1b2c3d4e5f60719', region: '', ranges: '' };
const peerFields = { [peerField('accountId')]: peer.accountId, [peerField('vpcId')]: peer.vpcId };

export const CHANGES: Section<'changes', ChangeRow> = {
  [CREATE_VPC_FORM]: {
    typed: { project: 'payments', name: 'other', region: 'us-east-1', cidr: '10.9.0.0/24', peers: [] },
    fields: {
      [CREATE_VPC_FIELDS.project]: 'payments',
      [CREATE_VPC_FIELDS.name]: 'other',
      [CREATE_VPC_FIELDS.region]: 'us-east-1',
      [CREATE_VPC_FIELDS.cidr]: '10.9.0.0/24',
    },
    another: 'may',
  },
  [PEER_FORM]: {
    typed: { vpc: VPC_NAME, peers: [peer] },
    fields: { [PICK_VPC]: VPC_NAME, ...peerFields },
    another: 'may',
  },
  [SHARE_FORM]: { typed: { peering: `peering:${PEERING}` }, fields: {}, another: 'may' },
  [UNPEER_FORM]: {
    typed: { peering: `peering:${PEERING}` },
    fields: { [PICK_PEERING]: `peering:${PEERING}` },
    another: 'refused',
  },
  [DELETE_FORM]: {
    typed: { vpc: VPC_NAME, name: VPC_NAME },
    fields: { [PICK_VPC]: VPC_NAME, [DELETE_NAME]: VPC_NAME },
    another: 'refused',
  },
  [RENAME_FORM]: {
    typed: { vpc: VPC_NAME, name: 'other' },
    fields: { [PICK_VPC]: VPC_NAME, [RENAME_NAME]: 'other' },
    another: 'may',
  },
  [LIMIT_FORM]: {
    typed: { project: 'payments', limit: '5', why: 'more' },
    fields: { [PICK_PROJECT]: 'payments', [LIMIT_WANTED]: '5', [LIMIT_WHY]: 'more services' },
    another: 'may',
  },
  [ATTACH_FORM]: move(VPC_NAME),
  [DETACH_FORM]: move('public'),
  [MIGRATE_FORM]: move(VPC_NAME),
};

export interface ViewRow {
  readonly metadata: object;
  readonly fields: Readonly<Record<string, string>>;
  readonly another: Another;
}

const because = { [REASON]: 'because it is so' };

export const VIEWS: Section<'views', ViewRow> = {
  [DENY_FORM]: { metadata: { id: QUOTA }, fields: because, another: 'refused' },
  [BREAK_GLASS_FORM]: { metadata: { id: QUOTA }, fields: because, another: 'refused' },
  [RAISED_FORM]: { metadata: { id: 2 }, fields: { [RAISED_LIMIT]: '5' }, another: 'refused' },
  [REFUSED_FORM]: { metadata: { id: 2 }, fields: because, another: 'refused' },
  [ASK_AGAIN_FORM]: {
    metadata: { requestId: 1, peeringId: PEERING },
    fields: peerFields,
    another: 'refused',
  },
  [SEND_FORM]: {
    metadata: { peeringId: PEERING },
    fields: { [SEND_FIELDS.channel]: 'C0PAYMENTS' },
    another: 'may',
  },
  [DECLINE_FORM]: { metadata: { id: PEERING }, fields: because, another: 'refused' },
  [CONFIRM_ACCOUNT_FORM]: {
    metadata: { peeringId: PEERING, revision: 1, accountId: '142548018081' },
    fields: {},
    another: 'refused',
  },
  [SIDE_CHOICE_FORM]: { metadata: { peeringId: PEERING }, fields: {}, another: 'may' },
};

export interface ButtonRow {
  readonly value: string;
  readonly another: Another;
  /** Answered to everybody, with nothing of any project. */
  readonly open?: true;
}

/** `sentAs`: the notice that carried the instructions to another channel. */
export const listButtons = (sentAs: number): Section<'buttons', ButtonRow> => ({
  [APPROVE_QUOTA]: { value: `${QUOTA}`, another: 'refused' },
  [DENY_QUOTA]: { value: `${QUOTA}`, another: 'refused' },
  [BREAK_GLASS]: { value: `${QUOTA}`, another: 'refused' },
  [TIMESCALE_RAISED]: { value: '2', another: 'refused' },
  [TIMESCALE_REFUSED]: { value: '2', another: 'refused' },
  [ASK_QUOTA_AGAIN]: { value: '2', another: 'refused' },
  [CANCEL_REQUEST]: { value: '1', another: 'refused' },
  [RETRY_REQUEST]: { value: '1', another: 'refused' },
  [ASK_AGAIN]: { value: '1', another: 'refused' },
  [REPEAT_PEERING]: { value: `${PEERING}`, another: 'refused' },
  [SAID_ACCEPTED]: { value: `${PEERING}`, another: 'may' },
  [SAID_ACCEPTED_THERE]: { value: `${sentAs}`, another: 'refused' },
  [HOW_TO_ACCEPT]: { value: `${PEERING}`, another: 'may' },
  [SEND_TO_SOMEONE]: { value: `${PEERING}`, another: 'may' },
  [COMPLETE_SIDE]: { value: `${PEERING}.1`, another: 'may' },
  [CHANGE_SIDE_PLAN]: { value: `${PEERING}.1`, another: 'may' },
  [DECLINE_COMPLETION]: { value: `${PEERING}.1`, another: 'refused' },
  [UNDO_COMPLETION]: { value: `${PEERING}.1`, another: 'refused' },
  [LOOK_AT_SIDE]: { value: `${PEERING}.1`, another: 'may' },
  [GET_CERTIFICATE]: { value: 'payments', another: 'may' },
  [EXPORT_HISTORY]: { value: JSON.stringify({ project: 'payments' }), another: 'may' },
  [HOME_HELP]: { value: 'help', another: 'may', open: true },
});

/** What a view carries in which something is chosen. */
export const SELECTS: Section<'selects', { readonly metadata: object }> = {
  [GUIDE_TOOL]: { metadata: { peeringId: PEERING } },
  [GUIDE_SECURITY]: { metadata: { peeringId: PEERING } },
};

/** Menus that search, and a piece of what they offer to who may see it. */
export const OPTIONS: Section<'options', { readonly offers: string }> = {
  [PICK_PROJECT]: { offers: 'payments' },
  [PICK_VPC]: { offers: VPC_NAME },
  [PICK_PEERING]: { offers: 'vpc-0a1b2c3d4e5f60718' },
  [PICK_SERVICE]: { offers: 'payments-db' },
  [PICK_PLACE]: { offers: VPC_NAME },
};

/** The same of which a form has several, by the block that such a menu stands in. */
export const PLACED_OPTIONS: Section<'placedOptions', { readonly block: string; readonly offers: string }> = {
  [PEER_CHOICE]: { block: `${PEER_CHOICE}:0:aws`, offers: 'vpc-0a1b2c3d4e5f60718' },
};

/** Forms that are built anew around a choice, with what they carry. */
export const REBUILDS: Section<'rebuilds', { readonly metadata: object }> = {
  [ASK_AGAIN_FORM]: { metadata: { requestId: 1, peeringId: PEERING } },
};

/** What in a shortcut's view, and in the App Home, a person reads whom no project lists. */
export const SHORTCUTS: Section<'shortcuts', { readonly says: RegExp }> = {
  [CREATE_SHORTCUT]: { says: /not listed as a requester of any project/ },
};
export const EVENTS: Section<'events', { readonly says: RegExp }> = {
  app_home_opened: { says: /No project lists you/ },
};
