/** The number people see and type: `R12`. */
export const formatRequestNumber = (id: number): string => `R${id}`;

/** Reads `R12`, `r12`, `#12` or `12`; null for anything else, and for a number no row can have. */
export const parseRequestNumber = (text: string): number | null => {
  const [, digits] = /^(?:r|#|#r)?([0-9]{1,15})$/i.exec(text.trim()) ?? [];
  const number = Number(digits ?? 0);
  return number > 0 ? number : null;
};
