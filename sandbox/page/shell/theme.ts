import { signal } from '@preact/signals';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** public/first-theme.js reads it too, before anything is painted. */
const KEY = 'vpcbot-theme';

/** Storage throws where the browser keeps none. */
const attempt = <T>(act: () => T, otherwise: T): T => {
  try {
    return act();
  } catch {
    return otherwise;
  }
};

const kept = (): Theme => {
  const word = attempt(() => localStorage.getItem(KEY), null);
  return THEMES.find((theme) => theme === word) ?? 'system';
};

export const createTheme = () => {
  const theme = signal<Theme>(kept());
  return {
    theme,
    choose: (next: Theme): void => {
      theme.value = next;
      attempt(() => localStorage.setItem(KEY, next), undefined);
      if (next === 'system') delete document.documentElement.dataset['theme'];
      else document.documentElement.dataset['theme'] = next;
    },
  };
};
