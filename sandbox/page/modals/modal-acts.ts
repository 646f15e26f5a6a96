import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { SeenView } from '../../slack/seen.ts';
import { CannotAct, useActs } from '../acts.ts';

/** Slack's own line where nothing answers. */
const TROUBLE = 'We had some trouble connecting. Try again?';

const lineOf = (error: unknown): string => (error instanceof CannotAct ? error.message : TROUBLE);

/** Puts the focus on the first field that was found wrong. */
const focusFirst = (form: HTMLFormElement, errors: Readonly<Record<string, string>>): void => {
  const bad = [...form.querySelectorAll<HTMLElement>('[data-block]')].find(({ dataset }) =>
    Object.hasOwn(errors, dataset['block'] ?? ''),
  );
  const control =
    bad?.querySelector<HTMLElement>('input:checked') ??
    bad?.querySelector<HTMLElement>('input, select, textarea');
  control?.focus();
};

/** What a person does to a modal as a whole, and how far it is. */
export const useModalActs = (view: SeenView, form: RefObject<HTMLFormElement | null>) => {
  const acts = useActs();
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState('');
  const isClosing = useRef(false);
  const submit = async (): Promise<void> => {
    if (isSending || view.submit === null) return;
    setSending(true);
    setFailure('');
    try {
      const { kind, errors, error } = await acts.submit(view.id);
      if (kind === 'errors' && form.current !== null) focusFirst(form.current, errors);
      if (kind === 'failed') setFailure(error ?? TROUBLE);
    } catch (error) {
      setFailure(lineOf(error));
    }
    setSending(false);
  };
  /** Once for each modal: a second Escape must not close the one below. */
  const close = async (): Promise<void> => {
    if (isClosing.current) return;
    isClosing.current = true;
    try {
      await acts.close(view.id);
    } catch (error) {
      setFailure(lineOf(error));
      isClosing.current = false;
    }
  };
  return { isSending, failure, submit, close };
};
