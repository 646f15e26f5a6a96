import { digest } from '../../jobs/digest.ts';
import { groupBy, type Rows, type SaidMessage } from './settled-world.ts';

type NoticeRow = Rows['notices'][number];

/** As jobs/say-once.ts names a notice in its message. */
const keyOf = ({ id, createdAt }: NoticeRow): string => `${id}-${createdAt}`;

const nameNotice = ({ id, requestId, project, body, lane }: NoticeRow): string =>
  `notice ${id} (${body.kind}) of ${requestId === null ? project : `R${requestId}`}${lane === null ? '' : ` to ${lane}`}`;

/** A certificate is a file: Slack does not tell which message it is. */
const isFile = ({ body }: NoticeRow): boolean => body.kind === 'certificate-shared';

const findUnsaid = (all: readonly NoticeRow[]): readonly string[] => [
  ...all.filter(({ saidAt }) => saidAt === null).map((row) => `${nameNotice(row)} is unsaid`),
  ...all
    .filter(({ refusal }) => refusal !== null)
    .map((row) => `${nameNotice(row)} was given up: ${row.refusal}`),
];

/** Notices that are in Slack otherwise than once, where the store says that they are. */
const findNotOnce = (
  all: readonly NoticeRow[],
  byKey: ReadonlyMap<string, readonly SaidMessage[]>,
): readonly string[] =>
  all
    .filter((row) => row.saidAt !== null && row.refusal === null && !isFile(row))
    .flatMap((row) => {
      const said = byKey.get(keyOf(row)) ?? [];
      if (said.length !== 1) return [`${nameNotice(row)} is in Slack ${said.length} times`];
      const isThere = said.some(({ ts, channel }) => ts === row.ts && channel === row.channel);
      return isThere ? [] : [`${nameNotice(row)} is in Slack, but elsewhere than the store says`];
    });

/** Messages that say a notice which nobody recorded. */
const findUnknown = (all: readonly NoticeRow[], messages: readonly SaidMessage[]): readonly string[] => {
  const known = new Set(all.map(keyOf));
  return messages.filter(({ key }) => !known.has(key)).map(({ key }) => `a message says "${key}": no notice`);
};

const laneOf = ({ requestId, project, lane }: NoticeRow): string =>
  JSON.stringify([requestId, project, lane]);

/** Notices that stand in Slack before one that is older in the same thread or lane. */
const findDisordered = (all: readonly NoticeRow[]): readonly string[] => {
  const last = new Map<string, string>();
  return all.flatMap((row) => {
    const { ts } = row;
    if (ts === null) return [];
    const before = last.get(laneOf(row)) ?? '';
    last.set(laneOf(row), ts);
    return ts > before ? [] : [`${nameNotice(row)} stands before an older one`];
  });
};

/** What of a request is said beside its thread, though it has no lane of its own. */
const findStrayed = (
  all: readonly NoticeRow[],
  byKey: ReadonlyMap<string, readonly SaidMessage[]>,
): readonly string[] => {
  const own = all.filter(
    (row) => row.lane === null && row.requestId !== null && row.ts !== null && !isFile(row),
  );
  return own.flatMap((row) => {
    const root = own.find(({ requestId }) => requestId === row.requestId);
    const said = (byKey.get(keyOf(row)) ?? []).at(-1);
    if (root === undefined || said === undefined) return [];
    const wanted = root.id === row.id ? null : root.ts;
    return said.threadTs === wanted ? [] : [`${nameNotice(row)} is not in its request's thread`];
  });
};

/** Slack makes up the ids that an app leaves out. */
const withoutMadeUp = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutMadeUp);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([name, id]) => !/^(block|action)_id$/.test(name) || !/^[ab][0-9A-Z]{8}$/.test(String(id)),
  );
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutMadeUp(inner)]));
};

/** Cards that show something else than they were last brought to, or are behind what is recorded. */
const findStaleCards = (
  { notices, requests, vpcs, moves }: Rows,
  byKey: ReadonlyMap<string, readonly SaidMessage[]>,
): readonly string[] =>
  notices
    .filter(({ live, ts }) => live && ts !== null)
    .flatMap((row) => {
      const request = requests.find(({ id }) => id === row.requestId);
      const vpc = vpcs.find(({ id }) => id === request?.vpcId);
      const move = moves.find(({ requestId }) => requestId === row.requestId);
      const version = (request?.version ?? 0) + (vpc?.version ?? 0) + (move?.version ?? 0);
      if ((row.shownVersion ?? -1) < version) return [`the card of ${nameNotice(row)} is behind`];
      const said = (byKey.get(keyOf(row)) ?? []).at(-1);
      if (said === undefined) return [];
      const shows = digest({ text: said.text, blocks: withoutMadeUp(said.blocks) as object });
      return shows === row.shown ? [] : [`the card of ${nameNotice(row)} does not show what is recorded`];
    });

/** Every notice said once and in order, where it belongs, and the cards as they are recorded. */
export const findNoticesBroken = (rows: Rows, messages: readonly SaidMessage[]): readonly string[] => {
  const byKey = groupBy(messages, ({ key }) => key);
  return [
    ...findUnsaid(rows.notices),
    ...findNotOnce(rows.notices, byKey),
    ...findUnknown(rows.notices, messages),
    ...findDisordered(rows.notices),
    ...findStrayed(rows.notices, byKey),
    ...findStaleCards(rows, byKey),
  ];
};
