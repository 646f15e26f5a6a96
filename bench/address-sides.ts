import { excludeCidr, parseCidr as parseByTools } from 'cidr-tools';
import IPCIDR from 'ip-cidr';
import { Netmask } from 'netmask';
import { planAddresses, type TakenRange } from '../src/domain/address-plan.ts';
import { type Cidr, cidrOf, rereadCidr } from '../src/domain/cidr.ts';
import { findNextFree } from '../src/domain/free-range.ts';
import { findOverlapping } from '../src/domain/range-index.ts';

/** What a side keeps once it has read the taken ranges, ready to be asked. */
export interface Kept {
  /** The first free /24 from `FIRST` on, in 10.0.0.0/8. */
  readonly findNextFree: () => string | null;
  /** Reads the ranges; the report itself counts all taken ranges that share an address with one of them. */
  readonly askOverlaps: (wanted: readonly string[]) => () => number;
}

export interface Side {
  readonly name: string;
  /** From the texts of the taken ranges. */
  readonly read: (texts: readonly string[]) => Kept;
}

interface Interval {
  readonly start: bigint;
  readonly end: bigint;
}

const TEN = 10 * 2 ** 24;
/** The plan offers 10.0.0.0/16 last, so all sides begin behind it. */
export const FIRST = TEN + 2 ** 16;

const readOwn = (text: string): Cidr => {
  const cidr = rereadCidr(text);
  if (cidr === null) throw new Error(`reading range "${text}": not a CIDR`);
  return cidr;
};

export const here: Side = {
  name: 'here',
  read: (texts) => {
    const { taken, free } = planAddresses(
      texts.map((text): TakenRange => ({ cidr: readOwn(text), owner: { kind: 'reserved' } })),
    );
    return {
      findNextFree: () => {
        const [choosy] = free;
        return choosy === undefined ? null : (findNextFree(choosy, 24, FIRST)?.text ?? null);
      },
      askOverlaps: (wanted) => {
        const ranges = wanted.map(readOwn);
        return () => ranges.reduce((sum, range) => sum + findOverlapping(taken, range).length, 0);
      },
    };
  },
};

const countShared = (taken: readonly Interval[], wanted: readonly Interval[]): number =>
  wanted.reduce(
    (sum, range) => sum + taken.filter(({ start, end }) => start <= range.end && range.start <= end).length,
    0,
  );

const readByLoop = (text: string): Interval => {
  const network = new IPCIDR(text);
  return {
    start: network.start<bigint>({ type: 'bigInteger' }),
    end: network.end<bigint>({ type: 'bigInteger' }),
  };
};

/** What one writes first: one range after the other against every taken one, the taken ones read beforehand. */
const loop: Side = {
  name: 'ip-cidr, loop',
  read: (texts) => {
    const taken = texts.map(readByLoop);
    return {
      findNextFree: () => {
        for (let at = FIRST; at < TEN + 2 ** 24; at += 256) {
          const { text } = cidrOf(at, 24);
          const wanted = readByLoop(text);
          if (!taken.some(({ start, end }) => start <= wanted.end && wanted.start <= end)) return text;
        }
        return null;
      },
      askOverlaps: (wanted) => {
        const ranges = wanted.map(readByLoop);
        return () => countShared(taken, ranges);
      },
    };
  },
};

const shares = (a: Netmask, b: Netmask): boolean => a.contains(b) || b.contains(a);

/** The same loop with blocks that are parsed once and stepped by the library's own `next`. */
const netmask: Side = {
  name: 'netmask',
  read: (texts) => {
    const taken = texts.map((text) => new Netmask(text));
    return {
      findNextFree: () => {
        let wanted = new Netmask(cidrOf(FIRST, 24).text);
        while (taken.some((block) => shares(block, wanted))) wanted = wanted.next();
        return wanted.base.startsWith('10.') ? wanted.toString() : null;
      },
      askOverlaps: (wanted) => {
        const ranges = wanted.map((text) => new Netmask(text));
        return () =>
          ranges.reduce((sum, range) => sum + taken.filter((block) => shares(block, range)).length, 0);
      },
    };
  },
};

/** 10.1.0.0 up to the end of 10.0.0.0/8, as the fewest networks. */
const SPACES = [16, 15, 14, 13, 12, 11, 10, 9].map((prefix) => cidrOf(TEN + 2 ** (32 - prefix), prefix).text);

const findLarge = (free: readonly string[]): string | null => {
  const block = free.find((text) => Number(text.split('/')[1]) <= 24);
  return block === undefined ? null : block.replace(/[0-9]+$/, '24');
};

const countByTools = (texts: readonly string[]) => {
  const taken: readonly Interval[] = texts.map(parseByTools);
  return (wanted: readonly string[]) => {
    const ranges = wanted.map(parseByTools);
    return () => countShared(taken, ranges);
  };
};

/**
 * Its functions take texts and keep nothing, so what is free is worked out at each question; for
 * overlaps, what its parser gives is kept.
 */
const tools: Side = {
  name: 'cidr-tools',
  read: (texts) => ({
    findNextFree: () => findLarge(excludeCidr(SPACES, [...texts])),
    askOverlaps: countByTools(texts),
  }),
};

/** The same by somebody who keeps the list of free networks, too, and so works it out when reading. */
const toolsKept: Side = {
  name: 'cidr-tools, list kept',
  read: (texts) => {
    const free = excludeCidr(SPACES, [...texts]);
    return { findNextFree: () => findLarge(free), askOverlaps: countByTools(texts) };
  },
};

export const PEERS: readonly Side[] = [loop, netmask, tools, toolsKept];
