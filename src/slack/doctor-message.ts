import type { Finding, Level } from '../domain/checkup.ts';
import { answer } from './answers.ts';
import { divider, header, type Message, message, section } from './blocks.ts';
import { describeFinding } from './finding-words.ts';
import { join, listSome, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { count } from './plain-words.ts';

const PROJECTS_SHOWN = 15;
const LINES_SHOWN = 12;

const LEVEL_WORDS: { readonly [L in Level]: string } = {
  works: 'Works',
  warning: 'Warning',
  broken: 'Broken',
};

const ORDER: readonly Level[] = ['broken', 'warning', 'works'];

const renderFinding = (finding: Finding): Mrkdwn => {
  const { what, mend } = describeFinding(finding);
  const then = mend === null ? mrkdwn`` : mrkdwn` _To mend it:_ ${mend}`;
  return mrkdwn`*${LEVEL_WORDS[finding.level]}*  ${what}${then}`;
};

/** The worst first; what works is told last and may be left out. */
const renderFindings = (name: Mrkdwn, findings: readonly Finding[]): Mrkdwn => {
  const sorted = ORDER.flatMap((level) => findings.filter((finding) => finding.level === level));
  const rest = sorted.length - LINES_SHOWN;
  const lines = sorted.slice(0, LINES_SHOWN).map(renderFinding);
  return join([mrkdwn`*${name}*`, ...lines, ...(rest > 0 ? [mrkdwn`and ${rest} more`] : [])]);
};

const summarize = (findings: readonly Finding[]): Mrkdwn => {
  const of = (level: Level) => findings.filter((finding) => finding.level === level).length;
  const troubles = [
    ...(of('broken') === 0 ? [] : [mrkdwn`${of('broken')} broken`]),
    ...(of('warning') === 0 ? [] : [mrkdwn`${count(of('warning'), 'warning')}`]),
  ];
  return troubles.length === 0
    ? mrkdwn`All ${of('works')} checks went well. Nothing is needed from you.`
    : mrkdwn`${listSome(troubles, troubles.length)}; ${count(of('works'), 'check')} went well. Each line says how to mend it.`;
};

/** `shared`: what all projects share, for an admin; null: this person is none. */
export const buildCheckup = (
  shared: readonly Finding[] | null,
  projects: readonly { readonly project: string; readonly findings: readonly Finding[] }[],
): Message => {
  const all = [...(shared ?? []), ...projects.flatMap(({ findings }) => findings)];
  const summary = summarize(all);
  const shown = projects.slice(0, PROJECTS_SHOWN);
  const rest = projects.length - shown.length;
  const troubles = all.filter(({ level }) => level !== 'works').map(renderFinding);
  return message(join([summary, ...troubles]), [
    header('How vpcbot is'),
    section(summary),
    divider,
    ...(shared === null ? [] : [section(renderFindings(mrkdwn`vpcbot itself`, shared))]),
    ...shown.map(({ project, findings }) => section(renderFindings(mrkdwn`${project}`, findings))),
    ...(rest > 0 ? [section(mrkdwn`And ${count(rest, 'project')} more, counted above.`)] : []),
    ...(shared === null
      ? [
          section(
            mrkdwn`An admin who types \`/vpc doctor\` also sees Slack, the queue, the database and the name servers.`,
          ),
        ]
      : []),
  ]);
};

/** While it looks. */
export const answerExamining = (): Message =>
  answer(mrkdwn`Looking at Slack, Timescale and vpcbot itself. The answer comes here in a few seconds.`);
