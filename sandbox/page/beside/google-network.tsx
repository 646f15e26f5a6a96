import type { CloudFacts } from '../../demo/news.ts';
import { More } from './more.tsx';

type ComputeNetwork = CloudFacts['compute']['networks'][number];

const Subnets = ({ network }: { readonly network: ComputeNetwork }) => (
  <ul class="beside-subs">
    {network.subnets.map(({ name, range, region }) => (
      <li class="beside-sub" key={name}>
        <div class="beside-line">
          <span>{name}</span>
          <span class="beside-quiet">{region}</span>
        </div>
        <code>{range}</code>
      </li>
    ))}
  </ul>
);

const Routes = ({ network }: { readonly network: ComputeNetwork }) => {
  const isPeering = (to: string): boolean => network.peerings.some(({ name }) => name === to);
  return (
    <ul class="beside-subs">
      {network.routes.map(({ name, destRange, to }) => (
        <li class="beside-sub" key={name}>
          <span class="beside-route-way">
            <code>{destRange}</code> <span class="beside-quiet">to</span> <code>{to}</code>
          </span>
          {isPeering(to) && <span class="beside-quiet"> through the peering</span>}
        </li>
      ))}
    </ul>
  );
};

/** What a network of Google Cloud is made of. */
export const NetworkInside = ({
  network,
  name,
}: {
  readonly network: ComputeNetwork;
  readonly name: string;
}) => (
  <>
    <More of={name} words="Subnets" count={network.subnets.length}>
      <Subnets network={network} />
    </More>
    <More of={name} words="Routes" count={network.routes.length} isOpen={network.peerings.length > 0}>
      <Routes network={network} />
    </More>
  </>
);
