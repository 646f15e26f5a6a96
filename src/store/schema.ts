import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { SlackOrigin } from '../domain/audit.ts';
import type { NoticeBody } from '../domain/notice.ts';
import type { PeerNetwork } from '../domain/peer-network.ts';
import { PEERING_STATES } from '../domain/peering.ts';
import { QUOTA_STATES } from '../domain/quota.ts';
import { REQUEST_STATES } from '../domain/request.ts';
import { type Intent, type Trouble, VPC_STATES, type VpcFailure } from '../domain/vpc.ts';

/** Times are epoch milliseconds. Ranges are kept as text and as numbers that SQL can compare. */
export const requests = sqliteTable(
  'requests',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    project: text('project').notNull(),
    channel: text('channel').notNull(),
    requesterId: text('requester_id').notNull(),
    state: text('state', { enum: REQUEST_STATES }).notNull(),
    vpcId: integer('vpc_id').notNull(),
    /** What in Slack made it: a form sent twice by Slack makes one request. */
    originKey: text('origin_key').notNull(),
    createdAt: integer('created_at').notNull(),
    stateSince: integer('state_since').notNull(),
  },
  (table) => [
    uniqueIndex('requests_origin').on(table.originKey),
    index('requests_vpc').on(table.vpcId),
    index('requests_project').on(table.project, table.state),
  ],
);

export const vpcs = sqliteTable(
  'vpcs',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** Null: found at the provider, not made here. */
    requestId: integer('request_id'),
    project: text('project').notNull(),
    name: text('name').notNull(),
    region: text('region').notNull(),
    cidr: text('cidr').notNull(),
    startsAt: integer('starts_at').notNull(),
    endsAt: integer('ends_at').notNull(),
    state: text('state', { enum: VPC_STATES }).notNull(),
    providerId: text('provider_id'),
    intent: text('intent', { mode: 'json' }).$type<Intent>(),
    failure: text('failure', { mode: 'json' }).$type<VpcFailure>(),
    trouble: text('trouble', { mode: 'json' }).$type<Trouble>(),
    stateSince: integer('state_since').notNull(),
    lookAgainAt: integer('look_again_at'),
    /** Rises with every change to the VPC, its peerings or their requests: who read an older one may not write. */
    version: integer('version').notNull().default(0),
    claimedBy: text('claimed_by'),
    claimedUntil: integer('claimed_until'),
  },
  (table) => [
    uniqueIndex('vpcs_provider').on(table.project, table.providerId),
    index('vpcs_due').on(table.lookAgainAt).where(sql`${table.lookAgainAt} is not null`),
    index('vpcs_range').on(table.project, table.startsAt, table.endsAt),
  ],
);

export const peerings = sqliteTable(
  'peerings',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    requestId: integer('request_id')
      .notNull()
      .references(() => requests.id),
    vpcId: integer('vpc_id')
      .notNull()
      .references(() => vpcs.id),
    peer: text('peer', { mode: 'json' }).$type<PeerNetwork>().notNull(),
    peerRanges: text('peer_ranges', { mode: 'json' }).$type<readonly string[]>().notNull(),
    state: text('state', { enum: PEERING_STATES }).notNull(),
    rawStatus: text('raw_status'),
    providerId: text('provider_id'),
    provisionedId: text('provisioned_id'),
    message: text('message'),
    intent: text('intent', { mode: 'json' }).$type<Intent>(),
    stateSince: integer('state_since').notNull(),
    expiresAt: integer('expires_at'),
    missingSince: integer('missing_since'),
  },
  (table) => [index('peerings_vpc').on(table.vpcId), index('peerings_request').on(table.requestId)],
);

export const quotaIncreases = sqliteTable(
  'quota_increases',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    requestId: integer('request_id')
      .notNull()
      .references(() => requests.id),
    project: text('project').notNull(),
    state: text('state', { enum: QUOTA_STATES }).notNull(),
    used: integer('used').notNull(),
    limit: integer('limit').notNull(),
    askedAt: integer('asked_at').notNull(),
    decidedBy: text('decided_by'),
    decidedAt: integer('decided_at'),
    reason: text('reason'),
    grantedLimit: integer('granted_limit'),
  },
  (table) => [index('quota_request').on(table.requestId), index('quota_project').on(table.project)],
);

export const notices = sqliteTable(
  'notices',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    requestId: integer('request_id')
      .notNull()
      .references(() => requests.id),
    body: text('body', { mode: 'json' }).$type<NoticeBody>().notNull(),
    createdAt: integer('created_at').notNull(),
    claimedBy: text('claimed_by'),
    claimedUntil: integer('claimed_until'),
    /** Since when it may have been said without our knowing. Null: it was not. */
    unsureSince: integer('unsure_since'),
    /** Looks in Slack since then, that did not find it. */
    looks: integer('looks').notNull().default(0),
    tries: integer('tries').notNull().default(0),
    notBefore: integer('not_before').notNull().default(0),
    saidAt: integer('said_at'),
    channel: text('channel'),
    ts: text('ts'),
    /** Live notices are edited when what they show changes. */
    live: integer('live', { mode: 'boolean' }).notNull(),
    /** Digest of what a live notice shows, and the version of its VPC when that was last compared. */
    shown: text('shown'),
    shownVersion: integer('shown_version'),
  },
  (table) => [
    index('notices_unsaid').on(table.requestId, table.id).where(sql`${table.saidAt} is null`),
    index('notices_request').on(table.requestId),
  ],
);

export const auditEvents = sqliteTable(
  'audit_events',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    at: integer('at').notNull(),
    actor: text('actor').notNull(),
    act: text('act').notNull(),
    requestId: integer('request_id'),
    project: text('project').notNull(),
    why: text('why'),
    origin: text('origin', { mode: 'json' }).$type<SlackOrigin>(),
  },
  (table) => [index('audit_request').on(table.requestId)],
);

/** When each project was last read at its provider. */
export const projectLooks = sqliteTable('project_looks', {
  project: text('project').primaryKey(),
  observedAt: integer('observed_at'),
  lookAgainAt: integer('look_again_at').notNull(),
});
