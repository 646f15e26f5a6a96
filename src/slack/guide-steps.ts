import type { KnownBlock, RichTextBlock } from '@slack/types';
import type { CommandStep, ConsoleStep, LabelledValue } from '../domain/guide.ts';
import { context, section } from './blocks.ts';
import { code, codeWhole, join, link, listSome, type Mrkdwn, mrkdwn } from './mrkdwn.ts';

/** What a step is called, what to know before it, and what shows that it went well. */
export interface StepWords {
  readonly title: string;
  readonly before: Mrkdwn;
  readonly after: Mrkdwn;
}

/** The words of each act, from the guide that it is in. */
export type ActWords<A extends string, G> = {
  /** `about`: the id of what this very step is about. */
  readonly [Act in A]: (guide: G, about: string | null) => StepWords;
};

/** A step as a person reads it: its title for the notification, its blocks for the eye. */
export interface Told {
  readonly title: string;
  readonly blocks: readonly KnownBlock[];
}

const isSaid = (text: Mrkdwn): boolean => String(text) !== '';

/** Pieces of one paragraph; what is empty leaves no gap. */
const paragraph = (...parts: readonly Mrkdwn[]): Mrkdwn => join(parts.filter(isSaid), ' ');

/** Half a command is worse than none: what is too long for one piece of Slack's text stands in several. */
export const copyWhole = (text: string): RichTextBlock => {
  const pieces = text.match(/.{1,1500}/gsu) ?? [];
  const elements = pieces.map((piece) => ({ type: 'text' as const, text: piece }));
  return { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements }] };
};

const listLines = (lead: string, values: readonly LabelledValue[]): readonly Mrkdwn[] =>
  values.length === 0
    ? []
    : [mrkdwn`${lead}:`, ...values.map(({ label, value }) => mrkdwn`• ${label}: ${codeWhole(value)}`)];

/** `_Actions_, then _Accept request_`. */
const listClicks = (clicks: readonly string[]): Mrkdwn =>
  join(
    clicks.map((click) => mrkdwn`_${click}_`),
    ', then ',
  );

export const tellCommand = (
  { title, before, after }: StepWords,
  { command, prints, compare }: CommandStep<unknown>,
  number: number,
): Told => {
  const shows = prints.length === 0 ? mrkdwn`` : mrkdwn`It prints ${listSome(prints.map(code), 5, 'or')}.`;
  const lines = [shows, ...listLines('It must say', compare), after].filter(isSaid);
  const success = compare.length === 0 ? paragraph(shows, after) : join(lines);
  return {
    title,
    blocks: [
      section(paragraph(mrkdwn`*${number}. ${title}.*`, before)),
      copyWhole(command),
      ...(isSaid(success) ? [context(success)] : []),
    ],
  };
};

/** `where`: of what in that console, such as its region or project. */
export const tellPage = (
  { title, before, after }: StepWords,
  { place, url, compare, open, enter, press }: ConsoleStep<unknown>,
  where: Mrkdwn,
  number: number,
): Told => {
  const page = link(url, place.join(' › '));
  const lines = [
    paragraph(mrkdwn`*${number}. ${title}.*`, before),
    mrkdwn`Go to ${page} in ${where}.`,
    ...(open.length === 0 ? [] : [mrkdwn`Choose ${listClicks(open)}.`]),
    ...listLines('It must say', compare),
    ...listLines('Fill in', enter),
    ...(press === null ? [] : [mrkdwn`Press _${press}_.`]),
    after,
  ];
  return { title, blocks: [section(join(lines.filter(isSaid)))] };
};

export const tellFile = ({ name, text }: { readonly name: string; readonly text: string }): Told => ({
  title: 'Save the file',
  blocks: [section(mrkdwn`*1. Save the file.* In an empty directory, as ${code(name)}:`), copyWhole(text)],
});

/** `1. Use the right account. 2. Look at the request.` */
export const listTitles = (steps: readonly Told[]): Mrkdwn =>
  join(
    steps.map(({ title }, index) => mrkdwn`${index + 1}. ${title}.`),
    ' ',
  );

/** What a guide says around its steps. */
export interface GuideWords {
  /** `how to accept the peering request pcx-… in account …`. */
  readonly how: Mrkdwn;
  readonly identifiers: readonly KnownBlock[];
  /** What a person settles before anything is changed. */
  readonly inTheWay: readonly Mrkdwn[];
  /** What must be exactly so, or must not be done. */
  readonly warning: Mrkdwn;
  readonly steps: readonly Told[];
  readonly permissions: Mrkdwn;
  /** What is to be known of later, or of networks that are unlike most. */
  readonly remarks: readonly Mrkdwn[];
}
