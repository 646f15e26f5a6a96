import { asJson, wordsOf } from '../read-json.ts';
import { Mrkdwn } from '../text/mrkdwn.tsx';
import { PlainText } from '../text/plain-text.tsx';

/** A text object in its own formatting; a plain string where the app may send one. */
export const TextObject = ({ text }: { readonly text: unknown }) =>
  asJson(text)['type'] === 'mrkdwn' ? <Mrkdwn text={wordsOf(text)} /> : <PlainText text={wordsOf(text)} />;
