import type { HistoryEntry } from '../domain/history.ts';
import { renderCsv } from './csv.ts';
import { actorOf, describeEntry, describeOrigin, describeWhy } from './history-words.ts';
import { formatRequestNumber } from './request-number.ts';

const HEADER = [
  'time (UTC)',
  'who',
  'Slack id',
  'what',
  'why',
  'from',
  'request',
  'project',
  'VPC',
  'service',
] as const;

/** One row for each line of a history. `names`: what people are called, by their Slack id. */
export const renderHistoryCsv = (
  entries: readonly HistoryEntry[],
  names: ReadonlyMap<string, string>,
): string =>
  renderCsv([
    HEADER,
    ...entries.flatMap((entry) => {
      const what = describeEntry(entry);
      if (what === null) return [];
      const { at, project, request, happening } = entry;
      const actor = actorOf(happening);
      const { reason, note } = describeWhy(happening);
      return [
        [
          new Date(at).toISOString(),
          names.get(actor) ?? actor,
          actor,
          note === '' ? what : `${what}: ${note}`,
          reason,
          describeOrigin(happening),
          request === null ? '' : formatRequestNumber(request.id),
          project,
          request?.vpc ?? '',
          request?.move?.service ?? '',
        ],
      ];
    }),
  ]);
