import type { SeenPlace, SeenWorkspace } from '../../slack/feed.ts';
import { useWhereabouts } from '../whereabouts.ts';
import { verbsOf } from './composer-line.ts';

const wordsFor = ({ isDirect, name, members }: SeenPlace, { app }: SeenWorkspace): string => {
  if (isDirect)
    return `Only you and ${app.name} see what is said here: instructions, reminders and exports come to this place.`;
  return members.includes(app.userId)
    ? `${app.name} posts each request here and keeps it up to date, so that everybody in #${name} can follow.`
    : `${app.name} is not in #${name}. Its commands work here all the same, and only you see the answers.`;
};

/** What one reads where a place begins: what it is for, and what to type first. */
export const Beginning = ({
  here,
  workspace,
}: {
  readonly here: SeenPlace;
  readonly workspace: SeenWorkspace;
}) => {
  const { draft } = useWhereabouts();
  const [command] = workspace.commands;
  const [verb] = verbsOf(command?.usageHint ?? '');
  const lines =
    command === undefined ? [] : [`${command.command} ${verb?.name ?? ''}`.trim(), `${command.command} help`];
  const type = (line: string): void => {
    draft(here.id).value = `${line} `;
    document.querySelector<HTMLElement>('.place .composer-text')?.focus();
  };
  return (
    <section class="place-beginning" aria-label="The beginning">
      <h2>{here.isDirect ? here.name : `# ${here.name}`}</h2>
      <p>{wordsFor(here, workspace)}</p>
      {lines.length > 0 && (
        <p class="place-first">
          Type{' '}
          {lines.map((line, index) => (
            <>
              {index > 0 && ' or '}
              <button key={line} type="button" class="place-type" onClick={() => type(line)}>
                {line}
              </button>
            </>
          ))}
          .
        </p>
      )}
    </section>
  );
};
