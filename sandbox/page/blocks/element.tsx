import { Field, isField } from '../fields/field.tsx';
import { useMemory } from '../memory.ts';
import { asList, asText } from '../read-json.ts';
import { Unknown } from '../text/unknown.tsx';
import { Button, type ElementProps } from './button.tsx';
import { useAgreement } from './confirm.tsx';
import { Feedback } from './feedback.tsx';
import { Overflow } from './overflow.tsx';
import { SmallPicture } from './picture.tsx';

/** Whether an element is for this person: an icon button may be for some alone. */
const useIsMine = (listed: unknown): boolean => {
  const viewer = useMemory().workspace.value?.viewer;
  return listed === undefined || asList(listed).includes(viewer);
};

/** What stands in a row of actions, or beside a section. `label` is what the section says. */
export const Element = ({ label = '', ...props }: ElementProps & { readonly label?: string }) => {
  const { element, block, scene } = props;
  const agree = useAgreement();
  const isMine = useIsMine(element['visible_to_user_ids']);
  if (isField(element)) {
    return <Field element={element} block={block} scene={scene} label={label} agree={agree} />;
  }
  switch (element['type']) {
    case 'button':
    case 'workflow_button':
      return <Button {...props} />;
    case 'icon_button':
      return isMine ? <Button {...props} /> : null;
    case 'overflow':
      return <Overflow {...props} />;
    case 'feedback_buttons':
      return <Feedback {...props} />;
    case 'image':
      return <SmallPicture image={element} />;
    default:
      return <Unknown noun="element" type={asText(element['type'])} sent={element} />;
  }
};
