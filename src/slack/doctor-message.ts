import type { Finding, Level } from '../domain/checkup.ts';
import type { CloudCheck } from '../domain/cloud-checkup.ts';
import { answer } from './answers.ts';
import { divider, header, type Message, message, section } from './blocks.ts';
import { describeCloudFinding, nameCloudPlace } from './cloud-finding-words.ts';
import { type Diagnosis, describeFinding } from './finding-words.ts';
import { join, listSome, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { count } from './plain-words.ts';

/** Projects, and accounts in their regions: each within Slack's limits of one message. */
const PARTS_SHOWN = 15;
const LINES_SHOWN = 12;

const LEVEL_WORDS: { readonly [L in Level]: string } = {
  works: 'Works',
  warning: 'Warning',
  broken: 'Broken',
};

const ORDER: readonly Level[] = ['broken', 'warning', 'works'];

/** A finding in words. */
interface Told extends Diagnosis {
  readonly level: Level;
}

const tell = (findings: readonly Finding[]): readonly Told[] =>
  findings.map((finding) => ({ level: finding.level, ...describeFinding(finding) }));

const tellOfCloud = ({ place, findings }: CloudCheck): readonly Told[] =>
  findings.map((finding) => ({ level: finding.level, ...describeCloudFinding(finding, place) }));

const renderTold = ({ level, what, mend }: Told): Mrkdwn => {
  const then = mend === null ? mrkdwn`` : mrkdwn` _To mend it:_ ${mend}`;
  return mrkdwn`*${LEVEL_WORDS[level]}*  ${what}${then}`;
};

/** The worst first; what works is told last and may be left out. */
const renderPart = ({ name, told }: { readonly name: Mrkdwn; readonly told: readonly Told[] }): Mrkdwn => {
  const sorted = ORDER.flatMap((level) => told.filter((finding) => finding.level === level));
  const rest = sorted.length - LINES_SHOWN;
  const lines = sorted.slice(0, LINES_SHOWN).map(renderTold);
  return join([mrkdwn`*${name}*`, ...lines, ...(rest > 0 ? [mrkdwn`and ${rest} more`] : [])]);
};

const summarize = (findings: readonly Told[]): Mrkdwn => {
  const of = (level: Level) => findings.filter((finding) => finding.level === level).length;
  const troubles = [
    ...(of('broken') === 0 ? [] : [mrkdwn`${of('broken')} broken`]),
    ...(of('warning') === 0 ? [] : [mrkdwn`${count(of('warning'), 'warning')}`]),
  ];
  return troubles.length === 0
    ? mrkdwn`All ${of('works')} checks went well. Nothing is needed from you.`
    : mrkdwn`${listSome(troubles, troubles.length)}; ${count(of('works'), 'check')} went well. Each line says how to mend it.`;
};

/** The parts that fit, and how many more there are. */
const renderParts = (
  parts: readonly { readonly name: Mrkdwn; readonly told: readonly Told[] }[],
  noun: string,
): readonly ReturnType<typeof section>[] => {
  const rest = parts.length - PARTS_SHOWN;
  return [
    ...parts.slice(0, PARTS_SHOWN).map((part) => section(renderPart(part))),
    ...(rest > 0 ? [section(mrkdwn`And ${count(rest, noun)} more, counted above.`)] : []),
  ];
};

/** `shared`: what all projects share, for an admin; null: this person is none. */
export const buildCheckup = (
  shared: readonly Finding[] | null,
  projects: readonly { readonly project: string; readonly findings: readonly Finding[] }[],
  clouds: readonly CloudCheck[] = [],
): Message => {
  const own = shared === null ? [] : [{ name: mrkdwn`vpcbot itself`, told: tell(shared) }];
  const ofProjects = projects.map(({ project, findings }) => ({
    name: mrkdwn`${project}`,
    told: tell(findings),
  }));
  const ofClouds = clouds.map((check) => ({ name: nameCloudPlace(check.place), told: tellOfCloud(check) }));
  const all = [...own, ...ofProjects, ...ofClouds].flatMap(({ told }) => told);
  const summary = summarize(all);
  const troubles = all.filter(({ level }) => level !== 'works').map(renderTold);
  return message(join([summary, ...troubles]), [
    header('How vpcbot is'),
    section(summary),
    divider,
    ...renderParts(own, 'part'),
    ...renderParts(ofProjects, 'project'),
    ...renderParts(ofClouds, 'account'),
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
  answer(
    mrkdwn`Looking at Slack, Timescale, your clouds and vpcbot itself. The answer comes here in a few seconds.`,
  );
