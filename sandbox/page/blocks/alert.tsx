import { asText } from '../read-json.ts';
import type { BlockProps } from './section.tsx';
import { TextObject } from './text-object.tsx';

const CIRCLE = 'M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15Z';

/** Strokes on a field of 20 by 20, and the word beside them. */
const LEVELS = {
  default: { word: 'Note', shape: 'M4 4h12v12H4V4Zm3 4h6m-6 4h4' },
  info: { word: 'Information', shape: `${CIRCLE}M10 9v4.5M10 6.5h.01` },
  warning: { word: 'Warning', shape: 'M10 3 2.5 16.5h15L10 3Zm0 5v4M10 14.2h.01' },
  error: { word: 'Error', shape: `${CIRCLE}M7.5 7.5l5 5m0-5-5 5` },
  success: { word: 'Success', shape: `${CIRCLE}M6.8 10.2l2.3 2.3 4.2-4.6` },
} as const;

type Level = keyof typeof LEVELS;

const levelOf = (value: unknown): Level =>
  value === 'info' || value === 'warning' || value === 'error' || value === 'success' ? value : 'default';

/** Something to take note of, its level in a word and a sign. */
export const Alert = ({ block }: BlockProps) => {
  const level = levelOf(block['level']);
  const { word, shape } = LEVELS[level];
  const own = asText(block['level']);
  return (
    <div class="block-alert" data-level={level} role="note">
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
        <path d={shape} />
      </svg>
      <div>
        <strong>{level === 'default' && own !== '' && own !== 'default' ? own : word}</strong>{' '}
        <TextObject text={block['text']} />
      </div>
    </div>
  );
};
