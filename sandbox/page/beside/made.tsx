import './cards.css';

/** Marks what the bot made in somebody's cloud. `request`: `R12`, where that can be told. */
export const MadeByBot = ({ request = null }: { readonly request?: string | null }) => (
  <span class="beside-made">made by vpcbot{request !== null && ` for ${request}`}</span>
);
