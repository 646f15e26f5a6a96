import type { KnownBlock, RichTextBlock } from '@slack/types';
import type {
  CleanUpGuide,
  CommandStep,
  ConsoleStep,
  Guide,
  GuideFacts,
  LabelledValue,
  Tool,
} from '../domain/guide.ts';
import { context, fields, type Message, message, section } from './blocks.ts';
import {
  CLEAN_UP_WORDS,
  COMMAND_WORDS,
  CONSOLE_WORDS,
  listClicks,
  type StepWords,
  TERRAFORM_WORDS,
} from './guide-words.ts';
import { code, join, link, listSome, type Mrkdwn, mention, mrkdwn } from './mrkdwn.ts';
import { nameAccount } from './outcome-words.ts';

export const TOOL_WORDS: { readonly [T in Tool]: string } = {
  console: 'AWS console',
  cli: 'AWS CLI',
  terraform: 'Terraform',
};

/** A step as a person reads it: its title for the notification, its blocks for the eye. */
interface Told {
  readonly title: string;
  readonly blocks: readonly KnownBlock[];
}

const PERMISSIONS_SHOWN = 20;

const isSaid = (text: Mrkdwn): boolean => String(text) !== '';

/** Pieces of one paragraph; what is empty leaves no gap. */
const paragraph = (...parts: readonly Mrkdwn[]): Mrkdwn => join(parts.filter(isSaid), ' ');

/** Half a command is worse than none: what is too long for one piece of Slack's text stands in several. */
const copyWhole = (text: string): RichTextBlock => {
  const pieces = text.match(/.{1,1500}/gsu) ?? [];
  const elements = pieces.map((piece) => ({ type: 'text' as const, text: piece }));
  return { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements }] };
};

const listLines = (lead: string, values: readonly LabelledValue[]): readonly Mrkdwn[] =>
  values.length === 0
    ? []
    : [mrkdwn`${lead}:`, ...values.map(({ label, value }) => mrkdwn`• ${label}: ${code(value)}`)];

const tellCommand = (
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

const tellPage = (
  { title, before, after }: StepWords,
  { place, url, compare, open, enter, press }: ConsoleStep,
  region: string,
  number: number,
): Told => {
  const page = link(url, place.join(' › '));
  const lines = [
    paragraph(mrkdwn`*${number}. ${title}.*`, before),
    mrkdwn`Go to ${page} in region ${code(region)}.`,
    ...(open.length === 0 ? [] : [mrkdwn`Choose ${listClicks(open)}.`]),
    ...listLines('It must say', compare),
    ...listLines('Fill in', enter),
    ...(press === null ? [] : [mrkdwn`Press _${press}_.`]),
    after,
  ];
  return { title, blocks: [section(join(lines.filter(isSaid)))] };
};

const tellFile = ({ name, text }: { readonly name: string; readonly text: string }): Told => ({
  title: 'Save the file',
  blocks: [section(mrkdwn`*1. Save the file.* In an empty directory, as ${code(name)}:`), copyWhole(text)],
});

const tellSteps = (guide: Guide): readonly Told[] => {
  switch (guide.tool) {
    case 'console':
      return guide.steps.map((step, index) =>
        tellPage(CONSOLE_WORDS[step.act](guide), step, guide.facts.peering.peer.region, index + 1),
      );
    case 'cli':
      return guide.steps.map((step, index) => tellCommand(COMMAND_WORDS[step.act](guide), step, index + 1));
    case 'terraform':
      return [
        tellFile(guide.file),
        ...guide.steps.map((step, index) => tellCommand(TERRAFORM_WORDS[step.act](guide), step, index + 2)),
      ];
    default:
      return guide satisfies never;
  }
};

const buildIdentifiers = ({ peering: { provisionedId, peer }, ...vpc }: GuideFacts): KnownBlock =>
  fields([
    mrkdwn`*Peering request*\n${code(provisionedId)}`,
    mrkdwn`*Your account*\n${code(peer.accountId)}`,
    mrkdwn`*Your VPC*\n${code(peer.vpcId)}`,
    mrkdwn`*Your region*\n${code(peer.region)}`,
    mrkdwn`*Timescale range*\n${code(vpc.vpcCidr.text)}`,
    mrkdwn`*Timescale region*\n${code(vpc.vpcRegion)}`,
  ]);

const renderWarning = ({ peering: { provisionedId, peer } }: GuideFacts): Mrkdwn =>
  mrkdwn`Never accept a request from an account you do not expect. What proves this one is its id, with your VPC and its region: it must be ${code(provisionedId)} for ${code(peer.vpcId)} in ${code(peer.region)}. Leave any other alone.`;

const renderPermissions = (permissions: readonly string[]): Mrkdwn =>
  mrkdwn`Your AWS identity needs ${listSome(permissions.map(code), PERMISSIONS_SHOWN)}.`;

const renderEnd = ({ vpcName }: GuideFacts): Mrkdwn =>
  mrkdwn`Do the steps in order. vpcbot sees by itself when the peering is active and says so in the thread of the request. Next, a service is attached to ${code(vpcName)}: until then nothing answers on its range.`;

/** Timescale reads the ranges once, when the peering is made. */
const LATER = mrkdwn`If your VPC gets another range later, ask for the peering again: Timescale does not notice it.`;

/** Everything but the first words, for a message and for a view. */
export const buildGuideBlocks = (guide: Guide): readonly KnownBlock[] => [
  buildIdentifiers(guide.facts),
  section(mrkdwn`*Careful.* ${renderWarning(guide.facts)}`),
  ...tellSteps(guide).flatMap(({ blocks }) => blocks),
  context(renderPermissions(guide.permissions)),
  context(LATER),
  section(renderEnd(guide.facts)),
];

const listTitles = (steps: readonly Told[]): Mrkdwn =>
  join(
    steps.map(({ title }, index) => mrkdwn`${index + 1}. ${title}.`),
    ' ',
  );

const WITH: { readonly [T in Tool]: Mrkdwn } = {
  console: mrkdwn`the AWS console`,
  cli: mrkdwn`the AWS CLI`,
  terraform: mrkdwn`Terraform`,
};

const renderLead = ({ facts, tool }: Guide, sentBy: string | null): Mrkdwn => {
  const { peering, vpcName } = facts;
  const asks = sentBy === null ? mrkdwn`` : mrkdwn`${mention(sentBy)} asks you for this. `;
  return mrkdwn`${asks}This is how to accept the peering request ${code(peering.provisionedId)} in ${nameAccount(peering.peer)} with ${WITH[tool]}. It connects your network to the Timescale VPC ${code(vpcName)}.`;
};

/**
 * The instructions as a message, for a thread, a person or whoever asked alone. `sentBy`: the user who
 * has them sent to somebody else.
 */
export const buildGuideMessage = (guide: Guide, sentBy: string | null = null): Message => {
  const lead = renderLead(guide, sentBy);
  const text = mrkdwn`${lead} ${renderWarning(guide.facts)} ${listTitles(tellSteps(guide))} ${renderEnd(guide.facts)}`;
  return message(text, [section(lead), ...buildGuideBlocks(guide)]);
};

/** Without `-refresh=false` Terraform looks for the peering first, which AWS forgets two days after its end. */
const TERRAFORM_DESTROYS = mrkdwn`If you did it with Terraform, run \`terraform destroy -refresh=false\` in that directory instead: it deletes the routes, the rule and the group that it made.`;

/** What somebody does on the other side after a peering or its VPC is deleted. */
export const buildCleanUpMessage = (guide: CleanUpGuide): Message => {
  const { facts, consoleUrl, permissions } = guide;
  const { provisionedId, peer } = facts.peering;
  const lead = mrkdwn`The peering ${code(provisionedId)} is gone. In ${nameAccount(peer)}, the routes to it stay behind as blackholes: whatever your clients send to ${code(facts.vpcCidr.text)} gets lost there until somebody deletes them.`;
  const steps = guide.steps.map((step, index) =>
    tellCommand(CLEAN_UP_WORDS[step.act](guide), step, index + 1),
  );
  const place = mrkdwn`The commands need credentials of ${nameAccount(peer)}. By hand, the routes are in ${link(consoleUrl, 'VPC › Route tables')} in region ${code(peer.region)}.`;
  const end = mrkdwn`Start with the first command: if it prints \`[]\`, no route is left.`;
  return message(mrkdwn`${lead} ${listTitles(steps)} ${TERRAFORM_DESTROYS} ${end}`, [
    section(lead),
    section(mrkdwn`${place} ${TERRAFORM_DESTROYS}`),
    ...steps.flatMap(({ blocks }) => blocks),
    context(renderPermissions(permissions)),
    section(end),
  ]);
};
