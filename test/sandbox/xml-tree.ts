/** An element of XML: text or other elements, never both. */
export interface Element {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Element[];
}

const TOKEN = /<\?[^>]*\?>|<(\/?)([\w.]+)[^>]*?(\/?)>|([^<]+)/g;

/** Reads XML without comments, mixed content and CDATA, as AWS writes it. */
export const parseXml = (xml: string): Element => {
  const open: { name: string; text: string; children: Element[] }[] = [{ name: '', text: '', children: [] }];
  for (const [, isEnd, name, isEmpty, text] of xml.trim().matchAll(TOKEN)) {
    const parent = open.at(-1);
    if (parent === undefined) throw new Error('an element ends that never began');
    if (text !== undefined) parent.text += text.trim();
    else if (isEnd === '/') {
      open.pop();
      if (parent.name !== name) throw new Error(`</${name}> ends <${parent.name}>`);
      open.at(-1)?.children.push(parent);
    } else if (name !== undefined) {
      const element = { name, text: '', children: [] };
      if (isEmpty === '/') parent.children.push(element);
      else open.push(element);
    }
  }
  const [root] = open;
  const [only] = root?.children ?? [];
  if (only === undefined || open.length !== 1) throw new Error('there is no one element around all');
  return only;
};
