import { asText } from '../read-json.ts';
import { type ControlProps, stateOf } from './control.ts';

const kinds = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' } as const;

const two = (number: number): string => String(number).padStart(2, '0');

/** Epoch seconds as the browser's own control writes them, in the time zone of this machine. */
export const toLocal = (seconds: number): string => {
  const date = new Date(seconds * 1_000);
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
};

export const toSeconds = (local: string): number => Math.floor(new Date(local).getTime() / 1_000);

/** A date, a time, or both, by the browser's own control. */
export const DateField = (props: ControlProps) => {
  const { element, held, id } = props;
  const type = asText(element['type']);
  const kind = type === 'timepicker' || type === 'datetimepicker' ? kinds[type] : kinds.datepicker;
  const isBoth = kind === 'datetime-local';
  const shown = isBoth && held.value !== null ? toLocal(Number(held.value)) : asText(held.value);
  const choose = (entered: string): void => {
    const value = isBoth && entered !== '' ? toSeconds(entered) : entered;
    held.choose(value === '' ? null : value, value === '' ? null : String(value));
  };
  return (
    <input
      {...stateOf(props)}
      id={id}
      class="field-text"
      data-is-narrow="true"
      type={kind}
      value={shown}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    />
  );
};
