import { findGaps } from './completeness.ts';
import type { Desk } from './desk.ts';
import { fieldsOf, valueIn } from './fields.ts';
import {
  type Answer,
  type GestureOptions,
  type Impossible,
  impossible,
  perform,
  quietAnswer,
} from './gesture.ts';
import { asJson, asList, asObjects, asText, type Json } from './json.ts';
import { interaction } from './payloads.ts';
import { patience, type Where } from './scene.ts';
import { seeView } from './seen.ts';
import { judgeView } from './view-methods.ts';
import { type View, viewJson } from './views.ts';

/** What became of a form that was sent off. */
export interface Submitted extends Answer {
  readonly kind: 'closed' | 'errors' | 'updated' | 'pushed' | 'failed';
  /** What stands in red, by block_id. */
  readonly errors: Readonly<Record<string, string>>;
  /** The same, by the label of the field. */
  readonly errorsByLabel: Readonly<Record<string, string>>;
  /** Whether the app was asked: false where Slack's client refused by itself. */
  readonly isSent: boolean;
}

const troubleLine = 'We had some trouble connecting. Try again?';

const fieldsIn = (view: View) => fieldsOf(asObjects(view.payload['blocks']));

const byLabel = (view: View, errors: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(errors).map(([blockId, error]) => [
      fieldsIn(view).find((field) => field.blockId === blockId)?.label ?? blockId,
      error,
    ]),
  );

type Outcome = Pick<Submitted, 'kind' | 'errors'>;

interface Turn extends Outcome {
  readonly problems: readonly string[];
}

const turned = (kind: Outcome['kind'], errors: Outcome['errors'] = {}): Turn => ({
  kind,
  errors,
  problems: [],
});

const failed = (problems: readonly string[]): Turn => ({ kind: 'failed', errors: {}, problems });

const showErrors = (desk: Desk, view: View, given: unknown): Turn => {
  const errors = asJson(given);
  const inputs = fieldsIn(view)
    .filter(({ isInput }) => isInput)
    .map(({ blockId }) => blockId);
  const strange = Object.keys(errors).filter((id) => !inputs.includes(id) || asText(errors[id]) === '');
  if (strange.length > 0 || Object.keys(errors).length === 0) {
    return failed([`errors must name input blocks and say something: ${strange.join(', ')}`]);
  }
  desk.views.refuse(view, errors as Record<string, string>);
  return turned('errors', errors as Record<string, string>);
};

const showView = (desk: Desk, view: View, action: 'update' | 'push', sent: unknown): Turn => {
  const refusal = judgeView(desk, 'modal', sent, action === 'update' ? view : undefined);
  if (refusal !== null) {
    const messages = asList(asJson(refusal['response_metadata'])['messages']).map(asText);
    return failed([asText(refusal['error']), ...messages]);
  }
  if (action === 'push' && desk.views.isFull(view.user)) return failed(['push_limit_reached']);
  if (action === 'push') desk.views.push(view, asJson(sent));
  else desk.views.update(view, asJson(sent));
  return turned(action === 'push' ? 'pushed' : 'updated');
};

/** Carries out the `response_action` of an acknowledgement: https://docs.slack.dev/surfaces/modals */
const takeTurn = (desk: Desk, id: string, payload: Json): Turn => {
  const view = desk.views.find(id);
  if (view === undefined) return turned('closed');
  switch (payload['response_action']) {
    case undefined:
      desk.views.close(view);
      return turned('closed');
    case 'clear':
      desk.views.clear(view.user);
      return turned('closed');
    case 'errors':
      return showErrors(desk, view, payload['errors']);
    case 'update':
    case 'push':
      return showView(desk, view, payload['response_action'], payload['view']);
    default:
      return failed([`unknown response_action "${payload['response_action']}"`]);
  }
};

/** Where the app may answer into the conversations that were chosen in fields with `response_url_enabled`. */
const responseUrlsOf = (desk: Desk, view: View): readonly Json[] =>
  fieldsIn(view)
    .filter(({ element }) => element['response_url_enabled'] === true)
    .map((field) => ({ field, channel: asText(valueIn(view.values, field)) }))
    .filter(({ channel }) => channel !== '')
    .map(({ field, channel }) => ({
      block_id: field.blockId,
      action_id: field.actionId,
      channel_id: channel,
      response_url: desk.responseUrls.mint({ user: view.user, channel, threadTs: null, original: null }),
    }));

const refuseGaps = (desk: Desk, view: View, gaps: Readonly<Record<string, string>>): Submitted => {
  const shown = desk.views.refuse(view, gaps);
  const errorsByLabel = byLabel(view, gaps);
  return {
    ...quietAnswer,
    kind: 'errors',
    errors: gaps,
    errorsByLabel,
    isSent: false,
    view: seeView(desk, shown),
  };
};

/** `waitMs` is how long the form may take to open. With `view` it is this one or none. */
export type ViewOptions = GestureOptions & Pick<Where, 'waitMs' | 'view'>;

const topOf = ({ views }: Desk, user: string, { view: wanted }: ViewOptions): View | null => {
  const top = views.top(user);
  return wanted === undefined || top?.id === wanted ? top : null;
};

/** Sends the top form off, once Slack's client finds it complete. */
export const submitView = async (
  desk: Desk,
  user: string,
  options: ViewOptions = {},
): Promise<Submitted | Impossible> => {
  const findForm = (): View | null => {
    const top = topOf(desk, user, options);
    return top?.payload['submit'] === undefined ? null : top;
  };
  const view = await desk.changes.until(findForm, options.waitMs ?? patience);
  if (view === null) return impossible(`no form is open before "${user}" that can be submitted`);
  const gaps = findGaps(fieldsIn(view), view.values);
  if (Object.keys(gaps).length > 0) return refuseGaps(desk, view, gaps);
  let turn = failed([]);
  const answer = await perform(desk, {
    ...options,
    user,
    channel: null,
    type: 'interactive',
    payload: {
      ...interaction(desk, 'view_submission', user),
      trigger_id: desk.triggers.mint(user, view.channel),
      view: viewJson(view, desk.workspace),
      response_urls: responseUrlsOf(desk, view),
    },
    lineFor: () => troubleLine,
    onAck: (payload) => {
      turn = takeTurn(desk, view.id, payload);
      return turn.problems;
    },
  });
  const { kind, errors } = turn;
  return { ...answer, kind, errors, errorsByLabel: byLabel(view, errors), isSent: true };
};

/** Closes the top modal (or all, where it says so) and tells the app where it asked to be told. */
export const closeView = async (
  desk: Desk,
  user: string,
  options: ViewOptions = {},
): Promise<Answer | Impossible> => {
  const view = await desk.changes.until(() => topOf(desk, user, options), options.waitMs ?? patience);
  if (view === null) return impossible(`no view is open before "${user}"`);
  const isCleared = view.payload['clear_on_close'] === true;
  if (isCleared) desk.views.clear(user);
  else desk.views.close(view);
  const below = desk.views.top(user);
  if (view.payload['notify_on_close'] !== true) {
    return { ...quietAnswer, view: below === null ? null : seeView(desk, below) };
  }
  const payload = {
    ...interaction(desk, 'view_closed', user),
    view: viewJson(view, desk.workspace),
    is_cleared: isCleared,
  };
  const lineFor = (): null => null;
  return perform(desk, { ...options, user, channel: null, type: 'interactive', payload, lineFor });
};
