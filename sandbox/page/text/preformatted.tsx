import { useEffect, useRef, useState } from 'preact/hooks';
import './text.css';

/** How long it says that it has been copied, in ms. */
const SAID_FOR = 2_000;

type Copied = 'not yet' | 'copied' | 'selected';

const WORDS: Readonly<Record<Copied, string>> = {
  'not yet': 'Copy',
  copied: 'Copied',
  selected: 'Press Ctrl+C',
};

/** Where the browser lets no page write to the clipboard, the text is selected instead. */
const copy = async (pre: HTMLElement): Promise<Copied> => {
  try {
    await navigator.clipboard.writeText(pre.textContent ?? '');
    return 'copied';
  } catch {
    getSelection()?.selectAllChildren(pre);
    return 'selected';
  }
};

/** Text in fixed width, to be copied as it stands. */
export const Preformatted = ({ text }: { readonly text: string }) => {
  const [copied, setCopied] = useState<Copied>('not yet');
  const pre = useRef<HTMLPreElement>(null);
  useEffect(() => {
    if (copied === 'not yet') return;
    const forget = setTimeout(() => setCopied('not yet'), SAID_FOR);
    return () => clearTimeout(forget);
  }, [copied]);
  const press = async (): Promise<void> => {
    if (pre.current !== null) setCopied(await copy(pre.current));
  };
  return (
    <div class="text-pre">
      <button type="button" class="text-copy" aria-live="polite" onClick={press}>
        {WORDS[copied]}
      </button>
      <pre ref={pre}>{text}</pre>
    </div>
  );
};
