import './slack.css';
import { useEffect, useMemo } from 'preact/hooks';
import type { SeenPlace, SeenWorkspace } from '../../slack/feed.ts';
import { Beside } from '../beside/beside.tsx';
import { Guide } from '../beside/guide.tsx';
import { useMemory } from '../memory.ts';
import { useWhereabouts } from '../whereabouts.ts';
import { BackButton } from './back-button.tsx';
import { Banner } from './banner.tsx';
import { Divider } from './divider.tsx';
import { LinkBar } from './link-bar.tsx';
import { LiveRegion } from './live-region.tsx';
import { Place } from './place.tsx';
import { placeHere } from './place-here.ts';
import { Places } from './places.tsx';
import { useRegions } from './regions.ts';
import { Skeleton } from './skeleton.tsx';
import { createTheme } from './theme.ts';
import { ThreadPane } from './thread-pane.tsx';
import { useTitle } from './title.ts';

interface Open {
  readonly workspace: SeenWorkspace;
  readonly here: SeenPlace;
}

/** The thread beside the place, where one is open there and has not gone with a reset. */
const Thread = ({ workspace, here }: Open) => {
  const { places } = useMemory();
  const { thread } = useWhereabouts();
  const place = places.value.get(here.id);
  const rootTs = thread.value;
  if (place === undefined || rootTs === null) return null;
  const isThere = place.message(rootTs) !== undefined || place.thread(rootTs).value.length > 0;
  return isThere ? <ThreadPane here={here} rootTs={rootTs} place={place} workspace={workspace} /> : null;
};

const OtherSide = () => {
  const { isBesideOpen } = useWhereabouts();
  const close = (): void => {
    isBesideOpen.value = false;
  };
  return isBesideOpen.value ? (
    <>
      <Divider />
      <div class="slack-beside" data-region="beside" tabIndex={-1}>
        <div class="slack-beside-head">
          <BackButton name="Back to Slack" back={close} />
        </div>
        <Beside />
      </div>
    </>
  ) : null;
};

/** Which pane one sees where there is room for one. */
const paneOf = ({ isBesideOpen, isListOpen, thread }: ReturnType<typeof useWhereabouts>): string => {
  if (isBesideOpen.value) return 'beside';
  if (isListOpen.value) return 'places';
  return thread.value === null ? 'place' : 'thread';
};

/** For whoever goes by the keyboard and has heard the head of the page before. */
const SkipLink = () => (
  <a class="slack-skip" href="#place">
    Skip to the messages
  </a>
);

/** The workspace: the list of places, the place that is open, a thread beside it, and the other side. */
export const Slack = () => {
  const { workspace } = useMemory();
  const whereabouts = useWhereabouts();
  const theme = useMemo(createTheme, []);
  const known = workspace.value;
  const here = known === null ? undefined : placeHere(known, whereabouts.place.value);
  useRegions();
  useTitle();
  useEffect(() => {
    if (here !== undefined) whereabouts.place.value = here.id;
  }, [here?.id]);
  return (
    <div class="slack" data-pane={paneOf(whereabouts)}>
      <SkipLink />
      <Banner workspace={known} theme={theme} />
      <LinkBar />
      <Guide />
      {known === null ? <div class="places" /> : <Places workspace={known} here={here} />}
      <div class="slack-panes" key={known?.viewer}>
        {known === null || here === undefined ? (
          <main class="place">
            <Skeleton />
          </main>
        ) : (
          <>
            <Place here={here} workspace={known} />
            <Thread here={here} workspace={known} />
            <LiveRegion channel={here.id} workspace={known} />
          </>
        )}
      </div>
      <OtherSide />
    </div>
  );
};
