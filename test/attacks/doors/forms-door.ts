import fc from 'fast-check';
import { submitBody } from './gestures.ts';
import { hostileJson, hostileText, mutated } from './hostile-values.ts';
import { FORM_IDS, findAll, type LivedIn, listForms } from './lived-in.ts';
import { createSlackTarget, type Outcome, shareLivedIn } from './slack-target.ts';
import { createDoor, type Verdict } from './throw-at.ts';

type Json = Readonly<Record<string, unknown>>;

export interface Sent {
  readonly user: string;
  readonly view: unknown;
}

interface Field {
  readonly block: string;
  readonly action: string;
  readonly type: string;
  readonly options: readonly string[];
  readonly initial: string | undefined;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const readInput = (block: Json): Field | null => {
  const element = block['element'] as Json | undefined;
  if (block['type'] !== 'input' || element === undefined) return null;
  const options = findAll(element, ({ text, value }) =>
    typeof text === 'object' && typeof value === 'string' ? value : null,
  );
  const initial = element['initial_value'] ?? (element['initial_option'] as Json | undefined)?.['value'];
  return {
    block: textOf(block['block_id']),
    action: textOf(element['action_id']),
    type: textOf(element['type']),
    options,
    initial: initial === undefined ? undefined : textOf(initial),
  };
};

/** What Slack sends of a field in which that was typed or chosen. */
const stateOf = ({ type }: Field, typed: string): Json => {
  if (type === 'plain_text_input') return { type, value: typed };
  if (type === 'checkboxes' || type.startsWith('multi_')) {
    return { type, selected_options: typed === '' ? [] : typed.split(' ').map((value) => ({ value })) };
  }
  if (type === 'users_select') return { type, selected_user: typed };
  if (type.includes('conversations') || type.includes('channels'))
    return { type, selected_conversation: typed };
  return {
    type,
    selected_option: typed === '' ? null : { text: { type: 'plain_text', text: typed }, value: typed },
  };
};

const typedInto = (field: Field): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(field.initial ?? field.options[0] ?? '') },
    { weight: 3, arbitrary: fc.constantFrom('', ...field.options) },
    { weight: 3, arbitrary: hostileText },
  );

/** A form that was shown, filled in: mostly as it is, with something hostile here and there. */
export const filled = (view: Json): fc.Arbitrary<Json> => {
  const fields = findAll(view['blocks'], readInput);
  return fc.tuple(...fields.map(typedInto)).map((typed) => ({
    callback_id: view['callback_id'],
    private_metadata: view['private_metadata'] ?? '',
    blocks: view['blocks'],
    state: {
      values: Object.fromEntries(
        fields.map((field, index) => [field.block, { [field.action]: stateOf(field, typed[index] ?? '') }]),
      ),
    },
  }));
};

const actionIdsOf = ({ said }: LivedIn): readonly string[] => [
  ...new Set(findAll(said, ({ action_id }) => (typeof action_id === 'string' ? action_id : null))),
];

const metadata = fc.oneof(
  { weight: 3, arbitrary: hostileText },
  { weight: 3, arbitrary: hostileJson.map((value) => JSON.stringify(value) ?? '') },
  { weight: 2, arbitrary: fc.constantFrom('1', '2', '6', '{"peeringId":1}', '{"id":2}', '1.1', '2.1') },
  { weight: 1, arbitrary: fc.constant('x'.repeat(3_001)) },
);

/** A form that no version of the bot has shown, with ids of ours. */
const invented = (actions: readonly string[]): fc.Arbitrary<Json> =>
  fc
    .tuple(
      fc.constantFrom(...FORM_IDS),
      metadata,
      fc.array(
        fc.tuple(
          fc.oneof(hostileText, fc.constantFrom(...actions)),
          fc.constantFrom(...actions),
          fc.oneof(
            hostileText.map((value) => ({ type: 'plain_text_input', value })),
            hostileText.map((value) => ({ selected_option: { value } })),
            hostileText.map((value) => ({ selected_options: [{ value }] })),
            hostileJson,
          ),
        ),
        { maxLength: 6 },
      ),
    )
    .map(([callback_id, private_metadata, blocks]) => ({
      callback_id,
      private_metadata,
      blocks: [],
      state: {
        values: Object.fromEntries(blocks.map(([block, action, state]) => [block, { [action]: state }])),
      },
    }));

/** Bolt goes by these, so only Slack itself can say them otherwise. */
const kept = (from: Json, view: unknown): Json => {
  const changed = typeof view === 'object' && view !== null ? (view as Json) : {};
  const state = changed['state'];
  return {
    ...changed,
    callback_id: from['callback_id'],
    state: typeof state === 'object' && state !== null ? state : { values: {} },
  };
};

const sentForms = (livedIn: LivedIn): fc.Arbitrary<Sent> => {
  const forms = listForms(livedIn.said).filter(({ submit }) => submit !== undefined);
  const shown = fc.oneof(...forms.map(filled));
  const broken = shown.chain((view) =>
    fc
      .tuple(mutated(fc.constant({ state: view['state'] }), 3), metadata, fc.nat({ max: 2 }))
      .map(([changed, other, how]) =>
        kept(view, { ...view, ...(changed as Json), ...(how === 0 ? { private_metadata: other } : {}) }),
      ),
  );
  return fc.record({
    user: fc.constantFrom('U0OMAR', 'U0OMAR', 'U0NINA', 'U0ADA', 'U0NET', 'U0GUEST', 'U0OUT'),
    view: fc.oneof(
      { weight: 5, arbitrary: shown },
      { weight: 4, arbitrary: broken },
      { weight: 2, arbitrary: invented(actionIdsOf(livedIn)) },
    ),
  });
};

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** Errors stand beside blocks of the form that was sent, and each says something. */
const findErrorProblems = (errors: unknown, view: unknown): readonly string[] => {
  if (!isObject(errors) || Object.keys(errors).length === 0) return ['errors without an error'];
  const state = isObject(view) && isObject(view['state']) ? view['state']['values'] : {};
  const inputs = isObject(view) ? findAll(view['blocks'], readInput).map(({ block }) => block) : [];
  const known = [...(isObject(state) ? Object.keys(state) : []), ...inputs];
  return Object.entries(errors).flatMap(([block, words]) => [
    ...(known.includes(block) || inputs.length === 0
      ? []
      : [`an error beside "${block}", which the form does not have`]),
    ...(typeof words === 'string' && words.trim() !== ''
      ? []
      : [`an error that says nothing beside "${block}"`]),
    ...(typeof words === 'string' && words.length > 2_000 ? [`an error of ${words.length} characters`] : []),
  ]);
};

const judge = ({ acks, said, recorded }: Outcome, { view }: Sent): Verdict => {
  const [ack] = acks;
  const many = acks.length === 1 ? [] : [`it was acknowledged ${acks.length} times`];
  if (!isObject(ack)) {
    const silent = said.length === 0 && !recorded ? ['the form closed, and nothing came of it'] : [];
    return { answer: 'closed', broken: [...many, ...silent] };
  }
  const action = textOf(ack['response_action']);
  if (action === 'errors')
    return { answer: action, broken: [...many, ...findErrorProblems(ack['errors'], view)] };
  return { answer: recorded ? `${action}, recorded` : action, broken: many };
};

/** A view in an acknowledgement is judged as one that was opened. */
export const FORMS_DOOR = createDoor<Sent>({
  name: 'every form',
  inputs: async () => sentForms(await shareLivedIn()),
  prepare: async () => {
    const livedIn = await shareLivedIn();
    return () =>
      createSlackTarget<Sent>(
        livedIn,
        ({ user, view }) => submitBody({ user, channel: 'C0VPC' }, view as Json),
        judge,
      );
  },
});
