import { batch, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { BotFacts, CloudFacts, News } from '../demo/news.ts';
import type { SeenWorkspace } from '../slack/feed.ts';
import type { SeenMessage, SeenView } from '../slack/seen.ts';
import { createPlaceMemory, isBefore, type PlaceMemory } from './place-memory.ts';

/** Whether the page is told things: before the first word, now, not any more, or never, as there is no such person. */
export type LinkState = 'opening' | 'open' | 'lost' | 'nobody';

/** What the page was told, in signals. Only `hear` and `turn` write here. */
export const createMemory = () => {
  const link = signal<LinkState>('opening');
  const workspace = signal<SeenWorkspace | null>(null);
  const modals = signal<readonly SeenView[]>([]);
  const home = signal<SeenView | null>(null);
  const isAppConnected = signal(true);
  const bot = signal<BotFacts | null>(null);
  const clouds = signal<CloudFacts | null>(null);
  /** The ts up to which each place is read. */
  const read = signal<Readonly<Record<string, string>>>({});
  const places = signal<ReadonlyMap<string, PlaceMemory>>(new Map());
  /** How often everything has begun anew since the page was opened. */
  const resets = signal(0);
  const listeners = new Set<(message: SeenMessage) => void>();

  const place = (channel: string): PlaceMemory => {
    const known = places.peek().get(channel);
    if (known !== undefined) return known;
    const fresh = createPlaceMemory();
    places.value = new Map([...places.peek(), [channel, fresh]]);
    return fresh;
  };
  const forget = (): void => {
    workspace.value = null;
    places.value = new Map();
    modals.value = [];
    home.value = null;
    read.value = {};
  };
  const hearMessage = ({ event, message }: Extract<News, { kind: 'message' }>): void => {
    const { put, remove } = place(message.channel);
    if (event === 'deleted') remove(message);
    else put(message);
    if (event === 'posted') for (const listener of listeners) listener(message);
  };
  const hearRead = (channel: string, ts: string): void => {
    const known = read.peek();
    if (isBefore(known[channel] ?? '0', ts)) read.value = { ...known, [channel]: ts };
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
        hearRead(news.channel, news.ts);
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
        resets.value += 1;
        break;
      default:
        news satisfies never;
    }
  };
  return {
    link,
    workspace,
    modals,
    home,
    isAppConnected,
    bot,
    clouds,
    read,
    places,
    resets,
    place,
    /** Calls back for each message that is posted from now on; returns how to stop. */
    listen: (listener: (message: SeenMessage) => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    hear: (news: News): void => batch(() => hear(news)),
    turn: (state: LinkState): void => {
      link.value = state;
    },
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
