import { expect, test } from 'vitest';
import { itemByKey, itemByWords } from '../../sandbox/page/blocks/menu-keys.ts';

const keys: [because: string, key: string, at: number, next: number | null][] = [
  ['down goes to the next', 'ArrowDown', 0, 1],
  ['down from the last begins anew', 'ArrowDown', 2, 0],
  ['up goes to the one before', 'ArrowUp', 2, 1],
  ['up from the first ends at the last', 'ArrowUp', 0, 2],
  ['up from nowhere ends at the last', 'ArrowUp', -1, 2],
  ['Home is the first', 'Home', 2, 0],
  ['End is the last', 'End', 0, 2],
  ['other keys lead nowhere', 'PageDown', 0, null],
];

test.each(keys)('in a menu of three, %s', (_because, key, at, next) => {
  expect(itemByKey(key, at, 3)).toBe(next);
});

const items = ['Rename', 'Delete VPC', 'Delete peering', 'History'];

const typed: [because: string, words: string, at: number, next: number | null][] = [
  ['a letter goes to the next item with it', 'd', 0, 1],
  ['and on from there', 'd', 1, 2],
  ['the same letter twice goes on too', 'dd', 1, 2],
  ['and round', 'd', 2, 1],
  ['a word stays where it fits', 'de', 1, 1],
  ['a longer word tells apart', 'delete p', 1, 2],
  ['capitals make no difference', 'H', 0, 3],
  ['what is not there leads nowhere', 'x', 0, null],
];

test.each(typed)('%s', (_because, words, at, next) => {
  expect(itemByWords(words, at, items)).toBe(next);
});
