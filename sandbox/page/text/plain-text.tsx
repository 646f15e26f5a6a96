import './text.css';

/** Text without formatting; its line breaks are kept. */
export const PlainText = ({ text }: { readonly text: string }) => <span class="text">{text}</span>;
