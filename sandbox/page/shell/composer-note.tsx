import type { BotFacts } from '../../demo/news.ts';
import type { SeenPlace, SeenWorkspace } from '../../slack/feed.ts';
import { useMemory } from '../memory.ts';
import './composer.css';

/** Why commands fail just now; null where they do not. */
export const deafWords = (
  app: string,
  bot: BotFacts['state'] | null,
  isConnected: boolean,
): string | null => {
  if (bot === 'starting') return `${app} is starting: commands fail until it is ready.`;
  if (bot === 'ready' || (bot === null && isConnected)) return null;
  return `${app} is not running: commands fail until it is back.`;
};

/** Why nobody can write here; null where one can. */
export const closedWords = (
  { isArchived, isDirect, name }: SeenPlace,
  { isReadOnly, app }: SeenWorkspace,
): string | null => {
  if (isArchived) return `#${name} is archived: you can read it, and nobody can write in it.`;
  return isDirect && isReadOnly
    ? `${app.name} does not read messages: you can only read what it sends you.`
    : null;
};

/** What one should know before one writes. */
export const ComposerNote = ({
  here,
  workspace,
}: {
  readonly here: SeenPlace;
  readonly workspace: SeenWorkspace;
}) => {
  const { bot, isAppConnected } = useMemory();
  const closed = closedWords(here, workspace);
  const deaf = deafWords(workspace.app.name, bot.value?.state ?? null, isAppConnected.value);
  if (closed !== null) return <p class="composer-closed">{closed}</p>;
  return deaf === null ? null : (
    <p class="composer-note" role="status">
      {deaf}
    </p>
  );
};
