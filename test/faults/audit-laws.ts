import type { AuditAct } from '../../src/domain/audit.ts';
import type { NoticeKind } from '../../src/domain/notice-body.ts';
import type { Ask } from '../../src/domain/request.ts';
import type { AuditEvent } from '../../src/store/audit.ts';
import { groupBy, type Rows } from './settled-world.ts';

const OPENING: Readonly<Record<Ask['kind'], AuditAct>> = {
  create: 'request-opened',
  peer: 'peer-asked',
  share: 'share-asked',
  unpeer: 'unpeer-asked',
  rename: 'rename-asked',
  delete: 'delete-asked',
  move: 'move-asked',
  quota: 'limit-asked',
};

const trailOf = (rows: Rows) => {
  const acts = groupBy(rows.audit, ({ requestId }) => requestId);
  const told = groupBy(rows.notices, ({ requestId }) => requestId);
  return {
    count: (requestId: number, ...wanted: readonly AuditAct[]): number =>
      (acts.get(requestId) ?? []).filter(({ act }) => wanted.includes(act)).length,
    tells: (requestId: number, ...wanted: readonly NoticeKind[]): boolean =>
      (told.get(requestId) ?? []).some(({ body }) => wanted.some((kind) => kind === body.kind)),
  };
};

type Trail = ReturnType<typeof trailOf>;

const findUnopened = ({ requests }: Rows, trail: Trail): readonly string[] =>
  requests.flatMap(({ id, ask, requesterId }) => {
    const opened = trail.count(id, OPENING[ask.kind]);
    const cards = trail.tells(id, 'request-opened');
    return [
      ...(opened === 1
        ? []
        : [`R${id} (${ask.kind} of ${requesterId}) was opened ${opened} times in the audit`]),
      ...(cards ? [] : [`R${id} has no card`]),
    ];
  });

/** What a request that failed was told. */
const FAILURES: readonly NoticeKind[] = [
  'vpc-failed',
  'vpc-deleted',
  'peering-ended',
  'peering-taken',
  'peering-ambiguous',
  'peering-lost',
  'change-refused',
  'vpc-in-use',
  'peering-kept',
  'move-failed',
  'limit-refused',
];

/** What each end of a request leaves behind: an act of somebody, or what was told of it. */
const findUnexplained = ({ requests, vpcs }: Rows, trail: Trail): readonly string[] =>
  requests.flatMap(({ id, state, vpcId, ask }) => {
    const why = `R${id} (${ask.kind}) is ${state} and nothing says why`;
    const vpc = vpcs.find((one) => one.id === vpcId);
    switch (state) {
      case 'denied':
        return trail.count(id, 'quota-denied') > 0 ? [] : [why];
      case 'expired':
        return trail.count(id, 'quota-expired') > 0 ? [] : [why];
      case 'cancelling':
        return trail.count(id, 'request-cancelled') > 0 ? [] : [why];
      case 'cancelled':
        return trail.count(id, 'request-cancelled') > 0 || trail.tells(id, 'peering-lost') ? [] : [why];
      case 'left':
        return trail.count(id, 'share-left') > 0 || trail.tells(id, 'share-left') ? [] : [why];
      case 'done':
        return ask.kind !== 'create' || vpc === undefined || trail.tells(id, 'vpc-created') ? [] : [why];
      case 'failed':
        return trail.tells(id, ...FAILURES) ? [] : [why];
      case 'open':
      case 'waiting-for-approval':
      case 'waiting-for-timescale':
        return [];
      default:
        return state satisfies never;
    }
  });

/** A decision is taken once, by whom the row says, and the trail has it. */
const findUndecided = ({ quotas }: Rows, trail: Trail): readonly string[] =>
  [...new Set(quotas.map(({ requestId }) => requestId))].flatMap((requestId) => {
    const own = quotas.filter((one) => one.requestId === requestId);
    const decided = own.filter(({ decidedBy }) => decidedBy !== null).length;
    const acts = trail.count(requestId, 'quota-approved', 'quota-denied', 'glass-broken');
    const expired = own.filter(({ state }) => state === 'expired').length;
    const expiries = trail.count(requestId, 'quota-expired');
    return [
      ...(acts === decided ? [] : [`R${requestId} has ${decided} decisions and ${acts} in the audit`]),
      ...(expiries === expired
        ? []
        : [`R${requestId} expired ${expired} times and ${expiries} in the audit`]),
    ];
  });

/** What was in the trail and is not any more, or is otherwise. */
const findRewritten = ({ audit }: Rows, before: readonly AuditEvent[]): readonly string[] =>
  before
    .filter((event, at) => JSON.stringify(event) !== JSON.stringify(audit[at]))
    .map(({ id, act }) => `audit line ${id} (${act}) was changed`);

/** Whatever changed was somebody's act, or was told: the trail is complete and only ever added to. */
export const findAuditBroken = (rows: Rows, before: readonly AuditEvent[] = []): readonly string[] => {
  const trail = trailOf(rows);
  return [
    ...findUnopened(rows, trail),
    ...findUnexplained(rows, trail),
    ...findUndecided(rows, trail),
    ...findRewritten(rows, before),
  ];
};
