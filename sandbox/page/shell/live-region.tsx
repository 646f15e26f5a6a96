import { useEffect } from 'preact/hooks';
import type { SeenWorkspace } from '../../slack/feed.ts';
import type { SeenMessage } from '../../slack/seen.ts';
import { useAnnouncer } from '../announce.ts';
import { useMemory } from '../memory.ts';
import { useWhereabouts } from '../whereabouts.ts';
import { createSpeaker } from './announcement.ts';
import { handleOf } from './people.ts';

interface LiveRegionProps {
  readonly channel: string;
  readonly workspace: SeenWorkspace;
}

/** Says what comes in the open place and thread, and at once what failed. */
export const LiveRegion = ({ channel, workspace }: LiveRegionProps) => {
  const { listen } = useMemory();
  const { thread } = useWhereabouts();
  const { polite, urgent, say } = useAnnouncer();
  const me = handleOf(workspace, workspace.viewer);
  useEffect(() => {
    const speaker = createSpeaker(say);
    const isHere = ({ threadTs, isBroadcast }: SeenMessage): boolean =>
      threadTs === null || isBroadcast || threadTs === thread.peek();
    const stop = listen((message) => {
      if (message.channel === channel && message.author !== me && isHere(message)) speaker.hear(message);
    });
    return () => {
      stop();
      speaker.stop();
    };
  }, [channel, me, listen]);
  return (
    <div class="unseen">
      <div aria-live="polite">{polite.value}</div>
      <div role="alert">{urgent.value}</div>
    </div>
  );
};
