/** The item that a key leads to from the one at `at`; null for a key that leads nowhere. */
export const itemByKey = (key: string, at: number, count: number): number | null => {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
};

/** The next item that begins with what was typed; one letter alone goes on from item to item. */
export const itemByWords = (typed: string, at: number, items: readonly string[]): number | null => {
  const from = typed.length === 1 ? at + 1 : at;
  const order = items.map((_item, index) => (from + index) % items.length);
  const wanted = typed.toLowerCase();
  return order.find((index) => items[index]?.trim().toLowerCase().startsWith(wanted) === true) ?? null;
};
