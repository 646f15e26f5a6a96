import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Json } from '../../slack/json.ts';
import { asJson, asList, asText, wordsOf } from '../read-json.ts';
import { type ControlProps, stateOf } from './control.ts';

/** From how many characters before the limit on it is shown how many are left; of a short one, in its last third. */
const NEAR = 25;

const modes: Readonly<Record<string, 'email' | 'url' | 'decimal' | 'text'>> = {
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'decimal',
};

type Typed = HTMLInputElement | HTMLTextAreaElement;

/** Keeps the caret where it was, or at the end, when another tab changes the text around it. */
const useCaret = () => {
  const ref = useRef<Typed | null>(null);
  const typed = ref.current;
  const before =
    typed !== null && typed === document.activeElement
      ? { text: typed.value, start: typed.selectionStart ?? 0, end: typed.selectionEnd ?? 0 }
      : null;
  useLayoutEffect(() => {
    if (typed === null || before === null || typed.value === before.text) return;
    const { length } = typed.value;
    if (before.start === before.text.length) typed.setSelectionRange(length, length);
    else typed.setSelectionRange(before.start, before.end);
  });
  return (element: Typed | null): void => {
    ref.current = element;
  };
};

/** Whether the app is told on each character; else on Enter. */
const tellsAtOnce = (element: Json): boolean =>
  asList(asJson(element['dispatch_action_config'])['trigger_actions_on']).includes('on_character_entered');

const tellsOnEnter = (element: Json): boolean => {
  const when = asList(asJson(element['dispatch_action_config'])['trigger_actions_on']);
  return when.length === 0 || when.includes('on_enter_pressed');
};

const Left = ({ text, most }: { readonly text: string; readonly most: number }) => {
  const left = most - text.length;
  if (left > Math.min(NEAR, most / 3)) return null;
  return (
    <p class="field-left" data-is-over={left < 0}>
      {left < 0 ? `${-left} too many` : `${left} left`}
    </p>
  );
};

/** One line of text or several, an email address, a link, a number. */
export const TextField = (props: ControlProps) => {
  const { element, held, id, dispatches } = props;
  const ref = useCaret();
  const isLong = element['multiline'] === true;
  const text = asText(held.value);
  const type = asText(element['type']);
  const given = {
    ...stateOf(props),
    id,
    class: 'field-text',
    value: text,
    placeholder: wordsOf(element['placeholder']),
    autocomplete: 'off',
    onInput: ({ currentTarget }: { readonly currentTarget: Typed }) =>
      held.type(currentTarget.value, dispatches && tellsAtOnce(element)),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.isComposing || event.shiftKey) return;
      if (!dispatches || !tellsOnEnter(element)) return;
      event.preventDefault();
      held.tell();
    },
  };
  return (
    <>
      {isLong ? (
        <textarea ref={ref} rows={4} {...given} />
      ) : (
        <input ref={ref} type="text" inputMode={modes[type] ?? 'text'} {...given} />
      )}
      <Left text={text} most={Number(element['max_length'] ?? 3_000)} />
    </>
  );
};
