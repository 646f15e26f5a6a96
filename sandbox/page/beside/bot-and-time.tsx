import type { BotFacts, CloudFacts } from '../../demo/news.ts';
import { Bot, PaceChoice } from './bot.tsx';
import { Reset } from './reset.tsx';
import { SlackTrouble } from './slack-trouble.tsx';
import { Time } from './time.tsx';

interface BotAndTimeProps {
  readonly bot: BotFacts | null;
  readonly clouds: CloudFacts;
}

/** The bot, how fast the world goes, and how to begin anew. */
export const BotAndTimePane = ({ bot, clouds }: BotAndTimeProps) => (
  <>
    <h2>Bot and time</h2>
    <p class="beside-about">vpcbot runs as a process of its own, against a Slack and clouds in small.</p>
    {bot !== null && <Bot bot={bot} />}
    {bot !== null && <PaceChoice bot={bot} />}
    <Time clock={clouds.clock} />
    <SlackTrouble />
    <Reset />
  </>
);
