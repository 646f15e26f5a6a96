import type { CloudFacts } from '../../demo/news.ts';
import { useActs } from '../acts.ts';
import { Denials } from './denials.tsx';
import { googleDenial } from './denied.ts';
import { NetworkInside } from './google-network.tsx';
import { HandForm } from './hand-form.tsx';
import { More } from './more.tsx';
import { Matches, Network } from './networks.tsx';
import { googleScope } from './trouble.ts';
import { TroubleSwitches } from './trouble-switches.tsx';
import { readGoogle } from './two-sided.ts';

const LABELS = { name: 'Name', peerProject: 'Peer project', peerNetwork: 'Peer network' } as const;

/** What the bot may be kept from: to look, to peer, and to take it back. */
const DENIABLE = ['compute.networks.get', 'compute.networks.addPeering', 'compute.networks.removePeering'];

const Projects = ({ compute }: Pick<CloudFacts, 'compute'>) => (
  <section class="beside-group" aria-labelledby="beside-google-projects">
    <h3 id="beside-google-projects">Projects</h3>
    <ul class="beside-rows">
      {compute.projects.map((project) => (
        <li class="beside-row" key={project.id}>
          <strong>{project.id}</strong>
          <More of={project.id} words="Trouble">
            <p class="beside-quiet">With all that the bot asks of Google there:</p>
            <TroubleSwitches scope={googleScope(project.id)} />
            <p class="beside-quiet">What its service account is not to do:</p>
            <Denials denial={googleDenial(project)} actions={DENIABLE} />
          </More>
        </li>
      ))}
    </ul>
  </section>
);

/** The Google Cloud projects that Timescale peers with: nobody accepts, both sides make a peering. */
export const GooglePane = ({ clouds }: { readonly clouds: CloudFacts }) => {
  const { outside } = useActs();
  const { networks, waiting } = readGoogle(clouds);
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
            <Network key={network.path} network={network}>
              {clouds.compute.networks
                .filter(({ id }) => network.path.endsWith(id.replace('global/', '')))
                .map((inside) => (
                  <NetworkInside key={inside.id} network={inside} name={network.name} />
                ))}
            </Network>
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
      <Projects compute={clouds.compute} />
    </>
  );
};
