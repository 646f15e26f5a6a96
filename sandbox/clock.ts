/** Where the sandbox reads the time, in epoch milliseconds. */
export interface Clock {
  now(): number;
}

/** Runs `scale` times as fast as the wall clock, from the wall clock's time at the start. */
export const scaledClock = (scale: number): Clock => {
  const startedAt = Date.now();
  return { now: () => startedAt + (Date.now() - startedAt) * scale };
};

/** Stands still until somebody moves it. */
export const handClock = (start = Date.UTC(2026, 0, 5, 9, 0, 0)) => {
  let time = start;
  return {
    now: () => time,
    advance: (milliseconds: number) => {
      time += milliseconds;
    },
  };
};
