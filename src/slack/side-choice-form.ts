import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { AwsChoice, AwsPlan } from '../domain/aws-plan.ts';
import type { AwsGroup } from '../domain/aws-side.ts';
import type { GoogleChoice, GooglePlan } from '../domain/google-plan.ts';
import type { Peering } from '../domain/peering.ts';
import { SECURITY_CHOICES, type SecurityChoice } from '../domain/security-choice.ts';
import type { SideChoice, SidePlan } from '../domain/side-plan.ts';
import { fitOptions, menuOf } from './big-menu.ts';
import { asPlain, MOST, section } from './blocks.ts';
import { securityOption } from './guide-view.ts';
import { code, mrkdwn } from './mrkdwn.ts';
import { namePeer } from './outcome-words.ts';
import { count } from './plain-words.ts';
import { describeTable, titled } from './side-option-words.ts';
import { readChosen, readField, readMetadata, type ViewValues } from './view-values.ts';

export const SIDE_CHOICE_FORM = 'side_choice_form';
export const SIDE_CHOICE_TITLE = 'Change the plan';

/** Block and action ids. */
const SIDE_TABLES = 'side_tables';
const SIDE_SECURITY = 'side_security';
const SIDE_GROUP = 'side_group';
const SIDE_FLAGS = 'side_flags';

/** Values of the boxes for a peering at Google Cloud. */
const EXPORT = 'export';
const IMPORT = 'import';

const hintLeftOut = (all: number, shown: number, noun: string): string =>
  all > shown ? ` Of ${count(all, noun)}, ${shown} fit here.` : '';

/** Nothing is marked where nobody chose some; and Slack marks so many at once. */
const tablesField = ({ facts }: AwsPlan): readonly InputBlock[] => {
  const { side, choice } = facts;
  if (side.tables.length === 0) return [];
  const chosen = choice.tableIds ?? [];
  const choices = side.tables.map((table) => ({ words: describeTable(table), value: table.id }));
  const options = fitOptions(choices, chosen);
  const initial = options.filter(({ value }) => value !== undefined && chosen.includes(value));
  const isMarked = initial.length > 0 && initial.length <= MOST.options;
  const many = initial.length > MOST.options ? ` ${initial.length} are chosen now: choose anew.` : '';
  return [
    {
      type: 'input',
      block_id: SIDE_TABLES,
      optional: true,
      label: asPlain('Route tables that get the route', MOST.hint),
      hint: asPlain(
        `Those of the subnets that your clients run in. Choose none for every table that subnets follow.${many}${hintLeftOut(choices.length, options.length, 'table')}`,
        MOST.hint,
      ),
      element: {
        type: 'multi_static_select',
        action_id: SIDE_TABLES,
        placeholder: asPlain('Every table that subnets follow', MOST.option),
        ...menuOf(options, 'Tables'),
        ...(isMarked ? { initial_options: [...initial] } : {}),
      },
    },
  ];
};

const securityField = ({ facts }: AwsPlan): InputBlock => ({
  type: 'input',
  block_id: SIDE_SECURITY,
  label: asPlain('Security group', MOST.hint),
  element: {
    type: 'radio_buttons',
    action_id: SIDE_SECURITY,
    options: SECURITY_CHOICES.map((one) => securityOption('aws', one)),
    initial_option: securityOption('aws', facts.choice.security),
  },
});

const byName = (one: AwsGroup, other: AwsGroup): number => one.name.localeCompare(other.name);

const groupField = ({ facts }: AwsPlan): readonly InputBlock[] => {
  const { groups } = facts.side;
  if (groups.length === 0) return [];
  const chosen = facts.choice.groupId;
  const choices = groups.toSorted(byName).map(({ id, name }) => ({ words: titled(name, id), value: id }));
  const options = fitOptions(choices, chosen === null ? [] : [chosen]);
  const initial = options.find(({ value }) => value === chosen);
  return [
    {
      type: 'input',
      block_id: SIDE_GROUP,
      optional: true,
      label: asPlain('Which one, if you have it already', MOST.hint),
      hint: asPlain(
        `It gets one rule more and loses none. Only with “One that you have”.${hintLeftOut(choices.length, options.length, 'group')}`,
        MOST.hint,
      ),
      element: {
        type: 'static_select',
        action_id: SIDE_GROUP,
        placeholder: asPlain('Choose a security group', MOST.option),
        ...menuOf(options, 'Groups'),
        ...(initial === undefined ? {} : { initial_option: initial }),
      },
    },
  ];
};

const boxOf = (value: string, words: string, what: string): PlainTextOption => ({
  value,
  text: asPlain(words, MOST.option),
  description: asPlain(what, MOST.option),
});

const FLAGS = [
  boxOf(
    EXPORT,
    'Export custom routes',
    'For clients behind your VPN or Interconnect: Timescale answers them.',
  ),
  boxOf(IMPORT, 'Import custom routes', 'Only if Timescale’s support asks you to: it seldom has any.'),
] as const;

const flagsField = ({ facts: { choice } }: GooglePlan): InputBlock => {
  const isOn = ({ value }: PlainTextOption): boolean =>
    (value === EXPORT && choice.exportCustomRoutes) || (value === IMPORT && choice.importCustomRoutes);
  const initial = FLAGS.filter(isOn);
  return {
    type: 'input',
    block_id: SIDE_FLAGS,
    optional: true,
    label: asPlain('Custom routes', MOST.hint),
    hint: asPlain(
      'Clients in the network’s own subnets need neither: routes to subnets are exchanged in any case.',
      MOST.hint,
    ),
    element: {
      type: 'checkboxes',
      action_id: SIDE_FLAGS,
      options: [...FLAGS],
      ...(initial.length === 0 ? {} : { initial_options: initial }),
    },
  };
};

const listFields = (plan: SidePlan): readonly KnownBlock[] =>
  plan.kind === 'aws' ? [...tablesField(plan), securityField(plan), ...groupField(plan)] : [flagsField(plan)];

/** What there is to choose at the other side, as it was last seen. */
export const buildSideChoiceForm = (
  plan: SidePlan,
  { id, peer }: Pick<Peering, 'id' | 'peer'>,
): ModalView => ({
  type: 'modal',
  callback_id: SIDE_CHOICE_FORM,
  title: asPlain(SIDE_CHOICE_TITLE, MOST.title),
  submit: asPlain('Plan anew', MOST.title),
  close: asPlain('Leave it', MOST.title),
  private_metadata: JSON.stringify({ peeringId: id }),
  blocks: [
    section(
      mrkdwn`What is planned in ${namePeer(peer)} for traffic to ${code(plan.facts.vpcCidr.text)}. Nothing is changed there by this.`,
    ),
    ...listFields(plan),
  ],
});

/** As the view has it: words of ours and ids, or none. */
export interface TypedSideChoice {
  readonly peeringId: number;
  readonly tableIds: readonly string[];
  readonly security: string;
  readonly groupId: string;
  readonly flags: readonly string[];
  /** The blocks that the form has. */
  readonly blocks: readonly string[];
}

/** Null where the form is not one of ours. */
export const parseSideChoiceForm = (
  values: ViewValues,
  privateMetadata: string | undefined,
): TypedSideChoice | null => {
  const { peeringId } = readMetadata(privateMetadata);
  if (typeof peeringId !== 'number') return null;
  return {
    peeringId,
    tableIds: readChosen(values, SIDE_TABLES),
    security: readField(values, SIDE_SECURITY),
    groupId: readField(values, SIDE_GROUP),
    flags: readChosen(values, SIDE_FLAGS),
    blocks: Object.keys(values),
  };
};

export type SideChoiceProblem = 'no-group' | 'no-such-table' | 'no-such-group' | 'not-recorded';

const readAws = (
  { tableIds, security: typed, groupId }: TypedSideChoice,
  { facts: { side } }: AwsPlan,
): AwsChoice | SideChoiceProblem => {
  const security: SecurityChoice = SECURITY_CHOICES.find((one) => one === typed) ?? 'new';
  if (tableIds.some((id) => side.tables.every((table) => table.id !== id))) return 'no-such-table';
  if (security === 'existing' && groupId === '') return 'no-group';
  if (security === 'existing' && side.groups.every(({ id }) => id !== groupId)) return 'no-such-group';
  return {
    tableIds: tableIds.length === 0 ? null : tableIds.toSorted(),
    security,
    groupId: security === 'existing' ? groupId : null,
  };
};

const readGoogle = ({ flags }: TypedSideChoice): GoogleChoice => ({
  kind: 'google',
  exportCustomRoutes: flags.includes(EXPORT),
  importCustomRoutes: flags.includes(IMPORT),
});

/** What was chosen, held against what there is. */
export const readSideChoice = (typed: TypedSideChoice, plan: SidePlan): SideChoice | SideChoiceProblem => {
  if (plan.kind === 'google') return readGoogle(typed);
  const choice = readAws(typed, plan);
  return typeof choice === 'string' ? choice : { kind: 'aws', ...choice };
};

const PROBLEMS: { readonly [P in SideChoiceProblem]: { readonly block: string; readonly words: string } } = {
  'no-group': { block: SIDE_GROUP, words: 'Choose the security group that gets the rule.' },
  'no-such-group': {
    block: SIDE_GROUP,
    words: 'This security group is not there any more. Choose another.',
  },
  'no-such-table': {
    block: SIDE_TABLES,
    words: 'One of these route tables is not there any more. Choose others, or none for all.',
  },
  'not-recorded': {
    block: SIDE_SECURITY,
    words: 'This did not work, and nothing was recorded. Send it again in a minute.',
  },
};

/** By block, as Slack shows it; one that the form does not have, as that for Google Cloud, gives way to its first. */
export const sideChoiceErrors = (
  problem: SideChoiceProblem,
  { blocks }: Pick<TypedSideChoice, 'blocks'>,
): Record<string, string> => {
  const { block, words } = PROBLEMS[problem];
  return { [blocks.includes(block) ? block : (blocks[0] ?? block)]: words };
};
