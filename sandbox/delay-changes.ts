import { z } from 'zod';
import { type Entry, readBody } from './routes.ts';

interface Delayed {
  readonly delays: () => Readonly<Record<string, number>>;
  readonly setDelays: (changes: { readonly [name: string]: number }) => void;
}

/** `/delays`: any of a provider's own, in milliseconds. */
export const delaysEntry = ({ delays, setDelays }: Delayed): Entry => ({
  method: 'POST',
  path: '/delays',
  run: ({ request }) => {
    const name = z.string().refine((word) => Object.hasOwn(delays(), word), 'no such delay');
    const changes = readBody(z.record(name, z.number().min(0)), request);
    setDelays(changes);
    return { status: 200, body: delays() };
  },
});
