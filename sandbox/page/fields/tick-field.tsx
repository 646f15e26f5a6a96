import type { Json } from '../../slack/json.ts';
import { asJson, asText, isJson, wordsOf } from '../read-json.ts';
import { Mrkdwn } from '../text/mrkdwn.tsx';
import { PlainText } from '../text/plain-text.tsx';
import { type Choice, chosenIn, optionsIn } from './choice.ts';
import { type ControlProps, stateOf } from './control.ts';

const Words = ({ text }: { readonly text: unknown }) =>
  asJson(text)['type'] === 'mrkdwn' ? <Mrkdwn text={wordsOf(text)} /> : <PlainText text={wordsOf(text)} />;

const optionOf = ({ held }: Choice): Json => (isJson(held) ? held : {});

/** Radio buttons and checkboxes, each option with its description. */
export const TickField = (props: ControlProps) => {
  const { element, held, id, isBad } = props;
  const listed = optionsIn(element);
  const isMany = asText(element['type']) === 'checkboxes';
  const chosen = chosenIn(held.value, listed).map(({ value }) => value);
  const state = stateOf(props);
  const choose = (choice: Choice): void => {
    const next = listed.filter(({ value }) => (value === choice.value) !== chosen.includes(value));
    if (!isMany) held.choose(choice.held, choice.value);
    else
      held.choose(
        next.map((one) => one.held),
        next.map(({ value }) => value),
      );
  };
  return (
    <div class="field-ticks">
      {listed.map((choice, index) => (
        <div class="field-tick" key={choice.value}>
          <input
            type={isMany ? 'checkbox' : 'radio'}
            id={`${id}-${index}`}
            name={id}
            checked={chosen.includes(choice.value)}
            aria-describedby={choice.description === '' ? undefined : `${id}-${index}-more`}
            aria-invalid={isMany ? isBad : undefined}
            data-focus={index === 0 && state['data-focus']}
            onChange={() => choose(choice)}
          />
          <label for={`${id}-${index}`}>
            <Words text={optionOf(choice)['text']} />
          </label>
          {choice.description !== '' && (
            <div class="field-hint" id={`${id}-${index}-more`}>
              <Words text={optionOf(choice)['description']} />
            </div>
          )}
        </div>
      ))}
    </div>
  );
};
