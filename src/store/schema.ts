import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { AuditAct, SlackOrigin } from '../domain/audit.ts';
import {
  COMPLETION_STATES,
  type CompletionStop,
  type SideTrouble,
  STEP_STATES,
} from '../domain/completion.ts';
import type { NoticeBody, ProjectNoticeBody } from '../domain/notice-body.ts';
import type { PeerNetwork } from '../domain/peer-network.ts';
import { PEERING_STATES, type SaidAccepted } from '../domain/peering.ts';
import { QUOTA_STATES } from '../domain/quota.ts';
import { type Ask, REQUEST_STATES } from '../domain/request.ts';
import { type Endpoint, type MoveProgress, SERVICE_STATES } from '../domain/service.ts';
import {
  MOVE_STATES,
  type MoveFailure,
  type MoveLeg,
  type MovePlace,
  type NameCheck,
} from '../domain/service-move.ts';
import type { SideHealth } from '../domain/side-health.ts';
import type { SideChange, SideChoice, SideMade, SidePlan, TakenBack } from '../domain/side-plan.ts';
import { type Intent, type Trouble, VPC_STATES, type VpcFailure } from '../domain/vpc.ts';

/** Times are epoch milliseconds. Ranges are kept as text and as numbers that SQL can compare. */
export const requests = sqliteTable(
  'requests',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    project: text('project').notNull(),
    channel: text('channel').notNull(),
    requesterId: text('requester_id').notNull(),
    ask: text('ask', { mode: 'json' }).$type<Ask>().notNull().default({ kind: 'create' }),
    state: text('state', { enum: REQUEST_STATES }).notNull(),
    /** Null: it is about a service or a project. */
    vpcId: integer('vpc_id'),
    /** What in Slack made it: a form sent twice by Slack makes one request. */
    originKey: text('origin_key').notNull(),
    createdAt: integer('created_at').notNull(),
    stateSince: integer('state_since').notNull(),
    /** Rises with every change that neither its VPC nor its move counts: a card that is behind is edited. */
    version: integer('version').notNull().default(0),
  },
  (table) => [
    uniqueIndex('requests_origin').on(table.originKey),
    index('requests_vpc').on(table.vpcId),
    index('requests_project').on(table.project, table.state),
    index('requests_requester').on(table.requesterId, table.state),
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
    /** When it was made here, or first seen at the provider. */
    knownSince: integer('known_since').notNull().default(0),
    /** Somebody expects news since then: looks are as frequent as after a change. */
    hurriedAt: integer('hurried_at'),
    lookAgainAt: integer('look_again_at'),
    /** Rises with every change to the VPC, its peerings or their requests: who read an older one may not write. */
    version: integer('version').notNull().default(0),
    claimedBy: text('claimed_by'),
    claimedUntil: integer('claimed_until'),
    /** When its peerings were last read; null: never, so that nothing on it can be new. */
    peeringsSeenAt: integer('peerings_seen_at'),
  },
  (table) => [
    uniqueIndex('vpcs_provider').on(table.project, table.providerId),
    index('vpcs_due').on(table.lookAgainAt).where(sql`${table.lookAgainAt} is not null`),
    index('vpcs_range').on(table.project, table.startsAt, table.endsAt),
  ],
);

const PEER_KEY = sql`case json_extract("peer", '$.kind')
  when 'aws' then 'aws/' || json_extract("peer", '$.accountId') || '/' || json_extract("peer", '$.region') || '/' || json_extract("peer", '$.vpcId')
  when 'google' then 'google/' || json_extract("peer", '$.projectId') || '/' || json_extract("peer", '$.network')
  else 'azure/' || json_extract("peer", '$.subscriptionId') || '/' || json_extract("peer", '$.resourceGroup') || '/' || json_extract("peer", '$.vnet') end`;

export const peerings = sqliteTable(
  'peerings',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** Null: found at the provider, not asked for here. */
    requestId: integer('request_id').references(() => requests.id),
    vpcId: integer('vpc_id')
      .notNull()
      .references(() => vpcs.id),
    peer: text('peer', { mode: 'json' }).$type<PeerNetwork>().notNull(),
    peerRanges: text('peer_ranges', { mode: 'json' }).$type<readonly string[]>().notNull(),
    state: text('state', { enum: PEERING_STATES }).notNull(),
    /** While the state is unknown, the last one that was known. */
    knownState: text('known_state', { enum: PEERING_STATES }),
    rawStatus: text('raw_status'),
    providerId: text('provider_id'),
    provisionedId: text('provisioned_id'),
    message: text('message'),
    /** What the provider warns of though it stands. */
    warnings: text('warnings', { mode: 'json' }).$type<readonly string[]>().notNull().default([]),
    intent: text('intent', { mode: 'json' }).$type<Intent>(),
    stateSince: integer('state_since').notNull(),
    expiresAt: integer('expires_at'),
    missingSince: integer('missing_since'),
    /** Reminders said while it waits for the peer. */
    reminders: integer('reminders').notNull().default(0),
    saidAccepted: text('said_accepted', { mode: 'json' }).$type<SaidAccepted>(),
    /** Whether its other side was ever looked at. Written by a trigger alone, see migration 0007. */
    sideKnown: integer('side_known', { mode: 'boolean' }).notNull().default(false),
    /** As `peerKey` of the domain names the network. */
    peerKey: text('peer_key').generatedAlwaysAs(PEER_KEY, { mode: 'virtual' }),
  },
  (table) => [
    index('peerings_peer').on(table.peerKey),
    index('peerings_sideless').on(table.peerKey).where(sql`${table.sideKnown} = 0`),
    index('peerings_vpc').on(table.vpcId),
    index('peerings_request').on(table.requestId),
    // What waits for the other side, by how long.
    index('peerings_pending').on(table.stateSince).where(sql`${table.state} = 'pending-peer'`),
  ],
);

/** Requests that live on a peering beside the one that asked for it: while one does, it is not deleted. */
export const peeringShares = sqliteTable(
  'peering_shares',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    peeringId: integer('peering_id')
      .notNull()
      .references(() => peerings.id),
    requestId: integer('request_id')
      .notNull()
      .references(() => requests.id),
    sharedAt: integer('shared_at').notNull(),
    /** When who shares it let go of it; null: they have not. */
    leftAt: integer('left_at'),
  },
  (table) => [
    index('shares_peering').on(table.peeringId),
    uniqueIndex('shares_request').on(table.requestId, table.peeringId),
  ],
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
    /** The limit that Timescale is asked for; null while only one VPC more is asked of the approvers. */
    wantedLimit: integer('wanted_limit'),
    /** Approved by an admin without an approver, for this reason. */
    breakGlass: text('break_glass'),
    /** Reminders said while it waits for a decision. */
    reminders: integer('reminders').notNull().default(0),
    /** When to remind or to give up; null once decided. */
    lookAgainAt: integer('look_again_at'),
  },
  (table) => [
    index('quota_due').on(table.lookAgainAt).where(sql`${table.lookAgainAt} is not null`),
    index('quota_request').on(table.requestId),
    index('quota_project').on(table.project),
  ],
);

export const notices = sqliteTable(
  'notices',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** Null: it is about a project, in whose channel it is said, and no request stands behind it. */
    requestId: integer('request_id').references(() => requests.id),
    /** Null: that of the request. */
    project: text('project'),
    body: text('body', { mode: 'json' }).$type<NoticeBody | ProjectNoticeBody>().notNull(),
    /** A channel or a person beside the request's own thread; null: the thread. Each is a lane of its own. */
    lane: text('lane'),
    createdAt: integer('created_at').notNull(),
    claimedBy: text('claimed_by'),
    claimedUntil: integer('claimed_until'),
    /** Since when it may have been said without our knowing. Null: it was not. */
    unsureSince: integer('unsure_since'),
    /** Looks in Slack since then, that did not find it. */
    looks: integer('looks').notNull().default(0),
    tries: integer('tries').notNull().default(0),
    /** Why Slack will never take it there; it counts as said. */
    refusal: text('refusal'),
    notBefore: integer('not_before').notNull().default(0),
    saidAt: integer('said_at'),
    channel: text('channel'),
    ts: text('ts'),
    /** The file that it shares, from the moment it is uploaded; null: none. */
    fileId: text('file_id'),
    /** Live notices are edited when what they show changes. */
    live: integer('live', { mode: 'boolean' }).notNull(),
    /** Digest of what a live notice shows, and the version of its VPC when that was last compared. */
    shown: text('shown'),
    shownVersion: integer('shown_version'),
    /** What a live notice shows is older than its request. Written by triggers alone, see migration 0007. */
    behind: integer('behind', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [
    index('notices_behind').on(table.requestId).where(sql`${table.behind} = 1`),
    index('notices_lane').on(table.lane).where(sql`${table.lane} is not null`),
    index('notices_unsaid').on(table.requestId, table.id).where(sql`${table.saidAt} is null`),
    index('notices_request').on(table.requestId),
    index('notices_project').on(table.project).where(sql`${table.project} is not null`),
  ],
);

export const auditEvents = sqliteTable(
  'audit_events',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    at: integer('at').notNull(),
    actor: text('actor').notNull(),
    act: text('act').$type<AuditAct>().notNull(),
    requestId: integer('request_id'),
    project: text('project').notNull(),
    why: text('why'),
    origin: text('origin', { mode: 'json' }).$type<SlackOrigin>(),
  },
  (table) => [
    index('audit_request').on(table.requestId),
    // How much somebody asked for within the last hour.
    index('audit_actor').on(table.actor, table.at),
  ],
);

/** When each project was last read at its provider. */
export const projectLooks = sqliteTable('project_looks', {
  project: text('project').primaryKey(),
  /** The provider's word for the plan that the project is on. */
  plan: text('plan'),
  /** Where VPCs may be made, as the provider lists it; none where it does not. */
  regions: text('regions', { mode: 'json' }).$type<readonly string[]>().notNull().default([]),
  /** When its services were last read; null: never. */
  servicesSeenAt: integer('services_seen_at'),
  observedAt: integer('observed_at'),
  lookAgainAt: integer('look_again_at').notNull(),
});

/** Services as the provider last listed them. */
export const services = sqliteTable(
  'services',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    project: text('project').notNull(),
    providerId: text('provider_id').notNull(),
    name: text('name').notNull(),
    region: text('region').notNull(),
    state: text('state', { enum: SERVICE_STATES }).notNull(),
    rawStatus: text('raw_status').notNull(),
    vpcProviderId: text('vpc_provider_id'),
    endpoints: text('endpoints', { mode: 'json' }).$type<readonly Endpoint[]>().notNull(),
    haReplicas: integer('ha_replicas').notNull().default(0),
    seenAt: integer('seen_at').notNull(),
  },
  (table) => [uniqueIndex('services_provider').on(table.project, table.providerId)],
);

export const serviceMoves = sqliteTable(
  'service_moves',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    requestId: integer('request_id')
      .notNull()
      .references(() => requests.id),
    project: text('project').notNull(),
    /** The provider's id of the service. */
    serviceId: text('service_id').notNull(),
    serviceName: text('service_name').notNull(),
    region: text('region').notNull(),
    /** Null: the public internet. */
    from: text('from_place', { mode: 'json' }).$type<MovePlace>(),
    to: text('to_place', { mode: 'json' }).$type<MovePlace>(),
    here: text('here_place', { mode: 'json' }).$type<MovePlace>(),
    state: text('state', { enum: MOVE_STATES }).notNull(),
    legs: text('legs', { mode: 'json' }).$type<readonly MoveLeg[]>().notNull(),
    /** Where it was reached before anything was asked for, and where it is reached now. */
    before: text('before', { mode: 'json' }).$type<readonly Endpoint[]>().notNull(),
    after: text('after', { mode: 'json' }).$type<readonly Endpoint[]>(),
    names: text('names', { mode: 'json' }).$type<readonly NameCheck[]>().notNull(),
    failure: text('failure', { mode: 'json' }).$type<MoveFailure>(),
    trouble: text('trouble', { mode: 'json' }).$type<Trouble>(),
    stateSince: integer('state_since').notNull(),
    /** Since when looks show it gone, or where it was not to be; null while they do not. */
    strangeSince: integer('strange_since'),
    /** Whether people were told that it takes longer than it should. */
    slowTold: integer('slow_told', { mode: 'boolean' }).notNull().default(false),
    progress: text('progress', { mode: 'json' }).$type<MoveProgress>(),
    lookAgainAt: integer('look_again_at'),
    version: integer('version').notNull().default(0),
    claimedBy: text('claimed_by'),
    claimedUntil: integer('claimed_until'),
  },
  (table) => [
    index('moves_due').on(table.lookAgainAt).where(sql`${table.lookAgainAt} is not null`),
    index('moves_request').on(table.requestId),
    index('moves_service').on(table.project, table.serviceId),
  ],
);

/** Channels that hear the ends of a project's requests. */
export const subscriptions = sqliteTable(
  'subscriptions',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    channel: text('channel').notNull(),
    project: text('project').notNull(),
    by: text('by').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [uniqueIndex('subscriptions_place').on(table.channel, table.project)],
);

/** Who has opened the App Home, and a digest of what it shows them. */
export const homeViewers = sqliteTable('home_viewers', {
  userId: text('user_id').primaryKey(),
  openedAt: integer('opened_at').notNull(),
  shown: text('shown'),
  lookAgainAt: integer('look_again_at').notNull(),
});

/** The other side of a peering, as it was last seen. Its plan is the newest one: no older is kept. */
export const peerSides = sqliteTable(
  'peer_sides',
  {
    peeringId: integer('peering_id')
      .primaryKey()
      .references(() => peerings.id),
    choice: text('choice', { mode: 'json' }).$type<SideChoice>().notNull(),
    plan: text('plan', { mode: 'json' }).$type<SidePlan>(),
    revision: integer('revision').notNull().default(0),
    health: text('health', { mode: 'json' }).$type<SideHealth>(),
    rangesAtFirst: text('ranges_at_first', { mode: 'json' }).$type<readonly string[]>(),
    isMissing: integer('is_missing', { mode: 'boolean' }).notNull().default(false),
    trouble: text('trouble', { mode: 'json' }).$type<SideTrouble>(),
    /** Whether people were shown a plan. */
    planTold: integer('plan_told', { mode: 'boolean' }).notNull().default(false),
    /** The refusal that people were told of last, until the request is the right one; null: none. */
    refusalTold: text('refusal_told'),
    lookedAt: integer('looked_at'),
    /** Null: it rests. */
    lookAgainAt: integer('look_again_at'),
    /** Rises with every change to it or to its completion: who read an older one may not write. */
    version: integer('version').notNull().default(0),
    claimedBy: text('claimed_by'),
    claimedUntil: integer('claimed_until'),
  },
  (table) => [index('sides_due').on(table.lookAgainAt).where(sql`${table.lookAgainAt} is not null`)],
);

export const completions = sqliteTable(
  'completions',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    peeringId: integer('peering_id')
      .notNull()
      .references(() => peerings.id),
    requestId: integer('request_id')
      .notNull()
      .references(() => requests.id),
    state: text('state', { enum: COMPLETION_STATES }).notNull(),
    changes: text('changes', { mode: 'json' }).$type<readonly SideChange[]>().notNull(),
    askedBy: text('asked_by').notNull(),
    decidedBy: text('decided_by'),
    reason: text('reason'),
    confirmed: text('confirmed'),
    stop: text('stop', { mode: 'json' }).$type<CompletionStop>(),
    stateSince: integer('state_since').notNull(),
    /** How often it was approved: while there is something to undo, the next approval goes on with it. */
    round: integer('round').notNull().default(0),
  },
  (table) => [
    index('completions_peering').on(table.peeringId),
    index('completions_asked').on(table.id).where(sql`${table.state} = 'asked'`),
  ],
);

export const completionSteps = sqliteTable(
  'completion_steps',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    completionId: integer('completion_id')
      .notNull()
      .references(() => completions.id),
    round: integer('round').notNull(),
    key: text('key').notNull(),
    change: text('change', { mode: 'json' }).$type<SideChange>().notNull(),
    state: text('state', { enum: STEP_STATES }).notNull(),
    made: text('made', { mode: 'json' }).$type<SideMade>(),
    /** What became of it when it was to be taken back. */
    outcome: text('outcome', { mode: 'json' }).$type<TakenBack>(),
    at: integer('at').notNull(),
  },
  (table) => [index('steps_completion').on(table.completionId)],
);

/** AWS accounts that somebody confirmed to be those from which a project's peering requests come. */
export const confirmedAccounts = sqliteTable(
  'confirmed_accounts',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    project: text('project').notNull(),
    accountId: text('account_id').notNull(),
    by: text('by').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [uniqueIndex('confirmed_account').on(table.project, table.accountId)],
);

/** A copy of this database that came back into use: what happened since it was taken is known outside alone. */
export const restores = sqliteTable('restores', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  takenAt: integer('taken_at').notNull(),
  /** Null: it lies there as a copy. */
  restoredAt: integer('restored_at'),
});
