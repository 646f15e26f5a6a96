import './message-files.css';
import { useState } from 'preact/hooks';
import type { SeenFile } from '../../slack/seen.ts';
import { useAnnouncer } from '../announce.ts';
import { Icon } from './icon.tsx';

/** `1.2 kB` */
const sizeWords = (bytes: number): string => {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
};

/** What a browser saves under the file's own name. */
const download = ({ name, text, mimetype }: SeenFile): void => {
  const address = URL.createObjectURL(new Blob([text ?? ''], { type: mimetype || 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
};

const FileText = ({ file, text }: { readonly file: SeenFile; readonly text: string }) => {
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  const announcer = useAnnouncer();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied('yes');
      announcer.say(`Copied ${file.name}`);
    } catch {
      setCopied('refused');
      announcer.alarm('The browser does not let this page copy');
    }
  };
  const words = { no: 'Copy', yes: 'Copied', refused: 'Not copied' };
  return (
    <>
      <div class="message-file-acts">
        <button type="button" class="button-small" onClick={copy}>
          {words[copied]}
        </button>
        <button type="button" class="button-small" onClick={() => download(file)}>
          Download
        </button>
      </div>
      <details class="message-file-view">
        <summary>Show {file.name}</summary>
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled by keyboard too
          tabIndex={0}
        >
          {text}
        </pre>
      </details>
    </>
  );
};

/** The files of a message, with what is in them where it is text. */
export const MessageFiles = ({ files }: { readonly files: readonly SeenFile[] }) => (
  <ul class="message-files">
    {files.map((file) => (
      <li key={file.id} class="message-file">
        <span class="message-file-icon">
          <Icon name="file" />
        </span>
        <span class="message-file-name">
          <strong>{file.title || file.name}</strong>
          <span>
            {file.title === file.name || file.title === '' ? '' : `${file.name}, `}
            {sizeWords(file.size)}
          </span>
        </span>
        {file.text !== null && <FileText file={file} text={file.text} />}
      </li>
    ))}
  </ul>
);
