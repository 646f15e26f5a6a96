import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly name: string;
  /** How much waits there for somebody. */
  readonly waiting: number;
}

interface TabsProps<Id extends string> {
  readonly tabs: readonly Tab<Id>[];
  readonly open: Id;
  readonly choose: (id: Id) => void;
  readonly children: ComponentChildren;
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** A number for the eye, and a sentence for the ear. */
const Badge = ({ count }: { readonly count: number }) => (
  <>
    <span class="beside-unseen">,</span>{' '}
    <span class="beside-badge">
      {count}
      <span class="beside-unseen"> waiting</span>
    </span>
  </>
);

/** Tabs as the ARIA practices have them: one stop for the keyboard, arrows between them. */
export const Tabs = <Id extends string>({ tabs, open, choose, children }: TabsProps<Id>) => {
  const list = useRef<HTMLDivElement>(null);
  const goBy = (event: KeyboardEvent): void => {
    const here = tabs.findIndex(({ id }) => id === open);
    const ends: Readonly<Record<string, number>> = { Home: 0, End: tabs.length - 1 };
    const step = STEPS[event.key];
    const next = step === undefined ? ends[event.key] : (here + step + tabs.length) % tabs.length;
    const tab = next === undefined ? undefined : tabs[next];
    if (tab === undefined) return;
    event.preventDefault();
    choose(tab.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${tab.id}"]`)?.focus();
  };
  return (
    <>
      <div class="beside-tabs" role="tablist" aria-label="Other side" ref={list} onKeyDown={goBy}>
        {tabs.map(({ id, name, waiting }) => (
          <button
            key={id}
            type="button"
            role="tab"
            class="beside-tab"
            id={`beside-tab-${id}`}
            data-tab={id}
            aria-selected={id === open}
            aria-controls="beside-pane"
            tabIndex={id === open ? 0 : -1}
            onClick={() => choose(id)}
          >
            {name}
            {waiting > 0 && <Badge count={waiting} />}
          </button>
        ))}
      </div>
      <div class="beside-pane" id="beside-pane" role="tabpanel" aria-labelledby={`beside-tab-${open}`}>
        {children}
      </div>
    </>
  );
};
