import type { CloudFacts } from '../../demo/news.ts';
import { useActs } from '../acts.ts';
import { Project, type ShownPeering } from './project.tsx';
import { Service, type ShownService } from './service.tsx';
import { sayManagedPeering, sayManagedVpc } from './state-words.ts';
import { managedScope } from './trouble.ts';

type ManagedProject = CloudFacts['managed']['projects'][number];
type ManagedVpc = ManagedProject['vpcs'][number];
type ManagedService = ManagedProject['services'][number];
type ManagedPeering = ManagedVpc['peering_connections'][number];

/** Managed's VPCs have no names: people tell them apart by range and cloud. */
const nameOf = ({ network_cidr }: ManagedVpc): string => network_cidr;

const isGoing = (state: string): boolean => state === 'DELETING' || state === 'DELETED';

const showService = (service: ManagedService, vpcs: readonly ManagedVpc[]): ShownService => {
  const { name, state, cloud, vpc, components } = service;
  const here = vpcs.find(({ project_vpc_id }) => project_vpc_id === vpc);
  const others = vpcs.filter(
    (other) => other.cloud_name === cloud && other.state === 'ACTIVE' && other !== here,
  );
  return {
    name,
    state,
    region: cloud ?? 'nowhere yet',
    place: vpc === null ? 'On the public internet' : `In ${here === undefined ? vpc : nameOf(here)}`,
    endpoints: components.map(({ component, host, port, usage, route }) => ({
      part: [component, usage === 'replica' ? 'replica' : '', route === 'public' ? 'public' : '']
        .filter((word) => word !== '')
        .join(' '),
      host,
      port,
    })),
    destinations: [
      ...others.map((other) => ({ vpc: other.project_vpc_id, name: nameOf(other) })),
      ...(vpc === null ? [] : [{ vpc: null, name: 'the public internet' }]),
    ],
    isPaused: state === 'POWEROFF',
  };
};

/** The parts of a peering by which a request names it. */
const peerOf = (peering: ManagedPeering) => ({
  peer_cloud_account: peering.peer_cloud_account,
  peer_vpc: peering.peer_vpc,
  peer_region: peering.peer_region,
  peer_resource_group: peering.peer_resource_group,
});

const wordIn = (info: unknown, name: string): string | null => {
  const value = typeof info === 'object' && info !== null ? Reflect.get(info, name) : null;
  return typeof value === 'string' ? value : null;
};

/** A project of Managed Service for TimescaleDB. */
export const ManagedProjectCard = ({ project }: { readonly project: ManagedProject }) => {
  const { outside } = useActs();
  const { name, vpcLimit, vpcs, services } = project;
  const path = `/control/managed/projects/${name}`;
  const showPeering = ({ project_vpc_id: id }: ManagedVpc, peering: ManagedPeering): ShownPeering => {
    const { peer_cloud_account, peer_vpc, state, state_info } = peering;
    return {
      key: `${peer_cloud_account} ${peer_vpc} ${peering.peer_region} ${peering.create_time}`,
      to: `${peer_cloud_account}/${peer_vpc}`,
      id: wordIn(state_info, 'aws_vpc_peering_connection_id'),
      state: sayManagedPeering(state),
      raw: state,
      why: state === 'INVALID_SPECIFICATION' ? (wordIn(state_info, 'message') ?? '') : '',
      end: isGoing(state)
        ? null
        : {
            words: 'Delete it at Timescale',
            run: () => outside('POST', `${path}/vpcs/${id}/peerings/delete`, peerOf(peering)),
          },
    };
  };
  return (
    <Project
      scope={managedScope(project)}
      id={name}
      limit={vpcLimit}
      setLimit={(limit) => outside('POST', path, { vpcLimit: limit })}
      vpcs={vpcs.map((vpc) => ({
        id: vpc.project_vpc_id,
        name: nameOf(vpc),
        cidr: vpc.network_cidr,
        region: vpc.cloud_name,
        state: sayManagedVpc(vpc.state),
        peerings: vpc.peering_connections.map((peering) => showPeering(vpc, peering)),
        remove: isGoing(vpc.state) ? null : () => outside('DELETE', `${path}/vpcs/${vpc.project_vpc_id}`),
      }))}
    >
      {services.map((service) => (
        <Service
          key={service.name}
          service={showService(service, vpcs)}
          move={(vpc) => outside('POST', `${path}/services/${service.name}/move`, { vpc })}
          pause={(isPaused) =>
            outside('POST', `${path}/services/${service.name}/state`, { state: isPaused ? 'POWEROFF' : null })
          }
        />
      ))}
    </Project>
  );
};
