import { asObjects, asText, isJson } from '../read-json.ts';
import { Unknown } from '../text/unknown.tsx';
import { Element } from './element.tsx';
import { Picture, SmallPicture } from './picture.tsx';
import type { BlockProps } from './section.tsx';
import { TextObject } from './text-object.tsx';

/** A title, some words and what to do, in a frame. */
export const Card = ({ block, scene }: BlockProps) => {
  const { hero_image: hero, icon, title, subtitle, body } = block;
  const actions = asObjects(block['actions']);
  return (
    <div class="block-card">
      {isJson(hero) && <Picture image={hero} />}
      <div class="block-card-head">
        {isJson(icon) && <SmallPicture image={icon} />}
        <div>
          {isJson(title) && (
            <div class="block-card-title">
              <TextObject text={title} />
            </div>
          )}
          {isJson(subtitle) && (
            <div class="block-quiet">
              <TextObject text={subtitle} />
            </div>
          )}
        </div>
      </div>
      {isJson(body) && <TextObject text={body} />}
      {actions.length > 0 && (
        <div class="block-actions">
          {actions.map((element, index) => (
            <Element key={index} element={element} block={asText(block['block_id'])} scene={scene} />
          ))}
        </div>
      )}
    </div>
  );
};

/** Cards beside each other, as many as there are; the row scrolls. */
export const Carousel = ({ block, scene }: BlockProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
  <ul class="block-carousel" aria-label="Cards" tabIndex={0}>
    {asObjects(block['elements']).map((card, index) => (
      <li key={index}>
        {card['type'] === 'card' ? (
          <Card block={card} scene={scene} />
        ) : (
          <Unknown noun="card" type={asText(card['type'])} sent={card} />
        )}
      </li>
    ))}
  </ul>
);
