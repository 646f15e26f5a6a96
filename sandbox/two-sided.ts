import type { Clock } from './clock.ts';
import { rangesOverlap } from './ipv4.ts';

/** A network of Google Cloud or Azure, by the id that its cloud gives it. */
export interface CloudNetwork {
  readonly id: string;
  readonly ranges: readonly string[];
}

/** One side of a peering. Nobody accepts anything: it carries traffic once both networks name each other. */
interface Side {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly madeAt: number;
  /** When the other side was taken away; null while it was not, or was never there. */
  readonly lostAt: number | null;
}

export interface SideView extends Side {
  readonly state: 'waiting' | 'connected' | 'disconnected';
  /** Since when it is in that state. */
  readonly since: number;
}

export type PeeringAnswer =
  | { readonly kind: 'done'; readonly side: SideView }
  | { readonly kind: 'no-network'; readonly id: string }
  | { readonly kind: 'taken'; readonly name: string }
  | { readonly kind: 'overlap'; readonly range: string; readonly other: string };

interface TwoSidedOptions {
  readonly clock: Clock;
  readonly networks: readonly CloudNetwork[];
}

/** Networks that are peered from both ends, as Google Cloud and Azure do it. */
export const createTwoSidedNetworks = ({ clock, networks: seeds }: TwoSidedOptions) => {
  const networks = new Map(seeds.map((network) => [network.id, network]));
  const sides = new Map<string, Side>();
  const keyOf = (from: string, to: string): string => `${from} ${to}`;
  const allSides = (): readonly Side[] => [...sides.values()];

  const view = (side: Side): SideView => {
    const back = sides.get(keyOf(side.to, side.from));
    if (back !== undefined) {
      return { ...side, state: 'connected', since: Math.max(side.madeAt, back.madeAt) };
    }
    const { lostAt } = side;
    return lostAt === null
      ? { ...side, state: 'waiting', since: side.madeAt }
      : { ...side, state: 'disconnected', since: lostAt };
  };
  const findOverlap = (one: string, other: string) => {
    for (const range of networks.get(one)?.ranges ?? []) {
      const hit = networks.get(other)?.ranges.find((theirs) => rangesOverlap(range, theirs));
      if (hit !== undefined) return { range, other: hit };
    }
    return null;
  };
  const drop = (side: Side): void => {
    sides.delete(keyOf(side.from, side.to));
    const back = sides.get(keyOf(side.to, side.from));
    if (back !== undefined) sides.set(keyOf(back.from, back.to), { ...back, lostAt: clock.now() });
  };

  return {
    networks: (): readonly CloudNetwork[] => [...networks.values()],
    find: (id: string): CloudNetwork | null => networks.get(id) ?? null,
    put: (network: CloudNetwork): void => {
      networks.set(network.id, network);
    },
    /** With it go its own peerings. False: it was not there. */
    remove: (id: string): boolean => {
      for (const side of allSides()) if (side.from === id) drop(side);
      return networks.delete(id);
    },
    peeringsOf: (id: string): readonly SideView[] =>
      allSides()
        .filter(({ from }) => from === id)
        .map(view),
    between: (from: string, to: string): SideView | null => {
      const side = sides.get(keyOf(from, to));
      return side === undefined ? null : view(side);
    },
    /** `at`: when it comes into being; default now. */
    peer: (name: string, from: string, to: string, at = clock.now()): PeeringAnswer => {
      if (!networks.has(from)) return { kind: 'no-network', id: from };
      const same = allSides().find((side) => side.from === from && (side.name === name || side.to === to));
      if (same !== undefined) return { kind: 'taken', name: same.name };
      const overlap = findOverlap(from, to);
      if (overlap !== null) return { kind: 'overlap', ...overlap };
      const side = { name, from, to, madeAt: at, lostAt: null };
      sides.set(keyOf(from, to), side);
      return { kind: 'done', side: view(side) };
    },
    /** False: there was none. */
    unpeer: (from: string, name: string): boolean => {
      const side = allSides().find((each) => each.from === from && each.name === name);
      if (side !== undefined) drop(side);
      return side !== undefined;
    },
  };
};

export type TwoSidedNetworks = ReturnType<typeof createTwoSidedNetworks>;
