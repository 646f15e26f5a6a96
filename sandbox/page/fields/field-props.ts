import type { Json } from '../../slack/json.ts';
import type { Scene } from '../acts.ts';

export interface FieldProps {
  /** The element as the app sent it, its ids in place. */
  readonly element: Json;
  /** The block_id of its block. */
  readonly block: string;
  /** Where that block stands. */
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
