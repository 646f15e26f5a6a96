/** Gives up after `ms`, also on what cannot be stopped: looking for the bot's own credentials takes its time. */
export const within = async <T>(ms: number, act: (abortSignal: AbortSignal) => Promise<T>): Promise<T> => {
  const signal = AbortSignal.timeout(ms);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([act(signal), late]);
};
