import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { createCallCounts } from '../provider-api.ts';
import { Refusal } from '../refusal.ts';
import { createSettings } from '../settings.ts';
import type { SideView, TwoSidedNetworks } from '../two-sided.ts';

/** What a side of a peering says of routes beside those of subnets. */
export interface PeeringFlags {
  readonly importCustomRoutes: boolean;
  readonly exportCustomRoutes: boolean;
  readonly importSubnetRoutesWithPublicIp: boolean;
  readonly exportSubnetRoutesWithPublicIp: boolean;
  readonly stackType: 'IPV4_ONLY' | 'IPV4_IPV6';
}

export const USUAL_FLAGS: PeeringFlags = {
  importCustomRoutes: false,
  exportCustomRoutes: false,
  importSubnetRoutesWithPublicIp: false,
  exportSubnetRoutesWithPublicIp: true,
  stackType: 'IPV4_ONLY',
};

export interface ComputeOperation {
  readonly name: string;
  readonly project: string;
  readonly type: 'addPeering' | 'removePeering' | 'updatePeering';
  /** The id of the network that was asked to change. */
  readonly target: string;
  /** That one and the one at the other end: neither takes another change before the end. */
  readonly touches: readonly string[];
  readonly user: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** A number of Google's, always the same for the same text. */
export const numericId = (text: string): string =>
  createHash('sha256').update(text).digest().readBigUInt64BE().toString();

const IN_PROGRESS = 'There is a peering operation in progress on the local or peer network. Try again later.';

/** A route that somebody made; the Compute API leads it to an address. */
export interface CustomRoute {
  readonly name: string;
  readonly destRange: string;
  readonly nextHopIp: string;
}

interface ComputeOptions {
  readonly clock: Clock;
  readonly networks: TwoSidedNetworks;
  /** A project that is none of the customer's: nothing is allowed there. */
  readonly isForeign: (project: string) => boolean;
}

/** What the Compute API knows beyond the networks themselves. */
export const createCompute = ({ clock, networks, isForeign }: ComputeOptions) => {
  const operations = new Map<string, ComputeOperation>();
  const byRequest = new Map<string, ComputeOperation>();
  const flags = new Map<string, PeeringFlags>();
  const routes = new Map<string, readonly CustomRoute[]>();
  const denied = new Map<string, readonly string[]>();
  const makers = new Map<string, string>();
  const delays = createSettings({ operationTakes: 5_000 });
  const keyOf = ({ from, name, madeAt }: SideView): string => `${from} ${name} ${madeAt}`;

  return {
    networks,
    isForeign,
    delays,
    calls: createCallCounts(),
    flagsOf: (side: SideView): PeeringFlags => flags.get(keyOf(side)) ?? USUAL_FLAGS,
    setFlags: (side: SideView, next: PeeringFlags): void => {
      flags.set(keyOf(side), next);
    },
    /** Who made a side by the API, as audit logs know it; null: somebody by hand. */
    makerOf: (side: SideView): string | null => makers.get(keyOf(side)) ?? null,
    setMaker: (side: SideView, user: string): void => {
      makers.set(keyOf(side), user);
    },
    /** By the id of their network. */
    routesOf: (id: string): readonly CustomRoute[] => routes.get(id) ?? [],
    setRoutes: (id: string, next: readonly CustomRoute[]): void => {
      routes.set(id, next);
    },
    mayDo: (project: string, permission: string): boolean =>
      !isForeign(project) && !(denied.get(project) ?? []).includes(permission),
    deny: (project: string, permissions: readonly string[]): void => {
      denied.set(project, permissions);
    },
    denied: (project: string): readonly string[] => denied.get(project) ?? [],
    findOperation: (project: string, name: string): ComputeOperation | null => {
      const operation = operations.get(name);
      return operation?.project === project ? operation : null;
    },
    isDone: ({ endsAt }: ComputeOperation): boolean => clock.now() >= endsAt,
    /** What was begun under a request id: asked for twice, it is done once. */
    begunAs: (requestId: string | null): ComputeOperation | null =>
      (requestId === null ? undefined : byRequest.get(requestId)) ?? null,
    begin: (
      wanted: Omit<ComputeOperation, 'name' | 'startsAt' | 'endsAt'>,
      requestId: string | null,
      act: () => void,
    ): ComputeOperation => {
      const now = clock.now();
      const isBusy = [...operations.values()].some(
        ({ endsAt, touches }) => now < endsAt && touches.some((id) => wanted.touches.includes(id)),
      );
      if (isBusy) throw new Refusal(400, 'badRequest', IN_PROGRESS);
      act();
      const name = `operation-${now}-${numericId(`${wanted.target} ${operations.size}`)}`;
      const operation = { ...wanted, name, startsAt: now, endsAt: now + delays.all().operationTakes };
      operations.set(name, operation);
      if (requestId !== null) byRequest.set(requestId, operation);
      return operation;
    },
  };
};

export type Compute = ReturnType<typeof createCompute>;
