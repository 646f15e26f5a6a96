import { useId, useState } from 'preact/hooks';
import type { Json } from '../../slack/json.ts';
import { asList, asObjects, asText, wordsOf } from '../read-json.ts';
import { PlainText } from '../text/plain-text.tsx';
import { RichText } from '../text/rich-text.tsx';
import { Unknown } from '../text/unknown.tsx';
import type { BlockProps } from './section.tsx';
import { TextObject } from './text-object.tsx';

/** Rows of a `data_table` on one page, where it does not say. */
const USUAL_PAGE = 5;

type Row = readonly Json[];

const Cell = ({ cell }: { readonly cell: Json }) => {
  switch (cell['type']) {
    case 'raw_text':
    case 'raw_number':
      return <PlainText text={asText(cell['text']) || String(cell['value'] ?? '')} />;
    case 'rich_text':
      return <RichText block={cell} />;
    case 'mrkdwn':
    case 'plain_text':
      return <TextObject text={cell} />;
    default:
      return <Unknown noun="cell" type={asText(cell['type'])} sent={cell} />;
  }
};

const rowsOf = (block: Json): readonly Row[] => asList(block['rows']).map(asObjects);

interface GridProps {
  readonly head: Row;
  readonly rows: readonly Row[];
  /** Of the column that names each row. */
  readonly naming: number;
  readonly caption: string;
  /** How each column stands, from the left. */
  readonly columns?: readonly Json[];
}

/** Numbers stand under each other. */
const usualAlign = (rows: readonly Row[], at: number): string =>
  rows.length > 0 && rows.every((row) => row[at]?.['type'] === 'raw_number') ? 'right' : 'left';

const Grid = ({ head, rows, naming, caption, columns = [] }: GridProps) => {
  const name = useId();
  const alignAt = (at: number): string => asText(columns[at]?.['align']) || usualAlign(rows, at);
  const labelled = caption === '' ? { 'aria-label': 'Table' } : { 'aria-labelledby': name };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section class="block-table" {...labelled} tabIndex={0}>
      <table>
        {caption !== '' && <caption id={name}>{caption}</caption>}
        <thead>
          <tr>
            {head.map((cell, at) => (
              <th key={at} scope="col" data-align={alignAt(at)}>
                <Cell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, at) =>
                at === naming ? (
                  <th key={at} scope="row" data-align={alignAt(at)}>
                    <Cell cell={cell} />
                  </th>
                ) : (
                  <td key={at} data-align={alignAt(at)}>
                    <Cell cell={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

/** Rows of cells under a first row of headings. */
export const Table = ({ block }: BlockProps) => {
  const [head = [], ...rows] = rowsOf(block);
  const columns = asObjects(block['column_settings']);
  return <Grid head={head} rows={rows} naming={0} caption={wordsOf(block['caption'])} columns={columns} />;
};

/** The same for many rows: a few at a time. */
export const DataTable = ({ block }: BlockProps) => {
  const [page, setPage] = useState(0);
  const [head = [], ...rows] = rowsOf(block);
  const size = Math.max(1, Number(block['page_size'] ?? USUAL_PAGE) || USUAL_PAGE);
  const first = Math.min(page, Math.max(0, Math.ceil(rows.length / size) - 1)) * size;
  const shown = rows.slice(first, first + size);
  const naming = Number(block['row_header_column_index'] ?? 0) || 0;
  return (
    <div>
      <Grid head={head} rows={shown} naming={naming} caption={wordsOf(block['caption'])} />
      {rows.length > size && (
        <div class="block-pages">
          <button
            type="button"
            class="block-button"
            aria-disabled={first === 0}
            onClick={() => first > 0 && setPage(first / size - 1)}
          >
            Previous rows
          </button>
          <span role="status">
            Rows {first + 1} to {first + shown.length} of {rows.length}
          </span>
          <button
            type="button"
            class="block-button"
            aria-disabled={first + size >= rows.length}
            onClick={() => first + size < rows.length && setPage(first / size + 1)}
          >
            Next rows
          </button>
        </div>
      )}
    </div>
  );
};
