import './beside.css';
import type { BotFacts, CloudFacts } from '../../demo/news.ts';
import { useMemory } from '../memory.ts';
import { type Side, useWhereabouts } from '../whereabouts.ts';
import { AwsPane } from './aws.tsx';
import { waitingPcx } from './aws-peering.ts';
import { AzurePane } from './azure.tsx';
import { BotGlance } from './bot.tsx';
import { BotAndTimePane } from './bot-and-time.tsx';
import { GooglePane } from './google.tsx';
import { type Tab, Tabs } from './tabs.tsx';
import { TimescalePane } from './timescale.tsx';
import { TroubleStrip } from './trouble-strip.tsx';
import { readAzure, readGoogle } from './two-sided.ts';

const tabsFor = (clouds: CloudFacts): readonly Tab<Side>[] => [
  { id: 'aws', name: 'AWS', waiting: waitingPcx(clouds).length },
  { id: 'google', name: 'Google Cloud', waiting: readGoogle(clouds).waiting.length },
  { id: 'azure', name: 'Azure', waiting: readAzure(clouds).waiting.length },
  { id: 'timescale', name: 'Timescale', waiting: 0 },
  { id: 'bot', name: 'Bot and time', waiting: 0 },
];

interface PaneProps {
  readonly side: Side;
  readonly clouds: CloudFacts;
  readonly bot: BotFacts | null;
}

const Pane = ({ side, clouds, bot }: PaneProps) => {
  switch (side) {
    case 'aws':
      return <AwsPane aws={clouds.aws} />;
    case 'google':
      return <GooglePane clouds={clouds} />;
    case 'azure':
      return <AzurePane {...readAzure(clouds)} />;
    case 'timescale':
      return <TimescalePane tiger={clouds.tiger} managed={clouds.managed} />;
    case 'bot':
      return <BotAndTimePane bot={bot} clouds={clouds} />;
    default:
      return side satisfies never;
  }
};

/** What stands beside Slack: the other side of the peerings, Timescale, the bot and the time. */
export const Beside = () => {
  const memory = useMemory();
  const clouds = memory.clouds.value;
  const bot = memory.bot.value;
  const { side } = useWhereabouts();
  const choose = (next: Side): void => {
    side.value = next;
  };
  return (
    <aside class="beside" aria-label="Other side">
      {clouds === null ? (
        <p class="beside-pane beside-quiet">The clouds are being opened …</p>
      ) : (
        <>
          <TroubleStrip clouds={clouds} />
          <Tabs tabs={tabsFor(clouds)} open={side.value} choose={choose}>
            <Pane key={side.value} side={side.value} clouds={clouds} bot={bot} />
          </Tabs>
          {bot !== null && side.value !== 'bot' && <BotGlance bot={bot} onOpen={() => choose('bot')} />}
        </>
      )}
    </aside>
  );
};
