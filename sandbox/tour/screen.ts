const WIDEST = 110;

/** Breaks text between words, commands too; a word that is longer than the screen stays whole. */
const wrap = (text: string, width: number): readonly string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
};

type Style = 'plain' | 'bold' | 'faint';

const CODES = { plain: null, bold: '1', faint: '2' } as const satisfies Record<Style, string | null>;

export type Screen = ReturnType<typeof createScreen>;

/**
 * Prints the tour to a terminal or a file. Every line ends in the terminal's own style, so that
 * nothing is left behind wherever the tour is stopped.
 */
export const createScreen = (out: NodeJS.WriteStream, startedAt: number, env: NodeJS.ProcessEnv) => {
  const width = Math.min(out.columns ?? WIDEST, WIDEST);
  const isColoured = out.isTTY && !env['NO_COLOR'];
  const write = (line: string, style: Style): void => {
    const code = CODES[style];
    out.write(isColoured && code !== null ? `\u001b[${code}m${line}\u001b[0m\n` : `${line}\n`);
  };
  const block = (text: string, first: string, rest: string, style: Style = 'plain'): void => {
    for (const [at, line] of wrap(text, width - rest.length).entries()) {
      write(`${at === 0 ? first : rest}${line}`, style);
    }
  };
  return {
    /** Seconds since the tour began. */
    seconds: (): number => (performance.now() - startedAt) / 1_000,
    /** What the tour itself does now. */
    act(text: string): void {
      const clock = `${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(5)} s  `;
      write('', 'plain');
      block(text, clock, ' '.repeat(clock.length), 'bold');
    },
    /** What a person reads in Slack. */
    show: (text: string, indent: string): void => block(text, indent, indent),
    note: (text: string): void => block(text, '         ', '         ', 'faint'),
  };
};
