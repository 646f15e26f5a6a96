/** The item that a key leads to from the one at `at`; null for a key that leads nowhere. */
export const itemByKey = (key: string, at: number, count: number): number | null => {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (Math.max(at, 0) - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
};

/** The next item that begins with what was typed; the same letter again goes on from item to item. */
export const itemByWords = (typed: string, at: number, items: readonly string[]): number | null => {
  const letters = [...typed.toLowerCase()];
  const isOneLetter = new Set(letters).size === 1;
  const wanted = isOneLetter ? letters.slice(0, 1).join('') : letters.join('');
  const from = Math.max(at, 0) + (isOneLetter ? 1 : 0);
  const order = items.map((_item, index) => (from + index) % items.length);
  return order.find((index) => items[index]?.trim().toLowerCase().startsWith(wanted) === true) ?? null;
};
