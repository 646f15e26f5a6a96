const stepOf = (key: string): number => {
  if (key === 'ArrowDown') return 1;
  return key === 'ArrowUp' ? -1 : 0;
};

/** Arrow keys walk from message to message; Enter on one opens its thread. Keys within a message stay its own. */
export const onLogKey = (event: KeyboardEvent): void => {
  const { currentTarget: log, target, key } = event;
  if (!(log instanceof HTMLElement) || !(target instanceof HTMLElement)) return;
  const articles = [...log.querySelectorAll<HTMLElement>('article')];
  const here = articles.indexOf(target);
  if (here === -1 && target !== log) return;
  if (key === 'Enter' && here !== -1) {
    articles[here]?.querySelector<HTMLElement>('.message-replies, .message-link')?.click();
    return;
  }
  const last = articles.length - 1;
  const edge = { Home: 0, End: last }[key];
  const step = stepOf(key);
  if (edge === undefined && step === 0) return;
  event.preventDefault();
  const next = edge ?? (here === -1 ? last : Math.min(last, Math.max(0, here + step)));
  articles[next]?.focus();
};
