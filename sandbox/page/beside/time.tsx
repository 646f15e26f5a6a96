import type { CloudFacts } from '../../demo/news.ts';
import { useActs } from '../acts.ts';
import { useCloudTime } from './cloud-time.ts';
import { Deed } from './deed.tsx';

const HOUR = 60 * 60_000;

const sayTime = (time: number): string =>
  new Date(time).toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });

const saySpeed = (scale: number): string => {
  if (scale === 0) return 'It stands still.';
  return scale === 1
    ? 'It runs as yours does.'
    : `It runs ${scale.toLocaleString('en')} times as fast as yours.`;
};

/** The clouds' clock, which can be moved ahead. */
export const Time = ({ clock }: Pick<CloudFacts, 'clock'>) => {
  const { outside } = useActs();
  const now = useCloudTime() ?? clock.now;
  const move = (advance: number) => () => outside('POST', '/control/clock', { advance });
  return (
    <section class="beside-group" aria-labelledby="beside-time">
      <h3 id="beside-time">Time</h3>
      <div class="beside-card">
        <div class="beside-line">
          <span>In the clouds it is {sayTime(now)}</span>
          <span class="beside-quiet">{saySpeed(clock.scale)}</span>
        </div>
        <div class="beside-acts">
          <span>Move the clock ahead:</span>
          <Deed name="Move the clock ahead: 1 hour" run={move(HOUR)}>
            1 hour
          </Deed>
          <Deed name="Move the clock ahead: 1 day" run={move(24 * HOUR)}>
            1 day
          </Deed>
        </div>
        <p class="beside-quiet">
          AWS forgets a request that nobody accepted after seven days. Slack and the bot keep your time.
        </p>
      </div>
    </section>
  );
};
