import { useEffect, useMemo } from 'preact/hooks';
import { ActsProvider, createActs } from './acts.ts';
import { AnnouncerProvider, createAnnouncer } from './announce.ts';
import { Agreements } from './blocks/confirm.tsx';
import { openLink } from './link.ts';
import { createMemory, MemoryProvider } from './memory.ts';
import { Modals } from './modals/modals.tsx';
import { Slack } from './shell/slack.tsx';
import { createWhereabouts, type Start, type Whereabouts, WhereaboutsProvider } from './whereabouts.ts';

/** Who looks at the page, and at what, is in its address: each tab can be somebody else. */
const startOf = (address: string): Start => {
  const { searchParams } = new URL(address);
  return {
    viewer: searchParams.get('as') ?? 'U0OMAR',
    place: searchParams.get('in'),
    isNarrow: matchMedia('(max-width: 899px)').matches,
  };
};

const useAddress = ({ viewer, place }: Whereabouts): void => {
  const [as, here] = [viewer.value, place.value];
  useEffect(() => {
    const address = new URL(location.href);
    address.searchParams.set('as', as);
    if (here !== null) address.searchParams.set('in', here);
    history.replaceState(null, '', address);
  }, [as, here]);
};

export const App = () => {
  const memory = useMemo(createMemory, []);
  const announcer = useMemo(createAnnouncer, []);
  const whereabouts = useMemo(() => createWhereabouts(startOf(location.href)), []);
  const viewer = whereabouts.viewer.value;
  const acts = useMemo(() => createActs(viewer), [viewer]);
  useAddress(whereabouts);
  useEffect(() => {
    memory.forget();
    return openLink(viewer, memory);
  }, [viewer, memory]);
  return (
    <MemoryProvider value={memory}>
      <WhereaboutsProvider value={whereabouts}>
        <AnnouncerProvider value={announcer}>
          <ActsProvider value={acts}>
            <Agreements>
              <Slack />
              <Modals />
            </Agreements>
          </ActsProvider>
        </AnnouncerProvider>
      </WhereaboutsProvider>
    </MemoryProvider>
  );
};
