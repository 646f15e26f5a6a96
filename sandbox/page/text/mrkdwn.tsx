import { useMemo } from 'preact/hooks';
import { Inline } from './inline.tsx';
import { type Line, type Piece, readMrkdwn } from './mrkdwn-tree.ts';
import { Preformatted } from './preformatted.tsx';
import './text.css';

const Lines = ({ lines }: { readonly lines: readonly Line[] }) => (
  <>
    {lines.map((line, index) => (
      <>
        {index > 0 && '\n'}
        <Inline nodes={line} />
      </>
    ))}
  </>
);

const PieceOf = ({ piece }: { readonly piece: Piece }) => {
  switch (piece.kind) {
    case 'lines':
      return (
        <div>
          <Lines lines={piece.lines} />
        </div>
      );
    case 'list':
      return (
        <ul class="text-list">
          {piece.items.map(({ line, level, hasBullet }, index) => (
            <li key={index} data-level={level} data-bullet={hasBullet}>
              <Inline nodes={line} />
            </li>
          ))}
        </ul>
      );
    case 'quote':
      return (
        <blockquote class="text-quote">
          <Pieces pieces={piece.pieces} />
        </blockquote>
      );
    case 'preformatted':
      return <Preformatted text={piece.text} />;
    default:
      piece satisfies never;
      return null;
  }
};

const Pieces = ({ pieces }: { readonly pieces: readonly Piece[] }) => (
  <>
    {pieces.map((piece, index) => (
      <PieceOf key={index} piece={piece} />
    ))}
  </>
);

/** Text in Slack's mrkdwn, with mentions and dates in words. */
export const Mrkdwn = ({ text }: { readonly text: string }) => {
  const pieces = useMemo(() => readMrkdwn(text), [text]);
  const [only] = pieces;
  if (pieces.length === 1 && only?.kind === 'lines') {
    return (
      <span class="text">
        <Lines lines={only.lines} />
      </span>
    );
  }
  return (
    <div class="text">
      <Pieces pieces={pieces} />
    </div>
  );
};
