import { useWhereabouts } from '../whereabouts.ts';

const WORDS = { home: 'Home', messages: 'Messages' } as const;

const PANEL = 'app-panel';

const tabId = (tab: keyof typeof WORDS): string => `app-tab-${tab}`;

/** What makes an element the panel of the tab that is open. */
export const panelOf = (tab: keyof typeof WORDS) =>
  ({ id: PANEL, role: 'tabpanel', 'aria-labelledby': tabId(tab) }) as const;

/** What the app has: its Home, and the direct messages with it. */
export const AppTabs = ({ hasMessages }: { readonly hasMessages: boolean }) => {
  const { tab } = useWhereabouts();
  const tabs = hasMessages ? (['home', 'messages'] as const) : (['home'] as const);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
    const next = tabs.find((one) => one !== tab.peek());
    if (next === undefined) return;
    tab.value = next;
    document.getElementById(tabId(next))?.focus();
  };
  return (
    <div class="place-tabs" role="tablist" aria-label="The app" tabIndex={-1} onKeyDown={onKeyDown}>
      {tabs.map((one) => (
        <button
          key={one}
          id={tabId(one)}
          type="button"
          role="tab"
          aria-selected={tab.value === one}
          aria-controls={PANEL}
          tabIndex={tab.value === one ? 0 : -1}
          onClick={() => {
            tab.value = one;
          }}
        >
          {WORDS[one]}
        </button>
      ))}
    </div>
  );
};
