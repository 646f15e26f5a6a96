import type { FunctionComponent } from 'preact';
import { useId } from 'preact/hooks';
import type { Json } from '../../slack/json.ts';
import { asText } from '../read-json.ts';
import { Unknown } from '../text/unknown.tsx';
import type { ControlProps } from './control.ts';
import { DateField } from './date-field.tsx';
import type { FieldProps } from './field-props.ts';
import { describe, Frame } from './frame.tsx';
import { useHeld } from './held.ts';
import { MenuField } from './menu-field.tsx';
import { useSeenView } from './seen-view.ts';
import { SelectField } from './select-field.tsx';
import { TextField } from './text-field.tsx';
import { TickField } from './tick-field.tsx';

type Control = FunctionComponent<ControlProps>;

const kinds: Readonly<Record<string, Control>> = {
  plain_text_input: TextField,
  email_text_input: TextField,
  url_text_input: TextField,
  number_input: TextField,
  static_select: SelectField,
  multi_static_select: MenuField,
  external_select: MenuField,
  multi_external_select: MenuField,
  users_select: MenuField,
  multi_users_select: MenuField,
  channels_select: MenuField,
  multi_channels_select: MenuField,
  conversations_select: MenuField,
  multi_conversations_select: MenuField,
  radio_buttons: TickField,
  checkboxes: TickField,
  datepicker: DateField,
  timepicker: DateField,
  datetimepicker: DateField,
};

const controlOf = ({ type }: Json): Control | undefined =>
  Object.hasOwn(kinds, asText(type)) ? kinds[asText(type)] : undefined;

/** Whether it is something to fill in that `Field` knows. */
export const isField = (element: Json): boolean => controlOf(element) !== undefined;

/** Something that a person fills in, with its label, hint and error; the sandbox keeps what it holds. */
export const Field = (props: FieldProps) => {
  const { element } = props;
  const control = controlOf(element);
  return control === undefined ? (
    <Unknown noun="element" type={asText(element['type'])} sent={element} />
  ) : (
    <KnownField {...props} control={control} />
  );
};

const KnownField = ({ control: Shown, ...props }: FieldProps & { readonly control: Control }) => {
  const {
    element,
    block,
    label,
    hint = '',
    isInput = false,
    isOptional = !isInput,
    dispatches = !isInput,
  } = props;
  const held = useHeld(props);
  const id = useId();
  const error = (isInput ? useSeenView()?.errors[block] : undefined) ?? null;
  const framed = { element, block, label, id, isInput, isOptional, hint, error, failure: held.failure };
  return (
    <Frame {...framed}>
      <Shown
        element={element}
        held={held}
        id={id}
        label={label}
        describedBy={describe(framed)}
        isBad={error !== null}
        isOptional={isOptional}
        dispatches={dispatches}
      />
    </Frame>
  );
};
