import type { KnownBlock, ModalView } from '@slack/types';
import {
  type AskedLimit,
  type LimitProblem,
  type LimitProblems,
  LONGEST_WHY,
  SHORTEST_WHY,
  type TypedLimit,
} from '../domain/limit-request.ts';
import { answer } from './answers.ts';
import { asPlain, type Choice, type Message, MOST, section, textInput } from './blocks.ts';
import { mrkdwn } from './mrkdwn.ts';
import { PICK_PROJECT, pickInput } from './pick.ts';
import { count, oneLine } from './plain-words.ts';
import type { Plan } from './plan-message.ts';
import { renderHeld } from './quota-words.ts';
import { formatRequestNumber } from './request-number.ts';
import { readField, type ViewValues } from './view-values.ts';

export const LIMIT_FORM = 'ask_limit';
/** Block and action ids. */
export const LIMIT_WANTED = 'ask_limit_wanted';
export const LIMIT_WHY = 'ask_limit_why';

const LONGEST_NUMBER = 4;

/** What a project has, for whoever asks for more. */
export interface LimitUse {
  readonly project: string;
  readonly used: number;
  readonly limit: number;
  /** Requests that wait for Timescale's own limit. */
  readonly held: readonly number[];
}

const renderUse = ({ project, used, limit, held }: LimitUse) => {
  const use = mrkdwn`${project} uses ${used} of ${count(limit, 'VPC')}.`;
  const waits = renderHeld(held, project);
  return waits === null ? [use] : [use, waits];
};

export const buildLimitForm = (
  use: LimitUse | null,
  typed: { readonly limit?: string | undefined; readonly why?: string | undefined },
): ModalView => {
  const chosen: Choice | undefined = use === null ? undefined : { words: use.project, value: use.project };
  const suggested = use === null ? undefined : String(Math.max(use.used, use.limit) + 1);
  return {
    type: 'modal',
    callback_id: LIMIT_FORM,
    title: asPlain('Ask for more VPCs', MOST.title),
    submit: asPlain('Ask', MOST.title),
    close: asPlain('Close', MOST.title),
    blocks: [
      ...(use === null ? [] : renderUse(use).map((line): KnownBlock => section(line))),
      pickInput({
        block: PICK_PROJECT,
        pick: PICK_PROJECT,
        label: 'Project',
        placeholder: 'Choose a project',
        chosen,
      }),
      textInput({
        block: LIMIT_WANTED,
        action: LIMIT_WANTED,
        label: 'How many VPCs in all',
        hint: 'An approver decides. The limit stays; no VPC is made by this.',
        typed: typed.limit === undefined || typed.limit === '' ? suggested : typed.limit,
        longest: LONGEST_NUMBER,
      }),
      textInput({
        block: LIMIT_WHY,
        action: LIMIT_WHY,
        label: 'Why',
        hint: 'The approvers read it on their card.',
        typed: typed.why,
        longest: LONGEST_WHY,
        lines: true,
      }),
    ],
  };
};

export const parseLimitForm = (values: ViewValues): TypedLimit => ({
  project: readField(values, PICK_PROJECT),
  limit: readField(values, LIMIT_WANTED),
  why: readField(values, LIMIT_WHY),
});

export const planLimit = (use: LimitUse): Plan => ({
  title: `Ask for more VPCs in ${use.project}`,
  lines: [
    ...renderUse(use),
    mrkdwn`In the form you say how many there should be in all, and why. Then an approver of ${use.project} decides.`,
  ],
  act: 'Ask for more',
});

const renderLimitProblem = (problem: LimitProblem): string => {
  switch (problem.kind) {
    case 'empty':
      return 'Type how many VPCs there should be in all, like 5.';
    case 'not-a-number':
      return `“${oneLine(problem.text)}” is not a whole number. Type how many VPCs there should be in all, like 5.`;
    case 'too-high':
      return `Type ${problem.most} at most.`;
    case 'not-above':
      return problem.used > problem.limit
        ? `There are ${problem.used} VPCs already: type ${problem.atLeast} or more.`
        : `The limit is ${problem.limit} already: type ${problem.atLeast} or more.`;
    default:
      return problem satisfies never;
  }
};

/** What is wrong, by the action id of the field where it is wrong. */
export const limitErrors = ({ limit, why }: LimitProblems): Record<string, string> => ({
  ...(limit === undefined ? {} : { [LIMIT_WANTED]: renderLimitProblem(limit) }),
  ...(why === undefined
    ? {}
    : { [LIMIT_WHY]: `Say in ${SHORTEST_WHY} to ${LONGEST_WHY} characters why it is needed.` }),
});

export const limitNoProject = (): Record<string, string> => ({ [PICK_PROJECT]: 'Choose the project.' });

/** As much, or more, is asked for already. */
export const answerLimitUnderWay = ({ requestId, wanted }: AskedLimit, project: string): Message =>
  answer(
    mrkdwn`A limit of ${count(wanted, 'VPC')} is asked for already in ${project}: ${formatRequestNumber(requestId)} waits for an approver. Nothing was recorded. Wait for it, or ask for more than ${wanted}.`,
  );
