// Runs before anything is painted, so that nothing flashes; shell/theme.ts keeps the word. Some browsers keep nothing.
try {
  const theme = localStorage.getItem('vpcbot-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {}
