import { useMemory } from '../memory.ts';

/** Says that nothing is heard any more; the link comes back by itself. */
export const LinkBar = () => {
  const { link } = useMemory();
  return link.value === 'lost' ? (
    <p class="slack-lost" role="alert">
      The demo is not running: start it with <code>npm run demo</code>. This page reconnects by itself.
    </p>
  ) : null;
};
