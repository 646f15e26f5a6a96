import type { Json } from '../../slack/json.ts';
import type { Scene } from '../acts.ts';
import { useActs } from '../acts.ts';
import { asText, isJson, wordsOf } from '../read-json.ts';
import { safeAddress } from '../text/link.tsx';
import { useAgreement } from './confirm.tsx';
import { Failure, usePressing } from './pressing.tsx';

export interface ElementProps {
  readonly element: Json;
  /** The block_id of its block. */
  readonly block: string;
  readonly scene: Scene;
}

const lookOf = (style: unknown): string => (style === 'primary' || style === 'danger' ? style : 'plain');

const follow = (address: string): void => void open(address, '_blank', 'noreferrer,noopener');

/** Tells the app that it was pressed, after the confirmation it asks for; with a `url` it is a link besides. */
export const Button = ({ element, block, scene }: ElementProps) => {
  const acts = useActs();
  const { pressing, isWaiting, start } = usePressing();
  const agree = useAgreement();
  const words = wordsOf(element['text']);
  const { confirm } = element;
  const address = safeAddress(asText(element['url']));
  const tell = (): Promise<void> =>
    start(() => acts.press(asText(element['action_id']) || words, { ...scene, block }));
  const press = async (event: MouseEvent): Promise<void> => {
    if (isWaiting) return event.preventDefault();
    if (isJson(confirm)) {
      event.preventDefault();
      if (!(await agree(confirm))) return;
      if (address !== null) follow(address);
    }
    await tell();
  };
  const look = {
    class: 'block-button',
    'data-look': lookOf(element['style']),
    'aria-label': asText(element['accessibility_label']) || undefined,
    'aria-busy': isWaiting,
    onClick: press,
  };
  const label = <span class="block-button-words">{words}</span>;
  return (
    <>
      {address === null ? (
        <button type="button" {...look}>
          {label}
        </button>
      ) : (
        <a href={address} target="_blank" rel="noreferrer noopener" {...look}>
          {label}
        </a>
      )}
      <Failure pressing={pressing} />
    </>
  );
};
