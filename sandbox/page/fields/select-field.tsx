import { wordsOf } from '../read-json.ts';
import { chosenIn, inGroups, optionsIn } from './choice.ts';
import { type ControlProps, stateOf } from './control.ts';

/** A menu that the app filled: the browser's own. */
export const SelectField = (props: ControlProps) => {
  const { element, held, id, isOptional } = props;
  const listed = optionsIn(element);
  const [chosen] = chosenIn(held.value, listed);
  const onChange = (value: string): void => {
    const choice = listed.find((one) => one.value === value);
    held.choose(choice?.held ?? null, choice?.value ?? null);
  };
  return (
    <>
      <span class="field-select">
        <select
          {...stateOf(props)}
          id={id}
          value={chosen?.value ?? ''}
          data-is-empty={chosen === undefined}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        >
          <option value="" disabled={!isOptional}>
            {wordsOf(element['placeholder']) || 'Choose an option'}
          </option>
          {inGroups(listed).map(({ label, choices }) => {
            const options = choices.map(({ value, words }) => (
              <option key={value} value={value}>
                {words}
              </option>
            ));
            return label === '' ? (
              options
            ) : (
              <optgroup key={label} label={label}>
                {options}
              </optgroup>
            );
          })}
        </select>
      </span>
      {chosen !== undefined && chosen.description !== '' && <p class="field-hint">{chosen.description}</p>}
    </>
  );
};
