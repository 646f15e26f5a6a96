import './modals.css';
import { useId, useRef } from 'preact/hooks';
import type { SeenView } from '../../slack/seen.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { Dialog } from '../dialog.tsx';
import { SeenViewProvider } from '../fields/seen-view.ts';
import { useModalActs } from './modal-acts.ts';

interface FootProps {
  readonly view: SeenView;
  readonly form: string;
  readonly isSending: boolean;
  readonly failure: string;
  readonly close: () => void;
}

const Foot = ({ view, form, isSending, failure, close }: FootProps) => (
  <>
    <p class="modal-failure" role="alert">
      {failure}
    </p>
    <button type="button" class="dialog-button" onClick={close}>
      {view.close ?? (view.submit === null ? 'Close' : 'Cancel')}
    </button>
    {view.submit !== null && (
      <button type="submit" form={form} class="dialog-button" data-look="primary" aria-busy={isSending}>
        {view.submit}
      </button>
    )}
  </>
);

/** One modal of an app: what it holds is a form, also where nothing is sent off. */
export const Modal = ({ view }: { readonly view: SeenView }) => {
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const { submit, close, ...state } = useModalActs(view, form);
  return (
    <Dialog
      title={view.title}
      onClose={() => void close()}
      footer={<Foot view={view} form={id} close={() => void close()} {...state} />}
    >
      <form
        ref={form}
        id={id}
        class="modal-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
        }}
      >
        <SeenViewProvider value={view}>
          <Blocks blocks={view.blocks} scene={{ view: view.id }} />
        </SeenViewProvider>
      </form>
    </Dialog>
  );
};
