import './places.css';
import type { SeenPlace, SeenWorkspace } from '../../slack/feed.ts';
import { useMemory } from '../memory.ts';
import { useWhereabouts } from '../whereabouts.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import { roleOf } from './people.ts';
import { countWords, readerOf, type Unread, unreadIn } from './unread.ts';

const nothing: Unread = { count: 0, mentions: 0 };

interface PlaceButtonProps {
  readonly place: SeenPlace;
  readonly workspace: SeenWorkspace;
  readonly isHere: boolean;
}

const PlaceButton = ({ place: { id, name, isDirect }, workspace, isHere }: PlaceButtonProps) => {
  const { places, read } = useMemory();
  const { goTo } = useWhereabouts();
  const known = places.value.get(id);
  const reader = readerOf(workspace);
  const { count, mentions } = known === undefined ? nothing : unreadIn(known, read.value[id] ?? '0', reader);
  /** In direct messages everything is for the viewer. */
  const shown = isDirect ? count : mentions;
  return (
    <button
      type="button"
      class={`places-button ${count > 0 ? 'places-unread' : ''}`}
      aria-current={isHere ? 'page' : undefined}
      aria-label={count > 0 ? `${name}, ${countWords(count)} unread` : name}
      onClick={() => goTo(id)}
    >
      {isDirect ? <Avatar name={name} isApp /> : <Icon name="hash" />}
      <span class="places-name">{name}</span>
      {shown > 0 && <span class="places-count">{countWords(shown)}</span>}
    </button>
  );
};

interface PlacesProps {
  readonly workspace: SeenWorkspace;
  readonly here: SeenPlace | undefined;
}

const Group = ({
  name,
  places,
  here,
  workspace,
}: PlacesProps & { readonly name: string; readonly places: readonly SeenPlace[] }) =>
  places.length === 0 ? null : (
    <>
      <h2 class="places-group">{name}</h2>
      <ul>
        {places.map((place) => (
          <li key={place.id}>
            <PlaceButton place={place} workspace={workspace} isHere={place.id === here?.id} />
          </li>
        ))}
      </ul>
    </>
  );

const Me = ({ workspace }: { readonly workspace: SeenWorkspace }) => {
  const me = workspace.people.find(({ id }) => id === workspace.viewer);
  return me === undefined ? null : (
    <p class="places-me">
      <Avatar name={me.name} />
      <span>
        <strong>{me.name}</strong>
        <span>{roleOf(me)}</span>
      </span>
    </p>
  );
};

/** Where one can go: channels, then the direct messages with the app. */
export const Places = ({ workspace, here }: PlacesProps) => {
  const { places } = workspace;
  return (
    <nav class="places" aria-label="Places" data-region="places" tabIndex={-1}>
      <div class="places-list">
        <Group
          name="Channels"
          places={places.filter(({ isDirect }) => !isDirect)}
          here={here}
          workspace={workspace}
        />
        <Group
          name="Apps"
          places={places.filter(({ isDirect }) => isDirect)}
          here={here}
          workspace={workspace}
        />
      </div>
      <Me workspace={workspace} />
    </nav>
  );
};
