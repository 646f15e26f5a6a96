import type { Fault, Faults } from './faults.ts';
import { type SandboxRequest, type SandboxResponse, withFault } from './http.ts';
import { Refusal } from './refusal.ts';
import { BadBody, type Entry, type PartialRoute, type Visit } from './routes.ts';

/** An operation of a provider's OpenAPI document, by its own name. */
export interface Operation extends Entry {
  readonly name: string;
}

export const ok = (body: unknown): SandboxResponse => ({ status: 200, body });

/** How a provider puts a refusal into words; an empty code is none. */
export type Refuse = (status: number, code: string, message: string) => SandboxResponse;

interface ProviderApi {
  /** Where it stands under its host, as on the real one. */
  readonly base: string;
  readonly target: Fault['target'];
  readonly faults: Faults;
  readonly respond: (request: SandboxRequest) => Promise<SandboxResponse>;
  readonly refuse: Refuse;
}

/** What a switched-on fault answers. */
const refuseByFault =
  (refuse: Refuse) =>
  (status: number): SandboxResponse => {
    if (status === 429) return refuse(status, 'RATE_LIMITED', 'too many requests');
    if (status >= 500) return refuse(status, 'INTERNAL', 'internal server error');
    return refuse(status, 'REFUSED', `refused with ${status}`);
  };

/** A provider's REST API. A fault's label is `METHOD /path`, the path without the base. */
export const providerApi =
  ({ base, target, faults, respond, refuse }: ProviderApi): PartialRoute =>
  async (request) => {
    const { pathname } = request.url;
    if (!pathname.startsWith(`${base}/`)) return null;
    const label = `${request.method} ${pathname.slice(base.length)}`;
    return withFault(faults.take(target, label), () => respond(request), refuseByFault(refuse));
  };

/** What the operation throws to refuse becomes the provider's answer. */
export const runOperation = async (
  { run }: Pick<Entry, 'run'>,
  visit: Visit,
  refuse: Refuse,
): Promise<SandboxResponse> => {
  try {
    return await run(visit);
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.status, error.code, error.message);
    if (error instanceof BadBody) return refuse(400, 'INVALID_REQUEST', error.message);
    throw error;
  }
};

/** How often each operation was asked for, of each project where there are several. */
export const createCallCounts = () => {
  const counts = new Map<string, number>();
  return {
    count: (operation: string): void => {
      counts.set(operation, (counts.get(operation) ?? 0) + 1);
    },
    counts: (): Readonly<Record<string, number>> => Object.fromEntries(counts),
    forgetCounts: (): void => counts.clear(),
  };
};

type CallCounts = Pick<ReturnType<typeof createCallCounts>, 'counts' | 'forgetCounts'>;

/** `/requests`: the counts, and back to zero. */
export const callEntries = ({ counts, forgetCounts }: CallCounts): readonly Entry[] => [
  { method: 'GET', path: '/requests', run: () => ok(counts()) },
  {
    method: 'DELETE',
    path: '/requests',
    run: () => {
      forgetCounts();
      return { status: 204 };
    },
  },
];
