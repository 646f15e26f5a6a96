/** Between two looks, in ms. */
const LOOK_EVERY = 1_000;

/** Acts once whoever started this process is gone, however that went. */
export const watchParent = (act: () => void): void => {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, LOOK_EVERY);
  timer.unref();
};
