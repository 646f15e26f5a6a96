import { type ComponentChildren, createContext } from 'preact';
import { useCallback, useContext, useState } from 'preact/hooks';
import type { Json } from '../../slack/json.ts';
import { Dialog } from '../dialog.tsx';
import { wordsOf } from '../read-json.ts';
import { TextObject } from './text-object.tsx';

interface ConfirmProps {
  readonly confirm: Json;
  readonly answer: (isAgreed: boolean) => void;
}

const Confirm = ({ confirm, answer }: ConfirmProps) => {
  const isDanger = confirm['style'] === 'danger';
  const footer = (
    <>
      <button type="button" class="dialog-button" data-focus={isDanger} onClick={() => answer(false)}>
        {wordsOf(confirm['deny']) || 'Cancel'}
      </button>
      <button
        type="button"
        class="dialog-button"
        data-look={isDanger ? 'danger' : 'primary'}
        data-focus={!isDanger}
        onClick={() => answer(true)}
      >
        {wordsOf(confirm['confirm']) || 'Yes'}
      </button>
    </>
  );
  return (
    <Dialog
      size="small"
      title={wordsOf(confirm['title']) || 'Are you sure?'}
      onClose={() => answer(false)}
      footer={footer}
    >
      <TextObject text={confirm['text']} />
    </Dialog>
  );
};

/** Whether the person agrees to what an element's `confirm` says. */
type Agree = (confirm: Json) => Promise<boolean>;

const AgreementContext = createContext<Agree>(() =>
  Promise.reject(new Error('no agreements are provided above this component')),
);

export const useAgreement = (): Agree => useContext(AgreementContext);

/**
 * Asks before an act; https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object. The
 * question stays until it is answered, also where the app takes the element away meanwhile.
 */
export const Agreements = ({ children }: { readonly children: ComponentChildren }) => {
  const [asked, setAsked] = useState<ConfirmProps | null>(null);
  const agree: Agree = useCallback(
    (confirm) =>
      new Promise((resolve) => {
        const answer = (isAgreed: boolean): void => {
          setAsked(null);
          resolve(isAgreed);
        };
        setAsked({ confirm, answer });
      }),
    [],
  );
  return (
    <AgreementContext.Provider value={agree}>
      {children}
      {asked === null ? null : <Confirm {...asked} />}
    </AgreementContext.Provider>
  );
};
