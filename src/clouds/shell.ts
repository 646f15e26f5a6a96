/** A word that no POSIX shell reads anything into, whatever it holds: `it's` -> `'it'\''s'`. */
export function quoteWord(word: string): string {
  if (/^[A-Za-z0-9_@%+:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** `--name value`; a value that begins with a dash is tied to its option and is never taken for another. */
function buildOption(name: string, value: string): string {
  return value.startsWith('-') ? quoteWord(`--${name}=${value}`) : `--${name} ${quoteWord(value)}`;
}

/** A command of the AWS CLI, version 2: `aws ec2 describe-vpcs --region us-east-1`. */
export function buildAwsCommand(verb: string, options: Readonly<Record<string, string>>): string {
  const words = Object.entries(options).map(([name, value]) => buildOption(name, value));
  return ['aws', 'ec2', verb, ...words].join(' ');
}
