import type { BotFacts } from '../../demo/news.ts';
import { useActs } from '../acts.ts';
import { Deed, Failure, useDeed } from './deed.tsx';
import { Log } from './log.tsx';
import { StateMark } from './state-mark.tsx';
import type { SaidState } from './tone.ts';

const STATES = {
  starting: { words: 'The bot is starting', tone: 'moves' },
  ready: { words: 'The bot is ready', tone: 'well' },
  stopping: { words: 'The bot is stopping', tone: 'moves' },
  down: { words: 'The bot is down', tone: 'wrong' },
} as const satisfies Record<BotFacts['state'], SaidState>;

const sayBot = (state: BotFacts['state']): SaidState => STATES[state];

const sayClock = (time: number): string =>
  new Date(time).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** The bot's process, and what can happen to it. */
export const Bot = ({ bot }: { readonly bot: BotFacts }) => {
  const { outside } = useActs();
  const act = (name: string) => () => outside('POST', `/demo/bot/${name}`);
  const { state, since, pid, lines } = bot;
  return (
    <section class="beside-group" aria-labelledby="beside-bot">
      <h3 id="beside-bot">Bot</h3>
      <div class="beside-card">
        <div class="beside-line">
          <div role="status">
            <StateMark {...sayBot(state)} />
          </div>
          <span class="beside-quiet">
            since {sayClock(since)}
            {pid !== null && `, process ${pid}`}
          </span>
        </div>
        <div class="beside-acts">
          {state === 'down' ? (
            <Deed look="primary" run={act('start')}>
              Start the bot
            </Deed>
          ) : (
            <>
              <Deed look="danger" run={act('kill')}>
                Kill the bot
              </Deed>
              {state !== 'stopping' && (
                <Deed name="Stop the bot" run={act('stop')}>
                  Stop
                </Deed>
              )}
            </>
          )}
        </div>
        <p class="beside-quiet">
          Killed, it forgets nothing: what was under way goes on when it starts again. While it is down,
          commands in Slack fail as they do when an app is away.
        </p>
        <Log lines={lines} />
      </div>
    </section>
  );
};

/** How fast the world goes. */
export const PaceChoice = ({ bot }: { readonly bot: BotFacts }) => {
  const { outside } = useActs();
  const { progress, begin } = useDeed();
  return (
    <section class="beside-group">
      <div role="radiogroup" aria-labelledby="beside-pace" class="beside-card">
        <h3 id="beside-pace">Pace</h3>
        {bot.paces.map(({ id, name, about }) => (
          <label class="beside-choice" key={id}>
            <input
              type="radio"
              name="pace"
              value={id}
              checked={id === bot.pace}
              aria-label={name}
              aria-describedby={`beside-pace-${id}`}
              onChange={() => void begin(() => outside('POST', '/demo/pace', { pace: id }))}
            />
            <span>
              <strong>{name}</strong>
              <span class="beside-quiet" id={`beside-pace-${id}`}>
                {about}
              </span>
            </span>
          </label>
        ))}
        <p class="beside-quiet">The bot has its deadlines from its settings, so a change restarts it.</p>
        <Failure progress={progress} />
      </div>
    </section>
  );
};

/** How the bot is, for the tabs that do not show it whole. */
export const BotGlance = ({ bot, onOpen }: { readonly bot: BotFacts; readonly onOpen: () => void }) => {
  const pace = bot.paces.find(({ id }) => id === bot.pace)?.name ?? bot.pace;
  return (
    <footer class="beside-foot">
      <div role="status">
        <StateMark {...sayBot(bot.state)} />
      </div>
      <button type="button" class="beside-button beside-bare" aria-label={`Pace: ${pace}`} onClick={onOpen}>
        {pace}
      </button>
    </footer>
  );
};
