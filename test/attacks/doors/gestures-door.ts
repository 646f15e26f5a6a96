import fc from 'fast-check';
import { switchboard } from '../../../handlers/index.ts';
import { CONFIRM, EDIT } from '../../../src/slack/plan-message.ts';
import { filled } from './forms-door.ts';
import { actionBody, optionsBody } from './gestures.ts';
import { hostileJson, hostileText, mutated } from './hostile-values.ts';
import { findAll, homeBody, type LivedIn, listButtons, listForms } from './lived-in.ts';
import { createSlackTarget, type Outcome, shareLivedIn } from './slack-target.ts';
import { createDoor, type Verdict } from './throw-at.ts';

type Json = Readonly<Record<string, unknown>>;

export type Gesture =
  | { readonly kind: 'press'; readonly user: string; readonly action: Json; readonly ts: string }
  | { readonly kind: 'choose'; readonly user: string; readonly action: Json; readonly view: Json }
  | { readonly kind: 'look up'; readonly user: string; readonly asked: Json }
  | { readonly kind: 'shortcut'; readonly user: string }
  | { readonly kind: 'home'; readonly user: unknown };

const user = fc.constantFrom(
  'U0OMAR',
  'U0OMAR',
  'U0NINA',
  'U0ADA',
  'U0NET',
  'U0GUEST',
  'U0OUT',
  'constructor',
);

const CHANGES = Object.keys(switchboard.changes);
const BUTTON_IDS: readonly string[] = [
  ...Object.keys(switchboard.buttons),
  ...CHANGES.flatMap((id) => [`${CONFIRM}${id}`, `${EDIT}${id}`]),
];

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** The values that buttons of ours have: a number, two of them, or JSON. */
const inventedValue = fc.oneof(
  fc.nat({ max: 12 }).map(String),
  fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 })).map((two) => two.join('.')),
  hostileText,
  hostileJson.map((value) => JSON.stringify(value) ?? ''),
  fc
    .record({ vpcs: fc.array(fc.nat({ max: 9 })), project: hostileText })
    .map((value) => JSON.stringify(value)),
);

const presses = (livedIn: LivedIn): fc.Arbitrary<Gesture> => {
  const buttons = listButtons(
    livedIn.said.filter(({ kind, method }) => kind === 'message' || method === 'views.publish'),
  );
  const shown = fc.constantFrom(...buttons);
  const changed = shown.chain(({ action_id, value }) =>
    mutated(fc.constant(parse(value)), 2).map((other) => ({
      action_id,
      value: typeof other === 'string' ? other : (JSON.stringify(other) ?? ''),
    })),
  );
  const swapped = fc
    .tuple(fc.constantFrom(...BUTTON_IDS), shown)
    .map(([action_id, { value }]) => ({ action_id, value }));
  const invented = fc.record({ action_id: fc.constantFrom(...BUTTON_IDS), value: inventedValue });
  const mistyped = fc.record({ action_id: fc.constantFrom(...BUTTON_IDS), value: hostileJson });
  return fc.record({
    kind: fc.constant('press' as const),
    user,
    ts: fc.oneof(
      fc.constant('1790000002.1'),
      fc.nat({ max: 1e6 }).map((n) => `1790000003.${n}`),
    ),
    action: fc
      .oneof(
        { weight: 4, arbitrary: shown },
        { weight: 4, arbitrary: changed },
        { weight: 2, arbitrary: swapped },
        { weight: 4, arbitrary: invented },
        { weight: 1, arbitrary: mistyped },
      )
      .map((action) => ({ type: 'button', block_id: 'b', ...action })),
  });
};

/** What Slack tells of at once: buttons in the form, and fields that are dispatched. */
const listDispatched = (form: Json): readonly string[] =>
  findAll(form['blocks'], (block) =>
    block['type'] === 'actions' || block['type'] === 'section' || block['dispatch_action'] === true
      ? block
      : null,
  ).flatMap((block) => findAll(block, ({ action_id }) => (typeof action_id === 'string' ? action_id : null)));

const choiceIn = (form: Json): fc.Arbitrary<Gesture> =>
  fc
    .tuple(
      user,
      filled(form),
      fc.constantFrom(...listDispatched(form)),
      hostileText,
      mutated(fc.constant({}), 2),
      hostileText,
    )
    .map(
      ([who, view, action_id, value, values, metadata]): Gesture => ({
        kind: 'choose',
        user: who,
        action: { type: 'static_select', action_id, block_id: action_id, selected_option: { value } },
        view: {
          id: 'V1',
          hash: '1.h',
          title: form['title'],
          type: 'modal',
          ...view,
          state: value.length % 3 === 0 ? { values } : view['state'],
          private_metadata: value.length % 5 === 0 ? metadata : view['private_metadata'],
        },
      }),
    );

/** Something is chosen or pressed inside a form, which is built anew around it. */
const choices = (livedIn: LivedIn): fc.Arbitrary<Gesture> =>
  fc.oneof(
    ...listForms(livedIn.said)
      .filter((form) => listDispatched(form).length > 0)
      .map(choiceIn),
  );

const MENUS = [
  ...Object.keys(switchboard.options),
  ...Object.keys(switchboard.placedOptions).map((id) => `${id}:0`),
];

const lookUps = (livedIn: LivedIn): fc.Arbitrary<Gesture> =>
  fc
    .tuple(
      user,
      fc.constantFrom(...MENUS, 'peer_choice:1', 'peer_choice:99'),
      fc.oneof(hostileText, fc.constantFrom('peer_choice:aws:0', 'peer_choice:google:0', 'peer_choice:aws')),
      fc.oneof({ weight: 9, arbitrary: hostileText }, { weight: 1, arbitrary: fc.constant('') }),
      fc.option(fc.oneof(...listForms(livedIn.said).map(filled)), { nil: undefined }),
    )
    .map(
      ([who, action_id, block_id, value, view]): Gesture => ({
        kind: 'look up',
        user: who,
        asked: { action_id, block_id, value, ...(view === undefined ? {} : { view }) },
      }),
    );

const gestures = (livedIn: LivedIn): fc.Arbitrary<Gesture> =>
  fc.oneof(
    { weight: 12, arbitrary: presses(livedIn) },
    { weight: 4, arbitrary: choices(livedIn) },
    { weight: 3, arbitrary: lookUps(livedIn) },
    { weight: 1, arbitrary: user.map((who): Gesture => ({ kind: 'shortcut', user: who })) },
    { weight: 1, arbitrary: user.map((who): Gesture => ({ kind: 'home', user: who })) },
  );

const bodyOf = (gesture: Gesture): Json => {
  switch (gesture.kind) {
    case 'press':
      return actionBody({ user: gesture.user, channel: 'C0VPC', ts: gesture.ts }, gesture.action);
    case 'choose':
      return actionBody({ user: gesture.user, channel: 'C0VPC', view: gesture.view }, gesture.action);
    case 'look up':
      return optionsBody({ user: gesture.user, channel: 'C0VPC' }, gesture.asked as never);
    case 'shortcut':
      return {
        type: 'shortcut',
        callback_id: Object.keys(switchboard.shortcuts)[0],
        trigger_id: 'x',
        team: { id: 'T0ACME' },
        user: { id: gesture.user, team_id: 'T0ACME' },
      };
    case 'home':
      return homeBody(gesture.user);
    default:
      return gesture satisfies never;
  }
};

const findOptionProblems = (ack: unknown): readonly string[] => {
  if (typeof ack !== 'object' || ack === null) return ['a menu was answered with nothing'];
  const groups = 'option_groups' in ack && Array.isArray(ack.option_groups) ? ack.option_groups : [];
  const lists = 'options' in ack ? [ack.options] : groups.map((group: { options: unknown }) => group.options);
  const options = lists.flatMap((list) => (Array.isArray(list) ? list : []));
  const values = options.map(({ value }) => value);
  return [
    ...(lists.some((list) => Array.isArray(list) && list.length > 100)
      ? ['more than 100 options in a list']
      : []),
    ...(new Set(values).size === values.length ? [] : ['two options of one value']),
    ...options.flatMap(({ text, value }) =>
      typeof text?.text === 'string' &&
      text.text !== '' &&
      text.text.length <= 75 &&
      value !== '' &&
      value.length <= 75
        ? []
        : [`an option that Slack refuses: ${JSON.stringify({ text, value })}`],
    ),
  ];
};

/** A button is acknowledged once, and either somebody is told something or something is recorded. */
const judgePress = ({ acks, said, recorded }: Outcome): Verdict => {
  const opened = said.filter(({ method }) => method === 'views.open').length;
  const responded = said.filter(({ method }) => method === 'respond').length;
  const answers = opened + responded;
  const answer = opened > 0 ? 'form' : responded > 0 ? 'message' : 'the card says it';
  return {
    answer: recorded ? `${answer}, recorded` : answer,
    broken: [
      ...(acks.length === 1 ? [] : [`it was acknowledged ${acks.length} times`]),
      ...(answers > 1 ? [`it was answered ${answers} times`] : []),
      ...(answers === 0 && !recorded ? ['nothing came of it, and nobody was told'] : []),
    ],
  };
};

const judge = (outcome: Outcome, gesture: Gesture): Verdict => {
  const { acks, said } = outcome;
  const many = acks.length === 1 ? [] : [`it was acknowledged ${acks.length} times`];
  switch (gesture.kind) {
    case 'press':
      return judgePress(outcome);
    case 'look up':
      return { answer: 'options', broken: [...many, ...acks.flatMap(findOptionProblems)] };
    case 'choose':
      return { answer: said.length > 0 ? 'built anew' : 'left as it is', broken: many };
    case 'shortcut':
      return { answer: 'form', broken: said.length > 0 ? many : [...many, 'no form was opened'] };
    case 'home':
      return { answer: 'home', broken: [] };
    default:
      return gesture satisfies never;
  }
};

export const GESTURES_DOOR = createDoor<Gesture>({
  name: 'every button and menu',
  inputs: async () => gestures(await shareLivedIn()),
  prepare: async () => {
    const livedIn = await shareLivedIn();
    return () => createSlackTarget<Gesture>(livedIn, bodyOf, judge);
  },
});
