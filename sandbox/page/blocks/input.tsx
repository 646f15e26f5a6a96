import { Field, isField } from '../fields/field.tsx';
import { asJson, asText, wordsOf } from '../read-json.ts';
import { Unknown } from '../text/unknown.tsx';
import { useAgreement } from './confirm.tsx';
import type { BlockProps } from './section.tsx';

/** A field of a form, its label above it. */
export const Input = ({ block, scene }: BlockProps) => {
  const agree = useAgreement();
  const element = asJson(block['element']);
  const label = wordsOf(block['label']);
  if (!isField(element)) {
    return (
      <div>
        <div class="block-label">{label}</div>
        <Unknown noun="element" type={asText(element['type'])} sent={element} />
      </div>
    );
  }
  return (
    <Field
      element={element}
      block={asText(block['block_id'])}
      scene={scene}
      label={label}
      isInput
      hint={wordsOf(block['hint'])}
      isOptional={block['optional'] === true}
      dispatches={block['dispatch_action'] === true}
      agree={agree}
    />
  );
};
