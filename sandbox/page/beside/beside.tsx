import './beside.css';
import { useSignal } from '@preact/signals';
import type { CloudFacts } from '../../demo/news.ts';
import { useMemory } from '../memory.ts';
import { AwsPane } from './aws.tsx';
import { waitingPcx } from './aws-peering.ts';
import { type Tab, Tabs } from './tabs.tsx';

type Side = 'aws';

const tabsFor = (clouds: CloudFacts): readonly Tab<Side>[] => [
  { id: 'aws', name: 'AWS', waiting: waitingPcx(clouds).length },
];

/** What stands beside Slack: the other side of the peerings, Timescale, the bot and the time. */
export const Beside = () => {
  const clouds = useMemory().clouds.value;
  const side = useSignal<Side>('aws');
  const choose = (next: Side): void => {
    side.value = next;
  };
  return (
    <aside class="beside" aria-label="Other side">
      {clouds !== null && (
        <Tabs tabs={tabsFor(clouds)} open={side.value} choose={choose}>
          <AwsPane aws={clouds.aws} />
        </Tabs>
      )}
    </aside>
  );
};
