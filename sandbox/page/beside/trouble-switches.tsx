import { useActs } from '../acts.ts';
import { useMemory } from '../memory.ts';
import { Failure, useDeed } from './deed.tsx';
import { orderTrouble, type Scope, type Trouble, troublesFor, troublesOn } from './trouble.ts';

interface SwitchProps {
  readonly scope: Scope;
  readonly trouble: Trouble;
  /** What is switched on in this scope. */
  readonly on: readonly string[];
}

/** One kind of trouble at a time: the one that came first would hide the other until it is used up. */
const Switch = ({ scope, trouble, on }: SwitchProps) => {
  const { outside } = useActs();
  const { progress, begin } = useDeed();
  const isOn = on.includes(trouble.id);
  const turn = async (): Promise<void> => {
    if (on.length > 0) {
      await outside('DELETE', '/control/faults', { target: scope.target, match: scope.part });
    }
    if (!isOn) await outside('POST', '/control/faults', orderTrouble(scope, trouble));
  };
  return (
    <>
      <button
        type="button"
        class="beside-chip"
        aria-pressed={isOn}
        aria-label={`${trouble.name}: ${scope.name}`}
        aria-busy={progress.kind === 'busy'}
        onClick={() => void (progress.kind === 'busy' || begin(turn))}
      >
        {trouble.name}
      </button>
      <Failure progress={progress} />
    </>
  );
};

/** What can go wrong with the requests to one API, or to one project of it. */
export const TroubleSwitches = ({ scope }: { readonly scope: Scope }) => {
  const faults = useMemory().clouds.value?.faults ?? [];
  const on = troublesOn(faults, scope);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame around every row
    <div class="beside-chips" role="group" aria-label={`Trouble for ${scope.name}`}>
      {troublesFor(scope).map((trouble) => (
        <Switch key={trouble.id} scope={scope} trouble={trouble} on={on} />
      ))}
    </div>
  );
};
