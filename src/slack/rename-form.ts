import type { ModalView } from '@slack/types';
import type { Product } from '../domain/project.ts';
import type { Vpc } from '../domain/vpc.ts';
import type { RenameProblem } from '../domain/vpc-change.ts';
import { LONGEST_VPC_NAME } from '../domain/vpc-name.ts';
import { asPlain, type Choice, MOST, textInput } from './blocks.ts';
import { code, mrkdwn } from './mrkdwn.ts';
import { PICK_VPC, pickInput } from './pick.ts';
import type { Plan } from './plan-message.ts';
import { renderNameProblem } from './problem-words.ts';
import { readField, type ViewValues } from './view-values.ts';

export const RENAME_FORM = 'rename_vpc';
export const RENAME_NAME = 'rename_vpc_name';

export interface TypedRename {
  /** As a person or a menu names it. */
  readonly vpc: string;
  readonly name: string;
}

export const buildRenameForm = (
  chosen: Choice | undefined,
  typed: { readonly name?: string | undefined },
): ModalView => ({
  type: 'modal',
  callback_id: RENAME_FORM,
  title: asPlain('Rename a VPC', MOST.title),
  submit: asPlain('Rename', MOST.title),
  close: asPlain('Close', MOST.title),
  blocks: [
    pickInput({
      block: PICK_VPC,
      pick: PICK_VPC,
      label: 'VPC',
      placeholder: 'Choose a VPC',
      hint: 'Its range, its peerings and its services stay as they are.',
      chosen,
    }),
    textInput({
      block: RENAME_NAME,
      action: RENAME_NAME,
      label: 'New name',
      typed: typed.name,
      longest: LONGEST_VPC_NAME,
    }),
  ],
});

export const parseRenameForm = (values: ViewValues): TypedRename => ({
  vpc: readField(values, PICK_VPC),
  name: readField(values, RENAME_NAME),
});

/** Managed Service for TimescaleDB has no names for VPCs. */
const OWN_NAME = mrkdwn`The name is vpcbot’s own: Timescale’s console shows such a VPC by its range and its cloud, without a name.`;

export const planRename = (vpc: Vpc, name: string, product: Product): Plan => ({
  title: `Rename ${vpc.name}`,
  lines: [
    mrkdwn`The VPC ${code(vpc.name)} of ${vpc.project} is called ${code(name)} from then on. Its range, peerings and services stay as they are.`,
    ...(product === 'managed' ? [OWN_NAME] : []),
  ],
  act: 'Rename',
});

export const renderRenameProblem = (problem: RenameProblem): string =>
  problem.kind === 'same'
    ? `It is called ${problem.name} already. Type another name.`
    : renderNameProblem(problem);
