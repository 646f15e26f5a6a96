import './fields.css';
import type { ComponentChildren } from 'preact';
import { asText, wordsOf } from '../read-json.ts';
import type { FieldProps } from './field-props.ts';

export interface FrameProps extends Pick<FieldProps, 'element' | 'block' | 'label'> {
  readonly id: string;
  readonly isInput: boolean;
  readonly isOptional: boolean;
  readonly hint: string;
  /** What Slack or the app found wrong with it. */
  readonly error: string | null;
  /** Why the app did not hear of it. */
  readonly failure: string | null;
  readonly children: ComponentChildren;
}

const Warning = () => (
  <svg class="field-mark" viewBox="0 0 16 16" aria-hidden="true">
    <path d="M8 1.8 15 14H1L8 1.8Zm0 4.4v4m0 1.6v.6" />
  </svg>
);

/** What is read with the control, by the part of its id. */
export const describe = ({ id, hint, error, failure }: Omit<FrameProps, 'children'>): string | undefined => {
  const parts = { hint: hint !== '', error: error !== null, failure: failure !== null };
  const ids = Object.entries(parts).flatMap(([part, isThere]) => (isThere ? [`${id}-${part}`] : []));
  return ids.length === 0 ? undefined : ids.join(' ');
};

const Below = ({ id, hint, error, failure }: Pick<FrameProps, 'id' | 'hint' | 'error' | 'failure'>) => (
  <>
    {error !== null && (
      <p class="field-error" id={`${id}-error`}>
        <Warning />
        {error}
      </p>
    )}
    {failure !== null && (
      <p class="field-error" id={`${id}-failure`} role="alert">
        <Warning />
        {failure}
      </p>
    )}
    {hint !== '' && (
      <p class="field-hint" id={`${id}-hint`}>
        {hint}
      </p>
    )}
  </>
);

/** Of a section's words the marks of its formatting are not said. */
const nameOf = ({ element, label, isInput }: FrameProps): string =>
  (isInput ? label : label.replace(/[*`]/g, '')) || wordsOf(element['placeholder']);

/** The words around a control: an `input` block shows them, elsewhere they only name it. */
export const Frame = (props: FrameProps) => {
  const { element, block, id, isInput, isOptional, error, children } = props;
  const type = asText(element['type']);
  const look = isInput ? 'field-label' : 'field-unseen';
  const words = (
    <>
      {nameOf(props)}
      {isInput && isOptional && <span class="field-optional"> (optional)</span>}
    </>
  );
  if (type !== 'radio_buttons' && type !== 'checkboxes') {
    return (
      <div class="field" data-block={block} data-is-input={isInput}>
        <label class={look} for={id}>
          {words}
        </label>
        {children}
        <Below {...props} />
      </div>
    );
  }
  const role =
    type === 'radio_buttons' ? ({ role: 'radiogroup', 'aria-invalid': error !== null } as const) : {};
  return (
    <fieldset
      class="field"
      data-block={block}
      data-is-input={isInput}
      aria-describedby={describe(props)}
      {...role}
    >
      <legend class={look}>{words}</legend>
      {children}
      <Below {...props} />
    </fieldset>
  );
};
