/** A spreadsheet takes a cell that begins so for a formula, and carries it out. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

const escapeCell = (cell: string): string => {
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

/** RFC 4180. What a spreadsheet could take for a formula gets an apostrophe in front, which it does not show. */
export const renderCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(escapeCell).join(',')}\r\n`).join('');
