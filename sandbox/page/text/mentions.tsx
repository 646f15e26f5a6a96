import { useMemory } from '../memory.ts';
import { useWhereabouts } from '../whereabouts.ts';

interface MentionProps {
  readonly id: string;
  /** What the app calls it, for the case that nobody here knows the id. */
  readonly label?: string;
}

const withoutSign = (label: string): string => label.replace(/^[@#]/, '');

const nameFor = (known: string | undefined, { id, label = '' }: MentionProps): string =>
  known ?? (withoutSign(label) || id);

export const UserMention = (props: MentionProps) => {
  const workspace = useMemory().workspace.value;
  const person = workspace?.people.find(({ id }) => id === props.id);
  const isOwn = workspace?.viewer === props.id;
  return (
    <span class={isOwn ? 'text-mention text-mention-own' : 'text-mention'} title={person?.realName}>
      @{nameFor(person?.name, props)}
    </span>
  );
};

export const GroupMention = (props: MentionProps) => {
  const group = useMemory().workspace.value?.groups.find(({ id }) => id === props.id);
  return <span class="text-mention">@{nameFor(group?.handle, props)}</span>;
};

/** A conversation of the viewer's can be gone to. */
export const ChannelMention = (props: MentionProps) => {
  const place = useMemory().workspace.value?.places.find(({ id }) => id === props.id);
  const { goTo } = useWhereabouts();
  const name = nameFor(place?.name, props);
  if (place === undefined) return <span class="text-mention">#{name}</span>;
  return (
    <button type="button" class="text-mention text-place" onClick={() => goTo(place.id)}>
      {place.isDirect ? name : `#${name}`}
    </button>
  );
};

/** `here`, `channel` or `everyone`: whoever reads it is meant. */
export const Broadcast = ({ range }: { readonly range: string }) => (
  <span class="text-mention text-mention-own">@{range}</span>
);
