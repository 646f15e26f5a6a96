/** In characters: it fits into a line wherever there is one. */
const SHORT = 24;

const classOf = (text: string): string | undefined => {
  if (/\s/.test(text)) return undefined;
  return text.length <= SHORT ? 'text-short' : 'text-word';
};

/** Words in fixed width within a line. */
export const Code = ({ text }: { readonly text: string }) => <code class={classOf(text)}>{text}</code>;
