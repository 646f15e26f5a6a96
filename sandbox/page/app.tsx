import { useEffect, useMemo } from 'preact/hooks';
import { ActsProvider, createActs } from './acts.ts';
import { Beside } from './beside/beside.tsx';
import { openLink } from './link.ts';
import { createMemory, MemoryProvider } from './memory.ts';
import { Modals } from './modals/modals.tsx';
import { Slack } from './shell/slack.tsx';
import { createWhereabouts, WhereaboutsProvider } from './whereabouts.ts';

/** Who looks at the page is in its address, so that each tab can be somebody else. */
const viewerOf = (address: string): string => new URL(address).searchParams.get('as') ?? 'U0OMAR';

export const App = () => {
  const memory = useMemo(createMemory, []);
  const whereabouts = useMemo(() => createWhereabouts(viewerOf(location.href)), []);
  const viewer = whereabouts.viewer.value;
  const acts = useMemo(() => createActs(viewer), [viewer]);
  useEffect(() => {
    const link = openLink(viewer, memory.hear, memory.forget);
    return link.close;
  }, [viewer, memory]);
  return (
    <MemoryProvider value={memory}>
      <WhereaboutsProvider value={whereabouts}>
        <ActsProvider value={acts}>
          <Slack />
          <Beside />
          <Modals />
        </ActsProvider>
      </WhereaboutsProvider>
    </MemoryProvider>
  );
};
