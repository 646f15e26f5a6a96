import { useActs } from '../acts.ts';
import { useMemory } from '../memory.ts';
import { Failure, useDeed } from './deed.tsx';
import { orderTrouble, type Scope, type Trouble, troublesFor, troublesOn } from './trouble.ts';

const Switch = ({ scope, trouble, isOn }: { scope: Scope; trouble: Trouble; isOn: boolean }) => {
  const { outside } = useActs();
  const { progress, begin } = useDeed();
  const order = orderTrouble(scope, trouble);
  return (
    <>
      <button
        type="button"
        class="beside-chip"
        aria-pressed={isOn}
        aria-label={`${trouble.name}: ${scope.name}`}
        aria-busy={progress.kind === 'busy'}
        onClick={() => void begin(() => outside('POST', '/control/faults', order))}
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
        <Switch key={trouble.id} scope={scope} trouble={trouble} isOn={on.includes(trouble.id)} />
      ))}
    </div>
  );
};
