import type { CloudFacts } from '../../demo/news.ts';
import { useActs } from '../acts.ts';
import { useCloudTime } from './cloud-time.ts';
import { Project, type ShownPeering } from './project.tsx';
import { Service, type ShownService } from './service.tsx';
import { sayTigerPeering, sayTigerVpc } from './state-words.ts';
import { tigerScope } from './trouble.ts';

type TigerProject = CloudFacts['tiger']['projects'][number];
type TigerVpc = TigerProject['vpcs'][number];
type TigerService = TigerProject['services'][number];

const PUBLIC = 'the public internet';

const endpointsOf = ({ addresses }: TigerService): ShownService['endpoints'] => {
  if (addresses === null) return [];
  const { primary, pooler, replicaSets } = addresses;
  return [
    { part: 'primary', ...primary },
    ...(pooler === null ? [] : [{ part: 'pooler', ...pooler }]),
    ...replicaSets.flatMap(({ name, endpoint, poolerEndpoint }) => [
      { part: `replica ${name}`, ...endpoint },
      ...(poolerEndpoint === null ? [] : [{ part: `pooler of ${name}`, ...poolerEndpoint }]),
    ]),
  ];
};

const showService = (service: TigerService, vpcs: readonly TigerVpc[]): ShownService => {
  const { name, status, region, vpcId } = service;
  const nameOf = (id: string): string => vpcs.find((vpc) => vpc.id === id)?.name ?? id;
  const reachable = vpcs.filter((vpc) => vpc.region === region && vpc.goneAt === null);
  return {
    name,
    state: status,
    region,
    place: vpcId === null ? 'On the public internet' : `In ${nameOf(vpcId)}`,
    endpoints: endpointsOf(service),
    destinations:
      vpcId === null
        ? reachable.map((vpc) => ({ vpc: vpc.id, name: vpc.name }))
        : [{ vpc: null, name: PUBLIC }],
    isPaused: status === 'PAUSED',
  };
};

/** A project of Tiger Cloud. */
export const TigerProjectCard = ({ project }: { readonly project: TigerProject }) => {
  const { outside } = useActs();
  const now = useCloudTime() ?? 0;
  const { id, vpcLimit, vpcs, services } = project;
  const path = `/control/tiger/projects/${id}`;
  const showPeering = (peering: TigerVpc['peerings'][number]): ShownPeering => {
    const { accountId, peerVpcId, provisionedId, status, errorMessage } = peering;
    return {
      key: peering.id,
      to: `${accountId}/${peerVpcId}`,
      id: provisionedId ?? null,
      state: sayTigerPeering(peering),
      raw: status,
      why: errorMessage ?? '',
      end:
        provisionedId === undefined
          ? null
          : {
              words: 'Delete it at AWS',
              run: () => outside('DELETE', `/control/aws/peerings/${provisionedId}`),
            },
    };
  };
  return (
    <Project
      scope={tigerScope(project)}
      id={id}
      limit={vpcLimit}
      setLimit={(limit) => outside('POST', `${path}/limit`, { vpcs: limit })}
      vpcs={vpcs.map((vpc) => ({
        id: vpc.id,
        name: vpc.name,
        cidr: vpc.cidr,
        region: vpc.region,
        state: sayTigerVpc(vpc, now),
        peerings: vpc.peerings.map(showPeering),
        remove: vpc.goneAt === null ? () => outside('DELETE', `${path}/vpcs/${vpc.id}`) : null,
      }))}
    >
      {services.map((service) => (
        <Service
          key={service.id}
          service={showService(service, vpcs)}
          move={(vpc) => outside('POST', `${path}/services/${service.id}/move`, { vpc })}
          pause={(isPaused) =>
            outside('POST', `${path}/services/${service.id}/status`, { status: isPaused ? 'PAUSED' : null })
          }
        />
      ))}
    </Project>
  );
};
