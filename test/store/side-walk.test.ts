import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isUnderWay } from '../../src/domain/completion.ts';
import type { NoticeBody } from '../../src/domain/notice-body.ts';
import { type ErrorCode, VpcbotError } from '../../src/errors.ts';
import { createProcess, Death } from './side-process.ts';
import { createSideWorld, PCX, type SideWorld, settle } from './side-world.ts';

const RANGE = '10.1.0.0/24';
const CODES = [
  'CLOUD_UNREACHABLE',
  'CLOUD_RATE_LIMITED',
  'CLOUD_BUSY',
  'CLOUD_DENIED',
  'CLOUD_REFUSED',
] as const satisfies readonly ErrorCode[];
/** These may have been carried out all the same. */
const UNSURE: readonly ErrorCode[] = ['CLOUD_UNREACHABLE'];

type Act =
  | { readonly kind: 'run' }
  | { readonly kind: 'dies'; readonly after: number }
  | { readonly kind: 'fails'; readonly at: number; readonly code: ErrorCode; readonly lost: boolean }
  | { readonly kind: 'passes'; readonly ms: number }
  | { readonly kind: 'person'; readonly does: (typeof PRESSES)[number] }
  | { readonly kind: 'stranger'; readonly does: (typeof MEDDLES)[number] };

const PRESSES = ['approves', 'asks', 'declines', 'undoes', 'chooses-one', 'chooses-all'] as const;
const MEDDLES = [
  'leads-elsewhere',
  'frees-range',
  'routes-by-hand',
  'drops-our-route',
  'adds-table',
  'attaches',
  'detaches',
  'drops-our-group',
] as const;

const anAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 10, arbitrary: fc.constant<Act>({ kind: 'run' }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('dies' as const), after: fc.integer({ min: 1, max: 6 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('fails' as const),
      at: fc.integer({ min: 1, max: 3 }),
      code: fc.constantFrom(...CODES),
      lost: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('passes' as const), ms: fc.constantFrom(3_000, 70_000) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('person' as const), does: fc.constantFrom(...PRESSES) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('stranger' as const), does: fc.constantFrom(...MEDDLES) }),
  },
);

const FIRST = { kind: 'aws', tableIds: null, security: 'new', groupId: null } as const;

const press = async (world: SideWorld, does: (typeof PRESSES)[number]): Promise<void> => {
  const { store, peeringId, doing } = world;
  if ((await store.findSide(peeringId)) === null) return;
  switch (does) {
    case 'approves':
      await world.approve();
      return;
    case 'asks':
      await world.ask();
      return;
    case 'declines':
      await store.declineCompletion(peeringId, 'no', doing('U0NET'));
      return;
    case 'undoes':
      await world.undo();
      return;
    case 'chooses-one':
      await store.chooseSide(peeringId, { ...FIRST, tableIds: ['rtb-1'] }, doing('U0NET'));
      return;
    case 'chooses-all':
      await store.chooseSide(peeringId, FIRST, doing('U0NET'));
      return;
    default:
      does satisfies never;
  }
};

/** Somebody else works in the account. `theirs`: what they put there, which nobody else may touch. */
const meddle = async (world: SideWorld, theirs: Map<string, string>, does: (typeof MEDDLES)[number]) => {
  const { people } = world.aws;
  const own = world.aws.show().groups.find(({ name }) => name === `timescale-${PCX}`);
  switch (does) {
    case 'leads-elsewhere':
      people.route('rtb-2', RANGE, 'tgw-1');
      theirs.set('rtb-2', 'tgw-1');
      return;
    case 'frees-range':
      people.dropRoute('rtb-2', RANGE);
      theirs.delete('rtb-2');
      return;
    case 'routes-by-hand': {
      // A route has no tags: between an asking that got no answer and the next look nobody can tell whose it is.
      const side = await world.store.findSide(world.peeringId);
      if (side?.completion?.steps.some(({ state }) => state === 'doing')) return;
      if (world.aws.listOurs().includes(`rtb-1 ${RANGE}`)) return;
      people.route('rtb-1', RANGE, PCX);
      theirs.set('rtb-1', PCX);
      return;
    }
    case 'drops-our-route':
      people.dropRoute('rtb-1', RANGE);
      theirs.delete('rtb-1');
      return;
    case 'adds-table':
      if (world.aws.show().tables.length < 4) people.table(`rtb-${world.aws.show().tables.length + 1}`);
      return;
    case 'attaches':
      if (own !== undefined) people.attach(own.id);
      return;
    case 'detaches':
      people.detachAll();
      return;
    case 'drops-our-group':
      people.detachAll();
      if (own !== undefined) people.dropGroup(own.id);
      return;
    default:
      does satisfies never;
  }
};

const breakCall = (world: SideWorld, { at, code, lost }: Extract<Act, { kind: 'fails' }>): void => {
  let calls = 0;
  const fault = (): never => {
    throw new VpcbotError(code, { doing: 'asking' });
  };
  const isLost = lost && UNSURE.includes(code);
  world.aws.hooks.before = () => {
    calls += 1;
    if (calls === at && !isLost) fault();
  };
  world.aws.hooks.after = () => {
    if (calls === at && isLost) fault();
  };
};

const calm = (world: SideWorld): void => {
  createProcess(world, null);
};

/** The run that has just ended made nothing that was not approved. */
const watchChanges = async (world: SideWorld): Promise<void> => {
  const completion = (await world.store.findSide(world.peeringId))?.completion ?? null;
  const approved = completion?.changes.map(({ key }) => key) ?? [];
  const made = world.aws.calls.filter((call) => call.startsWith('carryOut')).map((call) => call.slice(9));
  world.aws.calls.length = 0;
  for (const key of made) expect(approved).toContain(key);
};

const act = async (world: SideWorld, theirs: Map<string, string>, one: Act): Promise<void> => {
  calm(world);
  switch (one.kind) {
    case 'run':
      await world.look();
      return;
    case 'dies':
      await world.look(createProcess(world, one.after).store).catch((error: unknown) => {
        if (!(error instanceof Death)) throw error;
      });
      return;
    case 'fails':
      breakCall(world, one);
      await world.look();
      return;
    case 'passes':
      world.pass(one.ms);
      return;
    case 'person':
      await press(world, one.does);
      return;
    case 'stranger':
      await meddle(world, theirs, one.does);
      return;
    default:
      one satisfies never;
  }
};

const count = (world: SideWorld, kind: NoticeBody['kind']): number =>
  world.told().filter((body) => body.kind === kind).length;

const expectSound = async (world: SideWorld, theirs: ReadonlyMap<string, string>): Promise<void> => {
  const { tables, groups } = world.aws.show();
  for (const [tableId, target] of theirs) {
    const routes = tables.find(({ id }) => id === tableId)?.routes ?? [];
    expect(routes.find(({ destination }) => destination.text === RANGE)?.target).toBe(target);
  }
  const own = groups.filter(({ name }) => name === `timescale-${PCX}`);
  expect(own.length).toBeLessThanOrEqual(1);
  for (const { egress } of own) {
    expect(egress.filter(({ protocol }) => protocol === 'tcp').length).toBeLessThanOrEqual(1);
  }
  const completion = (await world.store.findSide(world.peeringId))?.completion ?? null;
  const begun = count(world, 'completion-approved') + count(world, 'completion-undoing');
  const ended =
    count(world, 'completion-done') + count(world, 'completion-stopped') + count(world, 'completion-undone');
  expect(begun - ended).toBe(completion !== null && isUnderWay(completion) ? 1 : 0);
};

test('whatever is pressed, lost, refused, killed and meddled with, nothing is doubled, replaced or forgotten', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anAct, { minLength: 10, maxLength: 45 }), async (acts) => {
      const world = await createSideWorld();
      const theirs = new Map<string, string>();
      try {
        await world.look();
        for (const one of acts) {
          await act(world, theirs, one);
          await watchChanges(world);
          await expectSound(world, theirs);
        }
        // Everybody lets go of it, and what is under way comes to its end.
        calm(world);
        world.aws.people.detachAll();
        for (let round = 0; round < 3; round += 1) {
          world.pass(90_000);
          await settle(world);
        }
        await world.undo();
        for (let round = 0; round < 3; round += 1) {
          world.pass(90_000);
          await settle(world);
        }
        await expectSound(world, theirs);
        expect(world.aws.listOurs()).toEqual([]);
        const steps = (await world.completion())?.steps ?? [];
        expect(steps.filter(({ state }) => state === 'doing')).toEqual([]);
      } finally {
        world.close();
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);
