import type { Json } from '../../slack/json.ts';
import type { Scene } from '../acts.ts';
import { asText } from '../read-json.ts';

export interface FieldProps {
  /** The element as the app sent it, its ids in place. */
  readonly element: Json;
  /** The block_id of its block. */
  readonly block: string;
  /** Where that block stands: `{}` in a modal, `{in: 'home'}`, or `{in, ts}` on a message. */
  readonly scene: Scene;
  /** What it is called: an input's label, else the section's words; empty where its placeholder says it. */
  readonly label: string;
  /** An `input` block's label, hint and error are shown; elsewhere the label only names the control. */
  readonly isInput?: boolean;
  readonly hint?: string;
  readonly isOptional?: boolean;
  /** Of an `input` block: its `dispatch_action`. What stands elsewhere always tells the app. */
  readonly dispatches?: boolean;
  /** Asks the person what the element's `confirm` says, before the app is told. */
  readonly agree?: (confirm: Json) => Promise<boolean>;
}

/** The element types that `Field` shows. */
const known: ReadonlySet<string> = new Set([
  'plain_text_input',
  'email_text_input',
  'url_text_input',
  'number_input',
  'static_select',
  'multi_static_select',
  'external_select',
  'multi_external_select',
  'users_select',
  'multi_users_select',
  'channels_select',
  'multi_channels_select',
  'conversations_select',
  'multi_conversations_select',
  'radio_buttons',
  'checkboxes',
  'datepicker',
  'timepicker',
  'datetimepicker',
]);

export const isField = (element: Json): boolean => known.has(asText(element['type']));

/** Something that a person fills in, with its label, hint and error; what it holds is kept by the sandbox. */
export const Field = ({ element, label }: FieldProps) => (
  <p class="field-unknown">
    {label} ({asText(element['type'])})
  </p>
);
