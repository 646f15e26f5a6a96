import { type LinkState, useMemory } from '../memory.ts';

const Words = ({ state }: { readonly state: Exclude<LinkState, 'opening' | 'open'> }) =>
  state === 'lost' ? (
    <>
      The demo is not running: start it with <code>npm run demo</code>. This page reconnects by itself.
    </>
  ) : (
    <>
      Nobody here has the id that stands in the address. <a href="/">Open the page as omar.</a>
    </>
  );

/** Says that nothing is heard; a link that was lost comes back by itself. */
export const LinkBar = () => {
  const { link } = useMemory();
  const state = link.value;
  return state === 'opening' || state === 'open' ? null : (
    <p class="slack-lost" role="alert">
      <Words state={state} />
    </p>
  );
};
