import './avatar.css';

/** How many colours avatar.css has. */
const TINTS = 8;

const tintOf = (name: string): number => {
  let sum = 0;
  for (const letter of name) sum = (sum * 1_179 + (letter.codePointAt(0) ?? 0)) % 9_973;
  return sum % TINTS;
};

/** Decoration: the name stands beside it. */
export const Avatar = ({ name, isApp = false }: { readonly name: string; readonly isApp?: boolean }) => (
  <span class={`avatar ${isApp ? 'avatar-app' : `avatar-${tintOf(name)}`}`} aria-hidden="true">
    {isApp ? (
      <svg viewBox="0 0 36 36" aria-hidden="true">
        <circle cx="11" cy="18" r="4.5" />
        <circle cx="25" cy="18" r="4.5" />
        <path d="M15.5 18h5" />
      </svg>
    ) : (
      name.slice(0, 1).toUpperCase()
    )}
  </span>
);
