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

/** A list is for an option that takes several words, none of which begins with a dash. */
export type Options = Readonly<Record<string, string | readonly string[]>>;

/** A command of the AWS CLI, version 2: `aws ec2 describe-vpcs --region us-east-1`. */
export function buildAwsCommand(service: 'ec2' | 'sts', verb: string, options: Options): string {
  const words = Object.entries(options).map(([name, value]) => buildOption(name, value));
  return ['aws', service, verb, ...words].join(' ');
}

/** Asks whoever runs it for what only they know, so that a copied command needs no editing. */
export function askFor(variable: string, question: string): string {
  return `printf '%s' ${quoteWord(`${question}: `)} && read -r ${variable}`;
}

/** `Name=vpc-id,Values=vpc-1` in the CLI's shorthand, where a comma in the value would begin another one. */
export function buildFilter(name: string, value: string): string {
  const plain = /^[A-Za-z0-9_./:-]+$/.test(value);
  const text = plain ? value : `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  return `Name=${name},Values=${text}`;
}

/** A text literal of JMESPath, the language of `--query`. */
export function quoteQuery(text: string): string {
  return `\`${JSON.stringify(text).replaceAll('`', '\\u0060')}\``;
}
