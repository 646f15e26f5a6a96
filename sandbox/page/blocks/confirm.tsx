import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
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

export interface Agreement {
  /** Whether the person agrees to what an element's `confirm` says. */
  readonly agree: (confirm: Json) => Promise<boolean>;
  /** The dialog while it is asked. */
  readonly question: ComponentChildren;
}

/** Asks before an act; https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
export const useAgreement = (): Agreement => {
  const [asked, setAsked] = useState<ConfirmProps | null>(null);
  const agree = (confirm: Json): Promise<boolean> =>
    new Promise((resolve) => {
      const answer = (isAgreed: boolean): void => {
        setAsked(null);
        resolve(isAgreed);
      };
      setAsked({ confirm, answer });
    });
  return { agree, question: asked === null ? null : <Confirm {...asked} /> };
};
