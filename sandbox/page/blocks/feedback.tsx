import { useActs } from '../acts.ts';
import { asJson, asText, wordsOf } from '../read-json.ts';
import type { ElementProps } from './button.tsx';
import { Failure, usePressing } from './pressing.tsx';

const THUMB =
  'M6 9v7H3V9h3Zm0 0 3-6c1.5 0 2.2 1 1.8 2.5L10 8h5c1 0 1.7.9 1.4 1.9l-1.3 4.8c-.2.8-.9 1.3-1.6 1.3H6';

/** Two buttons for what one thinks of an answer. */
export const Feedback = ({ element, block, scene }: ElementProps) => {
  const acts = useActs();
  const { pressing, isWaiting, start } = usePressing();
  const tell = (value: string): Promise<void> =>
    start(() => acts.fill(asText(element['action_id']), value, { ...scene, block }));
  return (
    <>
      {['positive_button', 'negative_button'].map((name) => {
        const button = asJson(element[name]);
        return (
          <button
            key={name}
            type="button"
            class="block-button"
            aria-label={asText(button['accessibility_label']) || undefined}
            aria-busy={isWaiting}
            onClick={() => void (isWaiting || tell(asText(button['value'])))}
          >
            <svg
              class={`block-thumb block-${name}`}
              width="16"
              height="16"
              viewBox="0 0 20 20"
              aria-hidden="true"
            >
              <path d={THUMB} />
            </svg>
            <span class="block-button-words">{wordsOf(button['text'])}</span>
          </button>
        );
      })}
      <Failure pressing={pressing} />
    </>
  );
};
