import type { Json } from '../../slack/json.ts';
import type { Held } from './held.ts';

/** What every kind of control is given. */
export interface ControlProps {
  readonly element: Json;
  readonly held: Held;
  /** Its own id, which its label names. */
  readonly id: string;
  readonly label: string;
  /** The ids of what says more about it. */
  readonly describedBy: string | undefined;
  readonly isBad: boolean;
  readonly isOptional: boolean;
  /** Whether the app hears of each change. */
  readonly dispatches: boolean;
}

/** What a control says of itself to assistive technology, and whether the focus comes to it first. */
export const stateOf = ({ element, held, describedBy, isBad, isOptional }: ControlProps) => ({
  'aria-describedby': describedBy,
  'aria-invalid': isBad,
  'aria-required': !isOptional,
  'aria-busy': held.isBusy,
  'data-focus': element['focus_on_load'] === true,
});
