import { type LogLine, readLogLine } from './log-lines.ts';

/** `10:03:27` */
const sayTime = (time: number): string =>
  new Date(time).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

const Line = ({ line }: { readonly line: LogLine }) =>
  line.kind === 'text' ? (
    <li>{line.words}</li>
  ) : (
    <li>
      {line.time !== null && <time class="beside-quiet">{sayTime(line.time)}</time>}{' '}
      <span class={`beside-level beside-level-${line.level}`}>{line.level}</span> {line.words}
    </li>
  );

/** What the bot said last, the newest first: that is what one opens it for. */
export const Log = ({ lines }: { readonly lines: readonly string[] }) => (
  <details class="beside-log">
    <summary>What the bot said last</summary>
    {lines.length === 0 ? (
      <p class="beside-quiet">Nothing yet.</p>
    ) : (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it with the arrow keys
      <ol tabIndex={0} aria-label="The bot’s log">
        {lines.toReversed().map((line, index) => (
          <Line key={`${lines.length - index} ${line}`} line={readLogLine(line)} />
        ))}
      </ol>
    )}
  </details>
);
