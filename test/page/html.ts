import { expect } from 'vitest';

const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"]*")?)*)\s*\/?>/g;
const ATTRIBUTE = /([a-zA-Z-]+)(?:="([^"]*)")?/g;

interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const readAttributes = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...text.matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [name, value]));

const elementsOf = (html: string): readonly Element[] =>
  [...html.matchAll(TAG)]
    .filter(([, slash]) => slash === '')
    .map(([, , tag = '', attributes = '']) => ({ tag, attributes: readAttributes(attributes) }));

/** The elements by which this page shows what an app sent, and nothing that loads or runs anything. */
const ALLOWED = new Set(
  `a b blockquote button caption code details div em fieldset figcaption figure form h2 h3 hr img input label legend li
  mark ol optgroup option p path pre s section select small span strong summary svg table tbody td textarea th thead
  time tr u ul circle`.split(/\s+/),
);

const isHarmful = ({ tag, attributes }: Element): boolean => {
  const { href = 'https:', src = 'data:image/', style = '' } = attributes;
  return (
    !ALLOWED.has(tag) ||
    !/^(?:https?:|mailto:)/.test(href) ||
    !src.startsWith('data:image/') ||
    /url\(|expression/i.test(style) ||
    Object.keys(attributes).some((name) => /^(?:on|formaction|srcdoc)/i.test(name))
  );
};

/** Nothing in it but elements that this page makes itself, which lead nowhere but to the web and to mail. */
export const expectHarmlessHtml = (html: string): void => {
  expect(elementsOf(html).filter(isHarmful)).toEqual([]);
  expect(html.replaceAll(TAG, '')).not.toContain('<');
};

/** What a test compares: the elements without their looks, and those alone that say more than words. */
export const plainHtml = (html: string): string =>
  html
    .replaceAll(/ (?:class|target|rel|title|style|type|aria-live|data-level|data-bullet)="[^"]*"/g, '')
    .replaceAll(/<\/?(?:div|span)>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

/** The words of it, as a person reads them. */
export const wordsOfHtml = (html: string): string =>
  html.replaceAll(TAG, '').replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
