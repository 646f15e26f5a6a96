/** A spreadsheet takes a cell that begins so for a formula, and carries it out. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** Where a semicolon parts cells, as in much of Europe, what follows one begins a cell too. */
const FORMULA_WITHIN = /;(?=\s*[=+\-@＝＋－＠])/g;

const escapeCell = (cell: string): string => {
  const harmless = (FORMULA.test(cell) ? `'${cell}` : cell).replace(FORMULA_WITHIN, ";'");
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

/** RFC 4180. What a spreadsheet could take for a formula gets an apostrophe in front, which it does not show. */
export const renderCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(escapeCell).join(',')}\r\n`).join('');
