import type { KnownBlock, ModalView } from '@slack/types';
import type { MoveWarning, WantedMove } from '../domain/move-request.ts';
import { asPlain, type Choice, divider, type Message, MOST, section, textInput } from './blocks.ts';
import { locate, nameEndpoint, namePlace, renderReach, SWITCH_OVER } from './move-words.ts';
import { code, fromPlain, listSome, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { PICK_PLACE, PICK_SERVICE, pickInput } from './pick.ts';
import type { Plan } from './plan-message.ts';
import { readField, type ViewValues } from './view-values.ts';

/** Callback ids of the forms that move a service: into a VPC, out of it, and anywhere. */
export const ATTACH_FORM = 'attach_service';
export const DETACH_FORM = 'detach_service';
export const MIGRATE_FORM = 'migrate_service';
export type MoveForm = typeof ATTACH_FORM | typeof DETACH_FORM | typeof MIGRATE_FORM;

/** What a menu calls it. */
export const PUBLIC_WORDS = 'The public internet';

/** Action id of the field where the service's name is typed once more. */
export const MOVE_CONFIRM = 'move_confirm';

export interface TypedMoveForm {
  /** As a person or a menu names it. */
  readonly service: string;
  readonly to: string;
  readonly confirm: string;
}

interface MoveFormWords {
  readonly title: string;
  readonly act: string;
  /** Label and hint of the place; null: it is the public internet, and not asked for. */
  readonly place: { readonly label: string; readonly hint: string } | null;
}

export const MOVE_FORMS: { readonly [F in MoveForm]: MoveFormWords } = {
  [ATTACH_FORM]: {
    title: 'Attach a service',
    act: 'Attach',
    place: { label: 'VPC', hint: 'One of its project and its region. Only peered networks reach it there.' },
  },
  [DETACH_FORM]: { title: 'Detach a service', act: 'Detach', place: null },
  [MIGRATE_FORM]: {
    title: 'Move a service',
    act: 'Move',
    place: { label: 'Where to', hint: 'A VPC of its project and its region, or the public internet.' },
  },
};

const ADDRESSES_SHOWN = 10;

const renderWarning = (warning: MoveWarning): Mrkdwn => {
  switch (warning.kind) {
    case 'no-active-peering':
      return mrkdwn`*Careful.* The VPC ${code(warning.vpc)} has no active peering, so nobody will reach the service there. Peer the VPC first: type \`/vpc peer\`.`;
    case 'endpoint-limit':
      return mrkdwn`*Careful.* The services in ${code(warning.vpc)} use about ${warning.used} of its ${warning.most} endpoints, and this one needs ${warning.needed}. Timescale may refuse it.`;
    default:
      return warning satisfies never;
  }
};

const renderDowntime = ({ project, legs }: WantedMove): Mrkdwn => {
  if (project.product === 'managed') return SWITCH_OVER;
  return legs.length > 1
    ? mrkdwn`*It cannot be reached meanwhile.* Timescale detaches it first and then attaches it. Each takes a few minutes; in between it is on the public internet for a moment.`
    : mrkdwn`*It cannot be reached meanwhile*, which takes a few minutes.`;
};

/** Managed Service can give a service in a VPC a public name as well, where its settings say so. */
const renderPublicAccess = ({ project, to }: WantedMove): readonly Mrkdwn[] =>
  project.product === 'managed' && to !== null
    ? [
        mrkdwn`*Public access is off in a VPC* unless the service’s own settings open it (\`public_access\`). The project’s CA certificate comes in the thread.`,
      ]
    : [];

const renderAddresses = ({ service, project, from, to }: WantedMove): Mrkdwn => {
  const parts = service.endpoints.map(
    (endpoint) => mrkdwn`${nameEndpoint(endpoint)} ${code(`${endpoint.host}:${endpoint.port}`)}`,
  );
  if (parts.length === 0) return mrkdwn`*Its addresses change.* The thread lists the new ones.`;
  const all = listSome(parts, ADDRESSES_SHOWN);
  return (from !== null && to !== null) || project.product === 'managed'
    ? mrkdwn`*Its addresses may change:* ${all}. The thread lists what is new.`
    : mrkdwn`*Its addresses change:* ${all}. Whoever uses them has to use the new ones, which the thread lists.`;
};

/** What would happen, and what is to be known before. */
export const planMove = (wanted: WantedMove, form: MoveForm): Plan => {
  const { service, project, from, to, warnings } = wanted;
  return {
    title: `${MOVE_FORMS[form].act} ${service.name}`,
    lines: [
      mrkdwn`The service ${code(service.name)} of ${project.name} is ${locate(from)} and goes to ${namePlace(to)}. ${renderReach(to, 'Then it')}`,
      renderDowntime(wanted),
      renderAddresses(wanted),
      ...renderPublicAccess(wanted),
      ...warnings.map(renderWarning),
    ],
    act: MOVE_FORMS[form].act,
  };
};

/** What stands under the fields: what would happen, or what is in the way of it. */
export type MoveOutlook =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'problems'; readonly problems: readonly string[] }
  /** It may not be asked for at all. */
  | { readonly kind: 'answer'; readonly message: Message }
  | { readonly kind: 'open' };

const buildOutlook = (outlook: MoveOutlook): readonly KnownBlock[] => {
  switch (outlook.kind) {
    case 'open':
      return [];
    case 'problems':
      return outlook.problems.map((problem) => section(fromPlain(problem)));
    case 'answer':
      return outlook.message.blocks;
    case 'plan':
      return [divider, ...outlook.plan.lines.map(section)];
    default:
      return outlook satisfies never;
  }
};

export interface MoveFormFacts {
  readonly form: MoveForm;
  readonly service: Choice | undefined;
  /** What is to be typed to confirm, where that is known. */
  readonly expected?: string;
  readonly place: Choice | undefined;
  readonly outlook: MoveOutlook;
}

const buildPlace = ({ form, place }: MoveFormFacts): readonly KnownBlock[] => {
  const words = MOVE_FORMS[form].place;
  if (words === null) return [];
  const field = {
    block: PICK_PLACE,
    pick: PICK_PLACE,
    placeholder: 'Choose a place',
    dispatch: true,
  } as const;
  return [pickInput({ ...field, ...words, chosen: place })];
};

export const buildMoveForm = (facts: MoveFormFacts): ModalView => {
  const { form, service, outlook, expected } = facts;
  const { title, act } = MOVE_FORMS[form];
  return {
    type: 'modal',
    callback_id: form,
    title: asPlain(title, MOST.title),
    submit: asPlain(act, MOST.title),
    close: asPlain('Close', MOST.title),
    blocks: [
      pickInput({
        block: PICK_SERVICE,
        pick: PICK_SERVICE,
        label: 'Service',
        placeholder: 'Choose a service',
        chosen: service,
        dispatch: true,
      }),
      ...buildPlace(facts),
      ...buildOutlook(outlook),
      textInput({
        block: MOVE_CONFIRM,
        action: MOVE_CONFIRM,
        label: 'Type the name of the service to confirm',
        hint: 'Connections to it are cut while it moves.',
        longest: 200,
        ...(expected === undefined ? {} : { placeholder: expected }),
      }),
    ],
  };
};

export const parseMoveForm = (values: ViewValues): TypedMoveForm => ({
  service: readField(values, PICK_SERVICE),
  to: readField(values, PICK_PLACE),
  confirm: readField(values, MOVE_CONFIRM),
});
