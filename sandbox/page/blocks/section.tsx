import { useState } from 'preact/hooks';
import type { Json } from '../../slack/json.ts';
import type { Scene } from '../acts.ts';
import { asJson, asObjects, asText, isJson, wordsOf } from '../read-json.ts';
import { Element } from './element.tsx';
import { foldText } from './fold.ts';
import { TextObject } from './text-object.tsx';

export interface BlockProps {
  readonly block: Json;
  readonly scene: Scene;
}

/** A section's text; in a message it is folded where it is long. */
const SectionText = ({ block, scene }: BlockProps) => {
  const [isOpen, setOpen] = useState(false);
  const text = asJson(block['text']);
  const mayFold = scene.ts !== undefined && block['expand'] !== true;
  const folded = mayFold ? foldText(wordsOf(text), text['type'] === 'mrkdwn') : null;
  if (folded === null) return <TextObject text={text} />;
  return (
    <>
      <TextObject text={isOpen ? text : { ...text, text: folded }} />
      <button type="button" class="block-fold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? 'Show less' : 'Show more'}
      </button>
    </>
  );
};

const Fields = ({ fields }: { readonly fields: readonly Json[] }) => (
  <div class="block-fields">
    {fields.map((field, index) => (
      <div key={index}>
        <TextObject text={field} />
      </div>
    ))}
  </div>
);

/** Text, facts in two columns, and one thing to do about them. */
export const Section = ({ block, scene }: BlockProps) => {
  const { text, accessory } = block;
  const fields = asObjects(block['fields']);
  return (
    <div class="block-section">
      <div class="block-section-words">
        {isJson(text) && <SectionText block={block} scene={scene} />}
        {fields.length > 0 && <Fields fields={fields} />}
      </div>
      {isJson(accessory) && (
        <div class="block-accessory">
          <Element
            element={accessory}
            block={asText(block['block_id'])}
            scene={scene}
            label={wordsOf(text)}
          />
        </div>
      )}
    </div>
  );
};
