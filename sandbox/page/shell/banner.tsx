import './banner.css';
import { type Signal, useSignal } from '@preact/signals';
import type { SeenWorkspace } from '../../slack/feed.ts';
import { useWhereabouts } from '../whereabouts.ts';
import { Icon, type IconName } from './icon.tsx';
import { KeyboardHelp } from './keyboard-help.tsx';
import { playerName, playersOf } from './people.ts';
import { type createTheme, THEMES, type Theme } from './theme.ts';

const THEME_WORDS = { system: 'System', light: 'Light', dark: 'Dark' } as const;

interface BannerProps {
  readonly workspace: SeenWorkspace | null;
  readonly theme: ReturnType<typeof createTheme>;
}

const WhoSelect = ({ workspace }: { readonly workspace: SeenWorkspace }) => {
  const { viewer, become } = useWhereabouts();
  return (
    <label class="banner-choice">
      <span>You are</span>
      <select value={viewer.value} onChange={({ currentTarget }) => become(currentTarget.value)}>
        {playersOf(workspace).map((person) => (
          <option key={person.id} value={person.id}>
            {playerName(person)}
          </option>
        ))}
      </select>
    </label>
  );
};

const ThemeSelect = ({ theme: { theme, choose } }: Pick<BannerProps, 'theme'>) => (
  <label class="banner-choice banner-theme">
    <span>Theme</span>
    <select
      value={theme.value}
      onChange={({ currentTarget }) => {
        const next = THEMES.find((one): one is Theme => one === currentTarget.value);
        if (next !== undefined) choose(next);
      }}
    >
      {THEMES.map((one) => (
        <option key={one} value={one}>
          {THEME_WORDS[one]}
        </option>
      ))}
    </select>
  </label>
);

interface SwitchProps {
  readonly name: string;
  readonly icon: IconName;
  readonly isOpen: Signal<boolean>;
}

/** Shows a part of the page, or puts it away. */
const Switch = ({ name, icon, isOpen }: SwitchProps) => (
  <button
    type="button"
    class="banner-button"
    aria-expanded={isOpen.value}
    onClick={() => {
      isOpen.value = !isOpen.value;
    }}
  >
    <Icon name={icon} /> <span>{name}</span>
  </button>
);

/** The page's own: whose eyes one looks through, and what stands beside Slack. */
export const Banner = ({ workspace, theme }: BannerProps) => {
  const { isBesideOpen, isGuideOpen } = useWhereabouts();
  const isHelpOpen = useSignal(false);
  const turnHelp = (): void => {
    isHelpOpen.value = !isHelpOpen.value;
  };
  return (
    <>
      <header class="banner" data-region="banner" tabIndex={-1}>
        <span class="banner-team">{workspace?.team ?? 'vpcbot'}</span>
        <div class="banner-tools">
          {workspace !== null && <WhoSelect workspace={workspace} />}
          <ThemeSelect theme={theme} />
          <Switch name="First steps" icon="steps" isOpen={isGuideOpen} />
          <Switch name="Other side" icon="sides" isOpen={isBesideOpen} />
          <button
            type="button"
            class="banner-button banner-help"
            aria-label="Keyboard"
            title="Keyboard"
            onClick={turnHelp}
          >
            ?
          </button>
        </div>
      </header>
      {isHelpOpen.value && <KeyboardHelp close={turnHelp} />}
    </>
  );
};
