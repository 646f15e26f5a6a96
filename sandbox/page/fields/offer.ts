import { useEffect, useState } from 'preact/hooks';
import type { Json } from '../../slack/json.ts';
import { useMemory } from '../memory.ts';
import { asText } from '../read-json.ts';
import { type Choice, filterChoices, optionsIn, plainChoice } from './choice.ts';
import { type Held, lineOf } from './held.ts';

/** What a menu shows for the letters typed so far. */
export type Offer =
  | { readonly kind: 'listed'; readonly choices: readonly Choice[] }
  | { readonly kind: 'short'; readonly least: number }
  | { readonly kind: 'looking' }
  | { readonly kind: 'failed'; readonly line: string };

/** After the last key, in ms. */
const LOOK_AFTER = 200;
/** Characters that must be typed where the app does not say. */
const USUAL_LEAST = 3;

const isOfPlaces = (type: string): boolean => /channels|conversations/.test(type);

/** What the menu lists without asking the app: its options, or the people or places of the workspace. */
export const useListed = (element: Json, held: Held): readonly Choice[] => {
  const type = asText(element['type']);
  const workspace = useMemory().workspace.value;
  const people = workspace?.people ?? [];
  if (type.includes('users')) {
    const own = people.filter(({ isDeactivated }) => !isDeactivated).map(({ id }) => id);
    const ids = held.listed.length > 0 ? held.listed.map(({ value }) => value) : own;
    return ids.map((id) => {
      const person = people.find((one) => one.id === id);
      return { ...plainChoice(id, person?.name ?? id), description: person?.realName ?? '' };
    });
  }
  if (!isOfPlaces(type)) return optionsIn(element);
  const own = (workspace?.places ?? []).map(({ id, name }) => ({ value: id, text: name }));
  const places = held.listed.length > 0 ? held.listed : own;
  return places.map(({ value, text }) => plainChoice(value, value.startsWith('C') ? `#${text}` : text));
};

const readSuggestion = ({
  text,
  value,
  description = '',
  group = '',
}: Awaited<ReturnType<Held['lookUp']>>[number]): Choice => {
  const plain = (words: string) => ({ type: 'plain_text', text: words });
  const more = description === '' ? {} : { description: plain(description) };
  return { value, words: text, description, group, held: { text: plain(text), value, ...more } };
};

const useLookedUp = (held: Held, least: number, typed: string, isAsked: boolean): Offer => {
  const [offer, setOffer] = useState<Offer>({ kind: 'looking' });
  useEffect(() => {
    if (!isAsked) return;
    if (typed.length < least) return setOffer({ kind: 'short', least });
    let isStale = false;
    const say = (next: Offer): void => void (isStale || setOffer(next));
    setOffer({ kind: 'looking' });
    const look = (): void => {
      held.lookUp(typed).then(
        (found) => say({ kind: 'listed', choices: found.map(readSuggestion) }),
        (error) => say({ kind: 'failed', line: lineOf(error) }),
      );
    };
    const timer = setTimeout(look, typed === '' ? 0 : LOOK_AFTER);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [isAsked, typed, least]);
  return offer;
};

/** What the menu offers while it is open: from its own list, or from the app. */
export const useOffer = (element: Json, held: Held, typed: string, isOpen: boolean): Offer => {
  const isExternal = asText(element['type']).includes('external');
  const least = Number(element['min_query_length'] ?? USUAL_LEAST);
  const looked = useLookedUp(held, least, typed, isExternal && isOpen);
  const listed = useListed(element, held);
  return isExternal ? looked : { kind: 'listed', choices: filterChoices(listed, typed.replace(/^@/, '')) };
};
