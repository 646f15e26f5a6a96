/** Words in fixed width within a line. */
export const Code = ({ text }: { readonly text: string }) => (
  <code class={/\s/.test(text) ? undefined : 'text-word'}>{text}</code>
);
