import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { type Acts, ActsProvider, createActs, type Scene } from '../../sandbox/page/acts.ts';
import { AnnouncerProvider, createAnnouncer } from '../../sandbox/page/announce.ts';
import { Blocks } from '../../sandbox/page/blocks/blocks.tsx';
import { createMemory, MemoryProvider } from '../../sandbox/page/memory.ts';
import { isJson } from '../../sandbox/page/read-json.ts';
import { createWhereabouts, WhereaboutsProvider } from '../../sandbox/page/whereabouts.ts';
import type { SeenWorkspace } from '../../sandbox/slack/feed.ts';

const aPerson = { isBot: false, isDeactivated: false, isGuest: false, isStranger: false };

/** Omar's workspace. */
const workspace: SeenWorkspace = {
  viewer: 'U0OMAR',
  team: 'Acme',
  app: { name: 'vpcbot', userId: 'U0VPCBOT' },
  hasHome: true,
  hasMessages: true,
  isReadOnly: true,
  commands: [],
  shortcuts: [],
  people: [
    { ...aPerson, id: 'U0OMAR', name: 'omar', realName: 'Omar, developer' },
    { ...aPerson, id: 'U0ADA', name: 'ada', realName: 'Ada, platform engineer' },
  ],
  groups: [{ id: 'S0PLATFORM', handle: 'platform', users: ['U0ADA'] }],
  places: [{ id: 'C0VPC', name: 'vpc-requests', isDirect: false, isArchived: false, members: ['U0OMAR'] }],
  read: {},
};

/** What a browser is given for this in Omar's page. */
export const show = (content: ComponentChildren, acts: Acts = createActs('U0OMAR')): string => {
  const memory = createMemory();
  memory.hear({ kind: 'workspace', workspace });
  const whereabouts = createWhereabouts({ viewer: 'U0OMAR', place: null, isNarrow: false });
  return render(
    <MemoryProvider value={memory}>
      <WhereaboutsProvider value={whereabouts}>
        <AnnouncerProvider value={createAnnouncer()}>
          <ActsProvider value={acts}>{content}</ActsProvider>
        </AnnouncerProvider>
      </WhereaboutsProvider>
    </MemoryProvider>,
  );
};

const scenes: Readonly<Record<string, Scene>> = {
  message: { in: 'C0VPC', ts: '1700000000.000100' },
  home: { in: 'home' },
  modal: {},
};

/** The same for blocks on a `message`, the `home` or a `modal`. */
export const showBlocks = (blocks: readonly unknown[], surface = 'message'): string =>
  show(<Blocks blocks={blocks.filter(isJson)} scene={scenes[surface] ?? {}} />);

/** What the page says of these blocks that it cannot show. */
export const listNotes = (html: string): readonly string[] =>
  [...html.matchAll(/This page cannot show ([^<]*)/g)].map(([, what = '']) => what.replaceAll('&quot;', '"'));

const shapes = new Map<string, readonly string[]>();

/** What a block is without its words, which make no difference to whether it can be shown. */
const shapeOf = (block: unknown): string =>
  JSON.stringify(block, (name, value) => (typeof value === 'string' && name !== 'type' ? 'x' : value));

const findNotes = (shape: string, surface: string): readonly string[] =>
  listNotes(showBlocks([JSON.parse(shape)], surface)).map((what) => `the sandbox's page cannot show ${what}`);

/** What the page cannot show of a bot's blocks; each shape is tried once. */
export const findUnshown = (blocks: readonly unknown[], surface: string): readonly string[] =>
  blocks.map(shapeOf).flatMap((shape) => {
    const notes = shapes.get(`${surface} ${shape}`) ?? findNotes(shape, surface);
    shapes.set(`${surface} ${shape}`, notes);
    return notes;
  });
