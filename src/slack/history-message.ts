import type { HistoryEntry, HistorySubject } from '../domain/history.ts';
import { findNearest } from '../domain/nearest.ts';
import { answer } from './answers.ts';
import { actions, button, context, header, type Message, message, section } from './blocks.ts';
import { actorOf, describeEntry, describeOrigin, describeWhy } from './history-words.ts';
import {
  code,
  join,
  listSome,
  type Mrkdwn,
  mention,
  mentionPlace,
  mrkdwn,
  quoted,
  sentence,
  when,
} from './mrkdwn.ts';
import { count } from './plain-words.ts';
import { formatRequestNumber } from './request-number.ts';

/** Action id. The value says whose history: ids only, judged again when it is pressed. */
export const EXPORT_HISTORY = 'export_history';

const LINES_SHOWN = 60;
const LINES_IN_BLOCK = 6;
const KNOWN_SHOWN = 15;

const nameSubject = (subject: HistorySubject): Mrkdwn =>
  subject.kind === 'project'
    ? mrkdwn`the project ${code(subject.project)}`
    : mrkdwn`the VPC ${code(subject.name)} of ${subject.project}`;

/** `to U0NINA` as people read it. */
const renderNote = (note: string): Mrkdwn => {
  const [, place] = /^to ([UWCG][A-Z0-9]+)$/.exec(note) ?? [];
  if (place !== undefined) return mrkdwn` to ${mentionPlace(place)}`;
  return note === '' ? mrkdwn`` : mrkdwn`: ${sentence(note)}`;
};

const renderEntry = (entry: HistoryEntry): Mrkdwn | null => {
  const what = describeEntry(entry);
  if (what === null) return null;
  const { at, request, happening } = entry;
  const actor = actorOf(happening);
  const who = happening.kind === 'act' ? mrkdwn`${actor === 'vpcbot' ? actor : mention(actor)} ` : mrkdwn``;
  const number = request === null ? mrkdwn`` : mrkdwn` (${formatRequestNumber(request.id)})`;
  const { reason, note } = describeWhy(happening);
  const because = reason === '' ? mrkdwn`` : mrkdwn`, because ${quoted(reason)}`;
  const origin = describeOrigin(happening);
  const from = origin === '' ? mrkdwn`` : mrkdwn`, by ${origin}`;
  return mrkdwn`${when(at)}  ${who}${sentence(what)}${renderNote(note)}${number}${because}${from}`;
};

const inBlocks = (lines: readonly Mrkdwn[]): readonly Mrkdwn[] =>
  Array.from({ length: Math.ceil(lines.length / LINES_IN_BLOCK) }, (_, at) =>
    join(lines.slice(at * LINES_IN_BLOCK, (at + 1) * LINES_IN_BLOCK)),
  );

const asValue = (subject: HistorySubject): string =>
  subject.kind === 'project'
    ? JSON.stringify({ project: subject.project })
    : JSON.stringify({ vpcs: subject.ids.slice(-100) });

/** What happened, the newest last, with a way to have all of it as a file. */
export const buildHistory = (subject: HistorySubject, entries: readonly HistoryEntry[]): Message => {
  const lines = entries.flatMap((entry) => renderEntry(entry) ?? []);
  const whose = nameSubject(subject);
  const title = subject.kind === 'project' ? subject.project : subject.name;
  if (lines.length === 0) {
    const words = mrkdwn`Nothing has happened to ${whose} that vpcbot knows of. What is asked for with \`/vpc\` stands here then.`;
    return message(words, [header(`History of ${title}`), section(words)]);
  }
  const shown = lines.slice(-LINES_SHOWN);
  const rest = lines.length - shown.length;
  const lead =
    rest > 0
      ? mrkdwn`The last ${shown.length} of ${count(lines.length, 'line')} about ${whose}, the newest last. *Export as CSV* has all of them.`
      : mrkdwn`All that vpcbot knows of ${whose}, the newest last.`;
  const [newest] = shown.slice(-1);
  return message(mrkdwn`${lead} ${newest ?? mrkdwn``}`, [
    header(`History of ${title}`),
    section(lead),
    ...inBlocks(shown).map(section),
    ...actions([
      button({
        action: EXPORT_HISTORY,
        words: 'Export as CSV',
        value: asValue(subject),
        label: `Export the history of ${title} as CSV`,
      }),
    ]),
    context(mrkdwn`The file comes to you as a direct message.`),
  ]);
};

/** There is no such project or VPC among those that the asker may see. */
export const answerNoSubject = (
  typed: string,
  projects: readonly string[],
  vpcs: readonly string[],
): Message => {
  const known = [...new Set([...projects, ...vpcs])];
  const nearest = findNearest(typed, known);
  return answer(
    nearest === null
      ? mrkdwn`There is no project and no VPC ${code(typed)}. There are ${listSome(known.map(code), KNOWN_SHOWN)}: type \`/vpc history\` and one of these.`
      : mrkdwn`There is no project and no VPC ${code(typed)}. Did you mean ${code(nearest)}?`,
  );
};

export const answerSeveralSubjects = (typed: string, projects: readonly string[]): Message =>
  answer(
    mrkdwn`More than one VPC is called ${code(typed)}, in ${listSome([...new Set(projects)].map(code), KNOWN_SHOWN)}. Type \`/vpc history\` and its id, which \`/vpc list\` tells, or the name of the project.`,
  );

export const answerExported = (file: string): Message =>
  answer(mrkdwn`The history is in your direct messages with vpcbot, as ${code(file)}.`);

/** `unsure`: the answer was lost, so it may be there. */
export const answerNotExported = (isUnsure: boolean): Message =>
  answer(
    isUnsure
      ? mrkdwn`Slack did not answer while the file was sent. Look into your direct messages with vpcbot; if it is not there, press *Export as CSV* again.`
      : mrkdwn`Slack did not take the file. Press *Export as CSV* again in a minute; if it stays like this, tell whoever keeps vpcbot.`,
  );

/** What stands beside the file. */
export const sayExport = (subject: HistorySubject): string =>
  String(mrkdwn`The history of ${nameSubject(subject)}, as it stands now. The times are in UTC.`);
