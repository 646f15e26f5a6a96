import './place.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { SeenPlace, SeenWorkspace } from '../../slack/feed.ts';
import { useActs } from '../acts.ts';
import { useMemory } from '../memory.ts';
import { useWhereabouts } from '../whereabouts.ts';
import { AppHome } from './app-home.tsx';
import { AppTabs, panelOf } from './app-tabs.tsx';
import { BackButton } from './back-button.tsx';
import { Beginning } from './beginning.tsx';
import { Composer } from './composer.tsx';
import { ComposerNote, closedWords } from './composer-note.tsx';
import { Icon } from './icon.tsx';
import { Log } from './log.tsx';
import { titleOf } from './place-here.ts';
import { Skeleton } from './skeleton.tsx';

export interface PlaceProps {
  readonly here: SeenPlace;
  readonly workspace: SeenWorkspace;
}

/** What the place is for, in one line. */
const topicOf = ({ isDirect, members }: SeenPlace, { app }: SeenWorkspace): string => {
  if (isDirect) return 'Only you see what is here';
  return members.includes(app.userId) ? `Where ${app.name} posts requests` : `Without ${app.name}`;
};

const membersWords = (count: number): string => `${count} ${count === 1 ? 'member' : 'members'}`;

const Heading = ({ here, workspace }: PlaceProps) => {
  const { isListOpen } = useWhereabouts();
  const handles = here.members.map((id) => workspace.people.find((one) => one.id === id)?.name ?? id);
  return (
    <header class="place-head">
      <BackButton
        name="Back to places"
        back={() => {
          isListOpen.value = true;
        }}
      />
      <h1>{titleOf(here)}</h1>
      {here.isDirect && <span class="message-badge">APP</span>}
      <span class="place-topic">{topicOf(here, workspace)}</span>
      {!here.isDirect && (
        <span class="place-members" title={handles.join(', ')}>
          <Icon name="people" /> {membersWords(here.members.length)}
        </span>
      )}
    </header>
  );
};

/** The list of messages with the composer under it. */
const Messages = ({ here, workspace }: PlaceProps) => {
  const place = useMemory().places.value.get(here.id);
  const acts = useActs();
  const title = titleOf(here);
  const sent = useSignal(0);
  useEffect(() => {
    // The app hears that its Messages tab is opened; nobody waits for it.
    if (here.isDirect) acts.messages().catch(() => {});
  }, [acts, here.isDirect]);
  if (place === undefined) return <Skeleton />;
  return (
    <>
      <Log
        channel={here.id}
        name={`Messages in ${title}`}
        place={place}
        workspace={workspace}
        sent={sent}
        beginning={<Beginning here={here} workspace={workspace} />}
      />
      <div>
        <ComposerNote here={here} workspace={workspace} />
        {closedWords(here, workspace) === null && (
          <Composer
            channel={here.id}
            threadTs={null}
            label={`Message ${title}`}
            workspace={workspace}
            sent={sent}
          />
        )}
      </div>
    </>
  );
};

/** The place that is open: its heading, then what was said in it, or the app's Home. */
export const Place = ({ here, workspace }: PlaceProps) => {
  const { tab } = useWhereabouts();
  const hasTabs = here.isDirect && workspace.hasHome;
  const isHome = hasTabs && tab.value === 'home';
  return (
    <main id="place" class="place" data-region="place" tabIndex={-1}>
      <Heading here={here} workspace={workspace} />
      {hasTabs && <AppTabs hasMessages={workspace.hasMessages} />}
      <div class="place-panel" {...(hasTabs ? panelOf(tab.value) : {})}>
        {isHome ? <AppHome /> : <Messages key={here.id} here={here} workspace={workspace} />}
      </div>
    </main>
  );
};
