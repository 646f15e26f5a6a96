import { z } from 'zod';
import type { Endpoint, SeenService, ServiceState } from '../domain/service.ts';
import { read } from './answer.ts';
import { listOf, optionalText } from './answer-parts.ts';
import type { TimescaleProject } from './api.ts';
import { assertIdle, judgeChange, type TigerCalls } from './tiger-calls.ts';

/**
 * Tiger's DeployStatus in our words. UNSTABLE is a service that "was ready but is not currently
 * reachable": after an attach or a detach it passes through it, and Timescale's own Terraform
 * provider waits on.
 */
export const judgeServiceStatus = (status: string | null): ServiceState => {
  switch (status?.toUpperCase()) {
    case 'READY':
      return 'ready';
    case 'QUEUED':
    case 'CONFIGURING':
    case 'UNSTABLE':
    case 'PAUSING':
    case 'RESUMING':
    case 'UPGRADING':
    case 'OPTIMIZING':
      return 'changing';
    case 'PAUSED':
      return 'paused';
    case 'DELETING':
    case 'DELETED':
      return 'deleting';
    default:
      return 'unknown';
  }
};

const endpointAnswer = z
  .object({ host: optionalText, port: z.number().nullish() })
  .nullish()
  .transform((seen) => seen ?? null);
const vpcEndpointAnswer = z
  .object({ host: optionalText, port: z.number().nullish(), vpc_id: optionalText })
  .nullish()
  .transform((seen) => seen ?? null);
const poolerAnswer = z
  .object({ endpoint: endpointAnswer })
  .nullish()
  .transform((pooler) => pooler?.endpoint ?? null);
const replicaSetAnswer = z.object({
  name: z.string(),
  endpoint: endpointAnswer,
  connection_pooler: poolerAnswer,
});

/** None where Tiger does not (yet) say host and port: in a VPC the host is blank for a while. */
const endpointOf = (
  role: Endpoint['role'],
  name: string | null,
  seen: z.infer<typeof endpointAnswer>,
): readonly Endpoint[] => {
  const host = seen?.host?.trim() ?? '';
  const port = seen?.port ?? 0;
  return host === '' || port === 0 ? [] : [{ role, name, host, port }];
};

/** A service in a VPC is the one whose VPC endpoint names it; `vpcEndpoint` is the older name. */
const serviceAnswer = z
  .object({
    service_id: z.string().min(1),
    name: z.string(),
    region_code: z.string(),
    status: optionalText,
    endpoint: endpointAnswer,
    vpc_endpoint: vpcEndpointAnswer,
    vpcEndpoint: vpcEndpointAnswer,
    connection_pooler: poolerAnswer,
    read_replica_sets: listOf(replicaSetAnswer).optional(),
    ha_replicas: z.object({ replica_count: z.number().nullish() }).nullish(),
  })
  .transform((seen): SeenService => {
    const inVpc = [seen.vpc_endpoint, seen.vpcEndpoint].find((end) => (end?.vpc_id ?? null) !== null) ?? null;
    const status = seen.status?.trim() ?? null;
    return {
      providerId: seen.service_id,
      name: seen.name,
      region: seen.region_code,
      state: judgeServiceStatus(status),
      rawStatus: status ?? '',
      vpcProviderId: inVpc?.vpc_id ?? null,
      haReplicas: seen.ha_replicas?.replica_count ?? 0,
      progress: null,
      endpoints: [
        // The public address of a service in a VPC, where it is still shown, leads nowhere.
        ...endpointOf('primary', null, inVpc ?? seen.endpoint),
        ...endpointOf('pooler', null, seen.connection_pooler),
        ...(seen.read_replica_sets ?? []).flatMap((set) => [
          ...endpointOf('replica', set.name, set.endpoint),
          ...endpointOf('replica-pooler', set.name, set.connection_pooler),
        ]),
      ],
    };
  });

const serviceListAnswer = listOf(serviceAnswer);

/** The services of one project. */
export const createServiceCalls = ({
  projectId,
  ask,
  look,
  inProject,
}: TigerCalls): Pick<TimescaleProject, 'listServices' | 'getService' | 'moveService'> => ({
  listServices: async () => {
    const doing = `listing services of project "${projectId}"`;
    const answer = await look(inProject('services'), doing);
    assertIdle(doing, answer);
    return read(serviceListAnswer, doing, answer);
  },
  getService: async (serviceId) => {
    const doing = `reading service "${serviceId}"`;
    const answer = await look(inProject('services', serviceId), doing);
    // Before it counts as missing: of a service that has just moved Tiger may say that it has no endpoint.
    assertIdle(doing, answer);
    return answer.status === 404 ? null : read(serviceAnswer, doing, answer);
  },
  moveService: async (serviceId, { from, to }) => {
    if ((from === null) === (to === null)) {
      throw new Error(`moving service "${serviceId}": tiger attaches or detaches, one at a time`);
    }
    const act = to === null ? 'detachFromVPC' : 'attachToVPC';
    const vpcId = to ?? from;
    const doing =
      to === null
        ? `detaching service "${serviceId}" from vpc "${vpcId}"`
        : `attaching service "${serviceId}" to vpc "${vpcId}"`;
    return judgeChange(
      doing,
      await ask('POST', inProject('services', serviceId, act), doing, { vpc_id: vpcId }),
    );
  },
});
