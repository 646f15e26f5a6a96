/** A word that no POSIX shell reads anything into, whatever it holds: `it's` -> `'it'\''s'`. */
export function quoteWord(word: string): string {
  if (/^[A-Za-z0-9_@%+:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** `--name value`; a value that begins with a dash is tied to its option and is never taken for another. */
function buildOption(name: string, value: string | readonly string[]): string {
  if (typeof value !== 'string') return [`--${name}`, ...value.map(quoteWord)].join(' ');
  return value.startsWith('-') ? quoteWord(`--${name}=${value}`) : `--${name} ${quoteWord(value)}`;
}

/** A list is for an option that takes several words, none of which begins with a dash, or no word at all. */
export type Options = Readonly<Record<string, string | readonly string[]>>;

/** A command with its options: `aws ec2 describe-vpcs --region us-east-1`. */
export function buildCommand(words: readonly string[], options: Options): string {
  const rest = Object.entries(options).map(([name, value]) => buildOption(name, value));
  return [...words.map(quoteWord), ...rest].join(' ');
}

/** Asks whoever runs it for what only they know, so that a copied command needs no editing. */
export function askFor(variable: string, question: string): string {
  return `printf '%s' ${quoteWord(`${question}: `)} && read -r ${variable}`;
}

/** The same for what nobody should see over a shoulder, or in a history of commands. */
export function askForSecret(variable: string, question: string): string {
  return `printf '%s' ${quoteWord(`${question}: `)} && { stty -echo 2>/dev/null; read -r ${variable}; stty echo 2>/dev/null; printf '\\n'; }`;
}

/** A text literal of JMESPath, the language of `--query` at AWS and Azure. */
export function quoteQuery(text: string): string {
  return `\`${JSON.stringify(text).replaceAll('`', '\\u0060')}\``;
}
