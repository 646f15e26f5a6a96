import { batch, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { BotFacts, CloudFacts, News } from '../demo/news.ts';
import type { SeenWorkspace } from '../slack/feed.ts';
import type { SeenView } from '../slack/seen.ts';
import { createPlaceMemory, type PlaceMemory } from './place-memory.ts';

/** What the page was told, in signals. Only `hear` writes here. */
export const createMemory = () => {
  const workspace = signal<SeenWorkspace | null>(null);
  const modals = signal<readonly SeenView[]>([]);
  const home = signal<SeenView | null>(null);
  const isAppConnected = signal(true);
  const bot = signal<BotFacts | null>(null);
  const clouds = signal<CloudFacts | null>(null);
  /** The ts up to which each place is read. */
  const read = signal<Readonly<Record<string, string>>>({});
  const places = signal<ReadonlyMap<string, PlaceMemory>>(new Map());

  const place = (channel: string): PlaceMemory => {
    const known = places.peek().get(channel);
    if (known !== undefined) return known;
    const fresh = createPlaceMemory();
    places.value = new Map([...places.peek(), [channel, fresh]]);
    return fresh;
  };
  const forget = (): void => {
    places.value = new Map();
    modals.value = [];
    home.value = null;
  };
  const hearMessage = ({ event, message }: Extract<News, { kind: 'message' }>): void => {
    const { put, remove } = place(message.channel);
    if (event === 'deleted') remove(message);
    else put(message);
  };
  const hear = (news: News): void => {
    switch (news.kind) {
      case 'workspace':
        workspace.value = news.workspace;
        read.value = news.workspace.read;
        break;
      case 'place':
        place(news.channel).fill(news.messages);
        break;
      case 'message':
        hearMessage(news);
        break;
      case 'modals':
        modals.value = news.stack;
        break;
      case 'home':
        home.value = news.home;
        break;
      case 'read':
        read.value = { ...read.peek(), [news.channel]: news.ts };
        break;
      case 'app':
        isAppConnected.value = news.isConnected;
        break;
      case 'bot':
        bot.value = news.bot;
        break;
      case 'clouds':
        clouds.value = news.clouds;
        break;
      case 'reset':
        forget();
        break;
      default:
        news satisfies never;
    }
  };
  return {
    workspace,
    modals,
    home,
    isAppConnected,
    bot,
    clouds,
    read,
    places,
    place,
    hear: (news: News): void => batch(() => hear(news)),
    /** Before another person's client starts. */
    forget: (): void => batch(forget),
  };
};

export type Memory = ReturnType<typeof createMemory>;

const MemoryContext = createContext<Memory | null>(null);
export const MemoryProvider = MemoryContext.Provider;

export const useMemory = (): Memory => {
  const memory = useContext(MemoryContext);
  if (memory === null) throw new Error('no memory is provided above this component');
  return memory;
};
