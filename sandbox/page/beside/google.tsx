import { useActs } from '../acts.ts';
import { HandForm } from './hand-form.tsx';
import { Matches, Network } from './networks.tsx';
import type { TwoSidedFacts } from './two-sided.ts';

const LABELS = { name: 'Name', peerProject: 'Peer project', peerNetwork: 'Peer network' } as const;

/** The Google Cloud projects that Timescale peers with: nobody accepts, both sides make a peering. */
export const GooglePane = ({ networks, waiting }: TwoSidedFacts) => {
  const { outside } = useActs();
  return (
    <>
      <h2>Google Cloud</h2>
      <p class="beside-about">
        Your company’s projects. A peering carries traffic once both networks name each other.
      </p>
      {waiting.length === 0 ? (
        <p class="beside-empty">
          When Timescale has made its side of a peering, the other one is created here. Start with{' '}
          <code>/vpc create metrics google-europe-west1</code> in Slack.
        </p>
      ) : (
        <Matches waiting={waiting} labels={LABELS} noun="the network" />
      )}
      <section class="beside-group" aria-labelledby="beside-google-networks">
        <h3 id="beside-google-networks">Networks</h3>
        <ul class="beside-cards">
          {networks.map((network) => (
            <Network key={network.path} network={network} />
          ))}
        </ul>
        <HandForm
          title="Create a peering by hand"
          submit="Create peering"
          fields={[
            {
              name: 'path',
              label: 'From',
              choices: networks.map(({ path, owner, name }) => [path, `${owner}/${name}`]),
            },
            { name: 'name', label: LABELS.name },
            { name: 'peerProject', label: LABELS.peerProject },
            { name: 'peerNetwork', label: LABELS.peerNetwork },
          ]}
          run={({ path, ...body }) => outside('POST', `${path}/peerings`, body)}
        />
      </section>
    </>
  );
};
