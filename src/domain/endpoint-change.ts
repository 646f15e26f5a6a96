import { type Endpoint, type EndpointRole, POSTGRES_PORT } from './service.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** How one part of a service was and is reached; null: it was not there, or is not any more. */
export interface EndpointChange {
  readonly role: EndpointRole;
  /** The replica set's own name; null for the service itself. */
  readonly name: string | null;
  readonly old: Address | null;
  readonly now: Address | null;
}

const addressOf = ({ host, port }: Endpoint): Address => ({ host, port });

const isPart =
  ({ role, name }: Endpoint) =>
  (other: Endpoint): boolean =>
    other.role === role && other.name === name;

/** Pairs what was with what is, by part: a replica set by its name, and two of one name in their order. */
export const pairEndpoints = (
  before: readonly Endpoint[],
  after: readonly Endpoint[],
): readonly EndpointChange[] => {
  const left = [...after];
  const kept = before.map((old): EndpointChange => {
    const at = left.findIndex(isPart(old));
    const [now] = at === -1 ? [] : left.splice(at, 1);
    return {
      role: old.role,
      name: old.name,
      old: addressOf(old),
      now: now === undefined ? null : addressOf(now),
    };
  });
  const added = left.map(
    (now): EndpointChange => ({ role: now.role, name: now.name, old: null, now: addressOf(now) }),
  );
  return [...kept, ...added];
};

/** Whoever used the old address has to use another one. */
export const isChanged = ({ old, now }: EndpointChange): boolean =>
  old?.host !== now?.host || old?.port !== now?.port;

/** Hosts that name servers have to learn of, each once. */
export const listNewHosts = (changes: readonly EndpointChange[]): readonly string[] => [
  ...new Set(changes.flatMap(({ old, now }) => (now === null || now.host === old?.host ? [] : [now.host]))),
];

/** Ports that a rule for PostgreSQL's own does not let through, each once, in order. */
export const listOtherPorts = (changes: readonly EndpointChange[]): readonly number[] =>
  [
    ...new Set(changes.flatMap(({ now }) => (now === null || now.port === POSTGRES_PORT ? [] : [now.port]))),
  ].sort((a, b) => a - b);
