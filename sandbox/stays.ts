/** One place that a service was, is or is going to be at. */
export interface Stay<Place> {
  readonly place: Place;
  /** When somebody asked for it, and from when on the service is there. */
  readonly askedAt: number;
  readonly since: number;
  /** How much later name servers follow. */
  readonly dnsAfter: number;
}

/** In order of time; only the last may lie ahead. */
export type Stays<Place> = readonly Stay<Place>[];

/** Where it is: the last stay that has begun. */
export const presentVisit = (stays: Stays<unknown>, now: number): number =>
  stays.findLastIndex(({ since }) => since <= now);

export const isMoving = (stays: Stays<unknown>, now: number): boolean => now < (stays.at(-1)?.since ?? now);

/** Where it is, and where it is going. */
export const placesHeld = <Place>(stays: Stays<Place>, now: number): readonly Place[] =>
  stays.slice(presentVisit(stays, now)).map(({ place }) => place);

/** With one more move asked for now; where it never arrived it leaves no trace. */
export const withMove = <Place>(
  stays: Stays<Place>,
  move: Pick<Stay<Place>, 'place' | 'dnsAfter'> & { readonly now: number; readonly takes: number },
): Stays<Place> => {
  const { place, dnsAfter, now, takes } = move;
  const been = stays.filter(({ since }) => since <= now);
  return [...been, { place, askedAt: now, since: now + takes, dnsAfter }];
};

/** The visits whose names are known: from a while after each began until a while after it ended. */
export const visitsNamed = (stays: Stays<unknown>, now: number): readonly number[] =>
  stays.flatMap(({ since, dnsAfter }, visit) => {
    const next = stays[visit + 1];
    const isKnown = now >= since + dnsAfter && (next === undefined || now < next.since + next.dnsAfter);
    return isKnown ? [visit] : [];
  });
