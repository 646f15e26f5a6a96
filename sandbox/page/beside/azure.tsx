import { useActs } from '../acts.ts';
import { HandForm } from './hand-form.tsx';
import { Matches, Network } from './networks.tsx';
import type { AzureOwnNetwork, readAzure } from './two-sided.ts';

const LABELS = { name: 'Name', remoteVnet: 'Remote network' } as const;

const Grants = ({ network, known }: { readonly network: AzureOwnNetwork; readonly known: string }) => {
  const { outside } = useActs();
  const { apps, tenant, path, name } = network;
  return (
    <>
      <p class="beside-quiet">
        {apps.length === 0 ? 'No application may peer with it.' : 'May peer with it: '}
        {apps.length > 0 && <code>{apps.join(', ')}</code>}
      </p>
      <HandForm
        title={`Let an application peer with ${name}`}
        submit={`Grant the role on ${name}`}
        fields={[{ name: 'app', label: 'Application id', value: apps.length === 0 ? known : '' }]}
        run={({ app = '' }) => outside('POST', `${path}/grants`, { tenant, app })}
      />
    </>
  );
};

/** The Azure subscription that Timescale peers with. */
export const AzurePane = ({ networks, waiting }: ReturnType<typeof readAzure>) => (
  <>
    <h2>Azure</h2>
    <p class="beside-about">
      Your company’s virtual networks. Timescale’s application needs a role on a network before it can peer
      with it, and you create the matching peering.
    </p>
    {waiting.length === 0 ? (
      <p class="beside-empty">
        When Timescale has made its side of a peering, the other one is created here. Start with{' '}
        <code>/vpc create metrics azure-westeurope</code> in Slack.
      </p>
    ) : (
      <Matches waiting={waiting} labels={LABELS} noun="the virtual network" />
    )}
    <section class="beside-group" aria-labelledby="beside-azure-networks">
      <h3 id="beside-azure-networks">Virtual networks</h3>
      <ul class="beside-cards">
        {networks.map((network) => (
          <Network key={network.path} network={network}>
            <Grants network={network} known={networks.flatMap(({ apps }) => apps)[0] ?? ''} />
          </Network>
        ))}
      </ul>
    </section>
  </>
);
