import type { PlainTextOption } from '@slack/types';
import { asOption, asPlain, type Choice, MOST } from './blocks.ts';

/** Slack takes views of 250 kB; two menus of so many bytes are well below that. */
const MENU_BYTES = 100_000;

/** As many options as fit, the chosen ones before all others. */
export const fitOptions = (
  choices: readonly Choice[],
  chosen: readonly string[],
): readonly PlainTextOption[] => {
  const isChosen = ({ value }: Choice): boolean => chosen.includes(value);
  const sorted = [...choices.filter(isChosen), ...choices.filter((choice) => !isChosen(choice))];
  const seen = new Set<string>();
  const options = sorted.map(asOption).filter(({ value = '' }) => {
    const isNew = value !== '' && !seen.has(value);
    seen.add(value);
    return isNew;
  });
  let bytes = 0;
  const end = options.findIndex((option) => {
    bytes += Buffer.byteLength(JSON.stringify(option));
    return bytes > MENU_BYTES;
  });
  return end === -1 ? options : options.slice(0, end);
};

/** A menu takes a hundred options, or a hundred groups of as many. */
const inGroups = (options: readonly PlainTextOption[], noun: string) =>
  Array.from({ length: Math.ceil(options.length / MOST.options) }, (_, at) => {
    const first = at * MOST.options;
    const part = options.slice(first, first + MOST.options);
    return { label: asPlain(`${noun} ${first + 1} to ${first + part.length}`, MOST.option), options: part };
  });

/** The options of a select, however many there are. `noun`: `Tables`, for `Tables 101 to 200`. */
export const menuOf = (options: readonly PlainTextOption[], noun: string) =>
  options.length > MOST.options ? { option_groups: inGroups(options, noun) } : { options: [...options] };
