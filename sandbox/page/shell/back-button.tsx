import { Icon } from './icon.tsx';

/** Shown where there is room for one pane only. */
export const BackButton = ({ name, back }: { readonly name: string; readonly back: () => void }) => (
  <button type="button" class="button-icon back-button" aria-label={name} title={name} onClick={back}>
    <Icon name="back" />
  </button>
);
