/** What an element holds. A list's items are `item` elements, as EC2 has them; what is undefined is left out. */
export type Xml = string | number | boolean | Date | readonly Xml[] | XmlMembers;
export interface XmlMembers {
  readonly [name: string]: Xml | undefined;
}

/** Control characters that XML cannot hold are dropped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSAYABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** White space is written so that no parser makes another one of it. */
const escapeText = (text: string): string =>
  text
    .replace(UNSAYABLE, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#xD;')
    .replaceAll('\n', '&#xA;')
    .replaceAll('\t', '&#x9;');

const isList = (value: Xml): value is readonly Xml[] => Array.isArray(value);

const writeContent = (value: Xml): string => {
  if (typeof value === 'string') return escapeText(value);
  if (typeof value !== 'object') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (isList(value)) return value.map((item) => writeElement('item', item)).join('');
  return Object.entries(value)
    .map(([name, member]) => (member === undefined ? '' : writeElement(name, member)))
    .join('');
};

const writeElement = (name: string, value: Xml, attributes = ''): string => {
  const content = writeContent(value);
  return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
};

/** A document of one element. */
export const writeXml = (name: string, value: XmlMembers, namespace?: string): string => {
  const attributes = namespace === undefined ? '' : ` xmlns="${namespace}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement(name, value, attributes)}`;
};
