import { z } from 'zod';
import type { Faults } from './faults.ts';
import { controlRoute, type Entry, type PartialRoute, readBody } from './routes.ts';
import type { SteerableClock } from './steerable-clock.ts';

const fault = z.strictObject({
  target: z.enum(['slack', 'tiger', 'managed', 'ec2', 'sts', 'google', 'app']),
  match: z.string().default(''),
  kind: z.enum(['status', 'slow', 'drop', 'lose-answer']),
  status: z.number().int().min(200).max(599).optional(),
  error: z.string().optional(),
  retryAfter: z.number().min(0).optional(),
  ms: z.number().min(0).optional(),
  times: z.number().int().min(1).default(1),
});
const faultsToClear = fault.pick({ target: true, match: true }).partial({ target: true });
/** At once, in ms; further on no date could be told any more. */
const YEARS_MOST = 10 * 365 * 24 * 60 * 60_000;
const clockChange = z.strictObject({
  advance: z.number().min(0).max(YEARS_MOST).optional(),
  scale: z.number().min(0).max(1_000_000).optional(),
});

const faultsControl = (faults: Faults): PartialRoute => {
  const entries: readonly Entry[] = [
    { method: 'GET', path: '', run: () => ({ status: 200, body: faults.list() }) },
    {
      method: 'POST',
      path: '',
      run: ({ request }) => {
        const { status, error, retryAfter, ms, ...rest } = readBody(fault, request);
        faults.add({
          ...rest,
          ...(status === undefined ? {} : { status }),
          ...(error === undefined ? {} : { error }),
          ...(retryAfter === undefined ? {} : { retryAfter }),
          ...(ms === undefined ? {} : { ms }),
        });
        return { status: 201, body: faults.list() };
      },
    },
    {
      method: 'DELETE',
      path: '',
      run: ({ request }) => {
        const { target, match } = readBody(faultsToClear, request);
        faults.clear(target, match);
        return { status: 204 };
      },
    },
  ];
  return controlRoute('/control/faults', entries);
};

const clockControl = (clock: SteerableClock): PartialRoute => {
  const show = () => ({
    status: 200,
    body: { now: clock.now(), time: new Date(clock.now()), scale: clock.scale?.() ?? null },
  });
  const entries: readonly Entry[] = [
    { method: 'GET', path: '', run: show },
    {
      method: 'POST',
      path: '',
      run: ({ request }) => {
        const { advance, scale } = readBody(clockChange, request);
        if (scale !== undefined) clock.setScale?.(scale);
        if (advance !== undefined) clock.advance?.(advance);
        return show();
      },
    },
  ];
  return controlRoute('/control/clock', entries);
};

/** What all of the sandbox shares: `/control/faults` and `/control/clock`. */
export const sharedControl = (faults: Faults, clock: SteerableClock): PartialRoute => {
  const routes = [faultsControl(faults), clockControl(clock)];
  return async (request) => {
    for (const route of routes) {
      const response = await route(request);
      if (response !== null) return response;
    }
    return null;
  };
};
