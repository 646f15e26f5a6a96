import type { AllMiddlewareArgs } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Deps } from '../src/deps.ts';
import type { TooMany } from '../src/domain/creation-cap.ts';
import type { Project } from '../src/domain/project.ts';
import { VpcbotError } from '../src/errors.ts';
import type { Job } from '../src/queue/jobs.ts';
import { buildAnswerView } from '../src/slack/answer-view.ts';
import type { Message } from '../src/slack/blocks.ts';
import { callSlack } from '../src/slack/call.ts';
import { answerTooMany } from '../src/slack/creation-words.ts';
import { buildOpeningView } from '../src/slack/plain-views.ts';
import {
  buildFormPlanMessage,
  buildPlanMessage,
  buildProblemsMessage,
  type Plan,
} from '../src/slack/plan-message.ts';
import type { ViewValues } from '../src/slack/view-values.ts';
import type { Doing } from '../src/store/requests.ts';
import { answerFor } from './trouble.ts';

export type ChangeDeps = Pick<
  Deps,
  'store' | 'wake' | 'directory' | 'projects' | 'networks' | 'limits' | 'timing' | 'now' | 'log'
>;

/** A form as it is sent, or as it stands while somebody chooses in it. */
export interface SentForm {
  readonly values: ViewValues;
  readonly metadata: string | undefined;
}

/** What is wrong, in words, by the action id of the field where it is wrong. */
export type FieldProblems = Readonly<Record<string, string>>;

/** A form that is not filled in whole. */
export type SoFar<Typed> = { readonly [K in keyof Typed]?: Typed[K] | undefined };

/** Something else that may be asked for in the place of what was typed: beside the form, or as a plan. */
export interface Offer {
  readonly view: ModalView;
  readonly message: Message;
}

export type Judged =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'offer'; readonly offer: Offer }
  | { readonly kind: 'problems'; readonly problems: FieldProblems }
  /** This person asked for enough within the hour; the same can be sent later. */
  | TooMany
  /**
   * Nothing that a form could mend: not allowed, or there is no such thing any more. `isDone`: it is
   * carried out, and nothing is left to be pressed.
   */
  | { readonly kind: 'answer'; readonly message: Message; readonly isDone?: true };

export type Recorded =
  | {
      readonly kind: 'recorded';
      readonly requestId: number;
      readonly channel: string;
      /** Waits for an approver before anything happens. */
      readonly waits: boolean;
      /** It is asked of the provider at once, and cannot be taken back. */
      readonly isFinal?: true;
      readonly wake: readonly Job[];
    }
  | Exclude<Judged, { kind: 'plan' }>;

/** A request about a VPC that is there: its next look begins to carry it out. */
export const recordedOnVpc = (
  { requestId, vpcId }: { readonly requestId: number; readonly vpcId: number },
  { channel }: Pick<Project, 'channel'>,
): Extract<Recorded, { kind: 'recorded' }> => ({
  kind: 'recorded',
  requestId,
  channel,
  waits: false,
  wake: [{ name: 'advance-vpc', payload: { vpcId } }],
});

/**
 * One kind of change that people may ask for. The same judgement stands behind its form, its one
 * line and its buttons; nobody is believed to have been judged before.
 */
export interface Change<Typed extends object> {
  /** The form's callback id; with a prefix that of the plan's buttons. */
  readonly id: string;
  /** `Rename a VPC`. */
  readonly title: string;
  /** `form`: only the form confirms it, for a name has to be typed there. */
  readonly confirmedBy: 'press' | 'form';
  /** Reads what a button carries. Null: it is none of ours, or from another version. */
  readonly readTyped: (value: unknown) => SoFar<Typed> | null;
  readonly parseForm: (form: SentForm) => Typed;
  /** Reads the form while somebody fills it in; `pressed`: the action id of what they chose or pressed just now. */
  readonly readDraft?: (form: SentForm, pressed: string) => SoFar<Typed>;
  /** The form with what is typed so far, or what stands in its place. */
  readonly buildForm: (userId: string, typed: SoFar<Typed>) => Promise<ModalView>;
  /** Says what would happen, and records nothing. */
  readonly judge: (userId: string, typed: Typed) => Promise<Judged>;
  /** Judges once more and records it in one transaction, or records nothing. */
  readonly record: (typed: Typed, doing: Doing) => Promise<Recorded>;
  /** What is not typed. */
  readonly nothing: Typed;
}

type Client = AllMiddlewareArgs['client'];

/** Somebody closed the form before this came. */
const isClosed = (err: unknown): boolean => err instanceof VpcbotError && err.said === 'not_found';

/** Tried twice, for a form that is not shown leaves somebody with the view that says it opens in a moment. */
const showInstead = async (client: Client, viewId: string, view: ModalView): Promise<void> => {
  const show = () => callSlack('showing a form', () => client.views.update({ view_id: viewId, view }));
  await show().catch((err: unknown) => {
    if (isClosed(err)) return;
    if (err instanceof VpcbotError && err.code === 'SLACK_UNREACHABLE') return show();
    throw err;
  });
};

/**
 * Opens the form: a view at once, for a trigger lives three seconds, then the form in its place. `readTyped`:
 * what is filled in before anybody types, which may take asking around.
 */
export const openChange = async <Typed extends object>(
  { log }: Pick<ChangeDeps, 'log'>,
  change: Change<Typed>,
  {
    client,
    triggerId,
    userId,
  }: { readonly client: Client; readonly triggerId: string; readonly userId: string },
  readTyped: () => Promise<SoFar<Typed>>,
): Promise<void> => {
  const opened = await client.views.open({ trigger_id: triggerId, view: buildOpeningView(change.title) });
  const viewId = opened.view?.id;
  if (viewId === undefined) return;
  const build = async (): Promise<ModalView> => change.buildForm(userId, await readTyped());
  const view = await build().catch((err: unknown) => {
    log.warn({ err, change: change.id }, 'a form could not be built');
    return buildAnswerView(change.title, answerFor(err));
  });
  await showInstead(client, viewId, view);
};

/** What a command with all its arguments is answered: the plan, or what is wrong with them. */
export const planChange = async <Typed extends object>(
  change: Change<Typed>,
  userId: string,
  typed: Typed,
): Promise<Message> => {
  const judged = await change.judge(userId, typed);
  if (judged.kind === 'answer') return judged.message;
  if (judged.kind === 'offer') return judged.offer.message;
  if (judged.kind === 'too-many') return answerTooMany(judged);
  if (judged.kind === 'problems') {
    return buildProblemsMessage(change.id, change.title, Object.values(judged.problems), typed);
  }
  const build = change.confirmedBy === 'form' ? buildFormPlanMessage : buildPlanMessage;
  return build(change.id, judged.plan, typed);
};
