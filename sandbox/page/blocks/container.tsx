import type { ComponentChildren } from 'preact';
import type { Json } from '../../slack/json.ts';
import { asText, isJson, wordsOf } from '../read-json.ts';
import { RichText } from '../text/rich-text.tsx';
import { SmallPicture } from './picture.tsx';
import { TextObject } from './text-object.tsx';

interface ContainerProps {
  readonly block: Json;
  readonly children: ComponentChildren;
}

const Head = ({ block }: { readonly block: Json }) => {
  const { icon, subtitle, rich_text_title: rich } = block;
  return (
    <>
      {isJson(icon) && <SmallPicture image={icon} />}
      <div>
        {isJson(rich) ? <RichText block={rich} /> : <strong>{wordsOf(block['title'])}</strong>}
        {subtitle !== undefined && (
          <div class="block-quiet">
            <TextObject text={subtitle} />
          </div>
        )}
      </div>
    </>
  );
};

/** Blocks in a frame of their own, which can be closed where the app says so. */
export const Container = ({ block, children }: ContainerProps) => {
  const look = {
    class: 'block-container',
    'data-width': asText(block['width']) || 'standard',
    'data-divided': block['has_header_divider'] === true,
  };
  const inner = <div class="block-container-body">{children}</div>;
  return block['is_collapsible'] === true ? (
    <details {...look} open={block['default_collapsed'] !== true}>
      <summary class="block-container-head">
        <Head block={block} />
      </summary>
      {inner}
    </details>
  ) : (
    <div {...look}>
      <div class="block-container-head">
        <Head block={block} />
      </div>
      {inner}
    </div>
  );
};
