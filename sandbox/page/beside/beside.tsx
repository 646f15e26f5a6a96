import { useMemory } from '../memory.ts';

/** What stands beside Slack: the other side of the peerings, Timescale, the bot and the time. */
export const Beside = () => {
  const { bot } = useMemory();
  return <aside>{bot.value?.state}</aside>;
};
