import { z } from 'zod';
import { controlRoute, type Entry, type PartialRoute, readBody } from '../routes.ts';
import { DNS_MODES, type NameServer } from './name-server.ts';

const modeChange = z.strictObject({ mode: z.enum(DNS_MODES) });

/** How the name server stands, and its switch, under `/control/dns`. */
export const dnsControl = (server: NameServer): PartialRoute => {
  const show = () => ({
    status: 200,
    body: { mode: server.mode(), names: Object.fromEntries(server.known()) },
  });
  const entries: readonly Entry[] = [
    { method: 'GET', path: '', run: show },
    {
      method: 'POST',
      path: '',
      run: ({ request }) => {
        server.setMode(readBody(modeChange, request).mode);
        return show();
      },
    },
  ];
  return controlRoute('/control/dns', entries);
};
