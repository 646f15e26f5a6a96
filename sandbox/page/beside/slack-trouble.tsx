import { useActs } from '../acts.ts';
import { useMemory } from '../memory.ts';
import { Failure, useDeed } from './deed.tsx';
import { FROM_BOT, TO_BOT } from './trouble.ts';
import { TroubleSwitches } from './trouble-switches.tsx';

/** What can go wrong between Slack and the bot. */
export const SlackTrouble = () => {
  const isLimited = useMemory().clouds.value?.slack.isLimited ?? false;
  const { outside } = useActs();
  const { progress, begin } = useDeed();
  return (
    <section class="beside-group" aria-labelledby="beside-slack">
      <h3 id="beside-slack">Slack</h3>
      <div class="beside-card">
        <label class="beside-choice">
          <input
            type="checkbox"
            checked={isLimited}
            onChange={() => void begin(() => outside('POST', '/control/slack/limits', { on: !isLimited }))}
          />
          <span>
            <strong>Rate limits</strong>
            <span class="beside-quiet">
              As Slack has them: about one message a second in a channel, then it says 429.
            </span>
          </span>
        </label>
        <Failure progress={progress} />
        <p class="beside-quiet">
          What people do in Slack, on its way to the bot. Who gets no answer within 3 s sees that it failed:
        </p>
        <TroubleSwitches scope={TO_BOT} />
        <p class="beside-quiet">What the bot asks of Slack:</p>
        <TroubleSwitches scope={FROM_BOT} />
      </div>
    </section>
  );
};
