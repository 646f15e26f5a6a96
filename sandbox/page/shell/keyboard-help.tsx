import { Dialog } from '../dialog.tsx';

const KEYS: readonly (readonly [string, string])[] = [
  ['F6, Shift F6', 'The next part of the page, and the one before'],
  ['↑ ↓, Home, End', 'From message to message, once the list has the focus'],
  ['Enter', 'On a message: its thread. In the message box: send'],
  ['Shift Enter', 'A new line in the message box'],
  ['/', 'At the start of the message box: the commands'],
  ['Tab', 'In the list of commands: takes the one that is marked, or the first'],
  ['↑', 'In the empty message box: the line you sent last'],
  ['Esc', 'Closes a list, a dialog or the thread'],
];

/** What the keyboard does here that one might not guess. */
export const KeyboardHelp = ({ close }: { readonly close: () => void }) => (
  <Dialog
    title="Keyboard"
    onClose={close}
    footer={
      <button type="button" class="dialog-button" data-look="primary" onClick={close}>
        Close
      </button>
    }
  >
    <dl class="keyboard-help">
      {KEYS.map(([keys, meaning]) => (
        <div key={keys}>
          <dt>
            <kbd>{keys}</kbd>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  </Dialog>
);
