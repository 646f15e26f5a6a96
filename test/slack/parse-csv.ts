/** Reads what RFC 4180 describes, and nothing else; throws where it is not that. */
export const parseCsv = (text: string): readonly (readonly string[])[] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const quoted = /"((?:[^"]|"")*)"/y;
    const bare = /[^",\r\n]*/y;
    quoted.lastIndex = at;
    bare.lastIndex = at;
    const hit = quoted.exec(text) ?? bare.exec(text);
    if (hit === null) throw new Error(`no cell at ${at}`);
    row.push(hit[1]?.replaceAll('""', '"') ?? hit[0]);
    at += hit[0].length;
    if (text.startsWith('\r\n', at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else if (text[at] === ',') at += 1;
    else throw new Error(`neither a comma nor the end of a row at ${at}`);
  }
  if (row.length > 0) throw new Error('the last row has no end');
  return rows;
};
