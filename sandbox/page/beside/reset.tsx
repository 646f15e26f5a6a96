import { useState } from 'preact/hooks';
import { useActs } from '../acts.ts';
import { Dialog } from '../dialog.tsx';
import { Failure, useDeed } from './deed.tsx';

/** Begins everything anew, after a word of warning. */
export const Reset = () => {
  const { outside } = useActs();
  const { progress, begin } = useDeed();
  const [isAsking, ask] = useState(false);
  const isBusy = progress.kind === 'busy';
  const reset = async (): Promise<void> => {
    if (!isBusy && (await begin(() => outside('POST', '/demo/reset')))) ask(false);
  };
  return (
    <section class="beside-group" aria-labelledby="beside-reset">
      <h3 id="beside-reset">Begin anew</h3>
      <div class="beside-acts">
        <button type="button" class="beside-button beside-danger" onClick={() => ask(true)}>
          Reset everything
        </button>
      </div>
      {isAsking && (
        <Dialog
          title="Reset everything?"
          size="small"
          onClose={() => ask(false)}
          footer={
            <>
              <button type="button" class="dialog-button" onClick={() => ask(false)}>
                Cancel
              </button>
              <button
                type="button"
                class="dialog-button"
                data-look="danger"
                aria-busy={isBusy}
                onClick={() => void reset()}
              >
                Reset everything
              </button>
            </>
          }
        >
          <p>
            All messages, VPCs and peerings go, for everybody who has this page open. It takes some seconds.
          </p>
          <Failure progress={progress} />
        </Dialog>
      )}
    </section>
  );
};
