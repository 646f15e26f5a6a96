import type { Json } from '../../slack/json.ts';
import { asObjects, asText, isJson, wordsOf } from '../read-json.ts';
import { Link } from '../text/link.tsx';
import { RichText } from '../text/rich-text.tsx';
import { Unknown } from '../text/unknown.tsx';
import type { BlockProps } from './section.tsx';

const CIRCLE = 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13Z';

/** Strokes on a field of 16 by 16, and the word beside them. */
const STATUSES: Readonly<Record<string, { readonly word: string; readonly shape: string }>> = {
  pending: { word: 'Pending', shape: CIRCLE },
  in_progress: { word: 'In progress', shape: `${CIRCLE}M8 4.5V8l2.5 1.5` },
  complete: { word: 'Done', shape: `${CIRCLE}M5 8.3l2 2 4-4.4` },
  error: { word: 'Failed', shape: `${CIRCLE}M5.8 5.8l4.4 4.4m0-4.4-4.4 4.4` },
};

const statusOf = (status: string) =>
  (Object.hasOwn(STATUSES, status) ? STATUSES[status] : undefined) ?? { word: status, shape: CIRCLE };

const Sources = ({ sources }: { readonly sources: readonly Json[] }) => (
  <ul class="block-sources">
    {sources.map((source, index) => (
      <li key={index}>
        {source['type'] === 'url' ? (
          <Link url={asText(source['url'])}>{asText(source['text']) || undefined}</Link>
        ) : (
          <Unknown noun="source" type={asText(source['type'])} sent={source} />
        )}
      </li>
    ))}
  </ul>
);

/** One step of some work, how far it is in words. */
export const TaskCard = ({ block }: BlockProps) => {
  const status = asText(block['status']);
  const { word, shape } = statusOf(status);
  const sources = asObjects(block['sources']);
  return (
    <div class="block-task" data-status={status}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path d={shape} />
      </svg>
      <div>
        <strong>{wordsOf(block['title'])}</strong> <span class="block-status">{word}</span>
        {isJson(block['details']) && <RichText block={block['details']} />}
        {isJson(block['output']) && <RichText block={block['output']} />}
        {sources.length > 0 && <Sources sources={sources} />}
      </div>
    </div>
  );
};

/** Steps in their order. */
export const Plan = ({ block, scene }: BlockProps) => (
  <div class="block-plan">
    <strong>{wordsOf(block['title'])}</strong>
    <ol>
      {asObjects(block['tasks']).map((task, index) => (
        <li key={asText(task['task_id']) || index}>
          {task['type'] === 'task_card' ? (
            <TaskCard block={task} scene={scene} />
          ) : (
            <Unknown noun="task" type={asText(task['type'])} sent={task} />
          )}
        </li>
      ))}
    </ol>
  </div>
);
