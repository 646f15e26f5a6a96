import { asObjects, asText, wordsOf } from '../read-json.ts';
import { Element } from './element.tsx';
import { SmallPicture } from './picture.tsx';
import type { BlockProps } from './section.tsx';
import { TextObject } from './text-object.tsx';

/** The title of what follows, below the heading of the place or of the modal. */
export const Header = ({ block, scene }: BlockProps) => {
  const words = wordsOf(block['text']);
  const Heading = scene.in === undefined ? 'h3' : 'h2';
  return <Heading class="block-header">{words}</Heading>;
};

/** Small print, with small images. */
export const Context = ({ block }: BlockProps) => (
  <div class="block-context">
    {asObjects(block['elements']).map((element, index) => (
      <div key={index}>
        {element['type'] === 'image' ? <SmallPicture image={element} /> : <TextObject text={element} />}
      </div>
    ))}
  </div>
);

/** A row of things to press or to choose from. */
export const Actions = ({ block, scene }: BlockProps) => (
  <div class="block-actions">
    {asObjects(block['elements']).map((element, index) => (
      <Element
        key={asText(element['action_id']) || index}
        element={element}
        block={asText(block['block_id'])}
        scene={scene}
      />
    ))}
  </div>
);
