import type { BotFacts } from './news.ts';
import { findPace, type Pace } from './paces.ts';

/** What a person at the page can do to the bot and the world. */
export type Act =
  | { readonly kind: 'start' }
  /** As a deployment does it: the bot finishes what it is at. */
  | { readonly kind: 'stop' }
  /** As a crash does it. */
  | { readonly kind: 'kill' }
  | { readonly kind: 'pace'; readonly id: string }
  | { readonly kind: 'reset' };

/** What an act is judged by. */
export interface Standing {
  readonly bot: BotFacts['state'];
  readonly pace: Pace;
  /** What is under way and must not be crossed: the bot is not to be started before it is over. */
  readonly change: 'pace' | 'reset' | null;
}

export type Verdict =
  | { readonly kind: 'accepted'; readonly message: string }
  | { readonly kind: 'refused'; readonly message: string };

const accept = (message: string): Verdict => ({ kind: 'accepted', message });
const refuse = (message: string): Verdict => ({ kind: 'refused', message });

const UNDER_WAY = {
  pace: 'The pace is being changed. Try again once the bot starts.',
  reset: 'Everything is being reset. Try again once the bot starts.',
} as const;

const judgeStart = (bot: BotFacts['state']): Verdict => {
  if (bot === 'down') return accept('The bot starts.');
  if (bot === 'stopping') return refuse('The bot is still stopping. Start it once it is down.');
  return refuse(`The bot is ${bot} already.`);
};

const judgeStop = (bot: BotFacts['state']): Verdict => {
  if (bot === 'down') return refuse('The bot is down already.');
  if (bot === 'stopping') return refuse('The bot is stopping already.');
  return accept('The bot finishes what it is at, and stops.');
};

const judgePace = (id: string, { bot, pace }: Standing): Verdict => {
  const wanted = findPace(id);
  if (wanted === undefined) return refuse('There is no such pace.');
  if (wanted.id === pace.id) return refuse(`The pace is "${pace.name}" already.`);
  return bot === 'down' || bot === 'stopping'
    ? accept(`The pace is "${wanted.name}". The bot takes it once you start it.`)
    : accept(`The bot starts again, to live at the pace "${wanted.name}".`);
};

/** Whether an act can be carried out now, in words for whoever asked. */
export const judgeAct = (act: Act, standing: Standing): Verdict => {
  const { bot, change } = standing;
  if (act.kind === 'kill') {
    return bot === 'down' ? refuse('The bot is down already.') : accept('The bot is killed.');
  }
  if (change !== null) return refuse(UNDER_WAY[change]);
  switch (act.kind) {
    case 'start':
      return judgeStart(bot);
    case 'stop':
      return judgeStop(bot);
    case 'pace':
      return judgePace(act.id, standing);
    case 'reset':
      return accept('Everything begins anew.');
    default:
      return act satisfies never;
  }
};
