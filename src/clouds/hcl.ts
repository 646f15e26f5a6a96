const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** Controls, line separators and marks that turn the reading direction or cannot be seen. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;

const toUnicode = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * A string of Terraform's language that is nothing but a string, whatever it holds: `a"${b}` -> `"a\"$${b}"`
 * (HCL native syntax, "Template Expressions": `${` and `%{` begin templates and are doubled to be text).
 */
export function quoteHcl(text: string): string {
  const escaped = text
    .replace(/\p{Cs}/gu, '\u{FFFD}')
    .replace(/[\\"\n\r\t]/g, (character) => ESCAPES[character] ?? '')
    .replace(UNSEEN, toUnicode)
    .replace(/[$%](?=\{)/g, '$&$&');
  return `"${escaped}"`;
}
