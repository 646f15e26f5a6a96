import { useActs } from '../acts.ts';
import { Failure, useDeed } from './deed.tsx';
import type { Denial } from './denied.ts';

interface SwitchProps {
  readonly denial: Denial;
  readonly action: string;
}

const Switch = ({ denial: { owner, actions, path }, action }: SwitchProps) => {
  const { outside } = useActs();
  const { progress, begin } = useDeed();
  const isOn = actions.includes(action);
  const isBusy = progress.kind === 'busy';
  const deny = isOn ? actions.filter((other) => other !== action) : [...actions, action];
  return (
    <>
      <button
        type="button"
        class="beside-chip"
        aria-pressed={isOn}
        aria-label={`Deny ${action}: ${owner}`}
        aria-busy={isBusy}
        onClick={() => void (isBusy || begin(() => outside('POST', path, { deny })))}
      >
        Deny {action}
      </button>
      <Failure progress={progress} />
    </>
  );
};

interface DenialsProps {
  readonly denial: Denial;
  /** What can be denied here. */
  readonly actions: readonly string[];
}

/** What the owner of an account can take away from the bot, and give back. */
export const Denials = ({ denial, actions }: DenialsProps) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame around every row
  <div class="beside-chips" role="group" aria-label={`What ${denial.owner} denies`}>
    {actions.map((action) => (
      <Switch key={action} denial={denial} action={action} />
    ))}
  </div>
);
