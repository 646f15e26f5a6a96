import fc from 'fast-check';

const ACT_KINDS = [
  'create',
  'create managed',
  'peer',
  'cancel',
  'delete',
  'unpeer',
  'attach',
  'detach',
  'rename',
  'reject',
  'complete',
  'list',
] as const;

/** What somebody does in Slack, or on the other side. */
export interface StoryAct {
  readonly kind: (typeof ACT_KINDS)[number];
  readonly who: string;
  /** Milliseconds since the start of the story; whoever is still busy with another act comes later. */
  readonly at: number;
  /** Which VPC, peering or request, of those that there are by then. */
  readonly pick: number;
  /** How many networks a new VPC is peered with. */
  readonly peers: number;
  /** Slack delivers the last gesture of it twice. */
  readonly twice: boolean;
}

const ASKING = ['U0OMAR', 'U0NINA', 'U0LIN'] as const;

const anyActOf = (kinds: readonly StoryAct['kind'][], ms: number): fc.Arbitrary<StoryAct> =>
  fc
    .record({
      kind: fc.constantFrom(...kinds),
      who: fc.constantFrom(...ASKING),
      share: fc.integer({ min: 0, max: 99 }),
      pick: fc.integer({ min: 0, max: 5 }),
      peers: fc.constantFrom(1, 1, 2, 3),
      twice: fc.constantFrom(false, false, true),
    })
    .map(({ share, ...act }) => {
      const isEarly = act.kind.startsWith('create');
      const [first, last] = isEarly ? [0, ms / 3] : [ms / 3, ms];
      return { ...act, at: Math.round(first + ((last - first) * share) / 100) };
    });

/** Somebody asks for one VPC at least; what is to be changed needs something that is there, and so comes later. */
export const anyStory = (ms: number): fc.Arbitrary<readonly StoryAct[]> =>
  fc
    .tuple(
      fc.array(anyActOf(['create', 'create', 'create managed'], ms), { minLength: 1, maxLength: 3 }),
      fc.array(anyActOf(ACT_KINDS, ms), { minLength: 1, maxLength: 4 }),
    )
    .map(([first, more]) => [...first, ...more]);
