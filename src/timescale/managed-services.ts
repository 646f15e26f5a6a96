import { z } from 'zod';
import {
  ENDPOINT_ROLES,
  type Endpoint,
  type EndpointRole,
  type MoveProgress,
  type SeenService,
  type ServiceState,
} from '../domain/service.ts';
import { assertKnown, read } from './answer.ts';
import { listOf, optionalText } from './answer-parts.ts';
import type { TimescaleProject } from './api.ts';
import { judgeChange, type ManagedCalls } from './managed-calls.ts';

export const judgeServiceState = (word: string | null): ServiceState => {
  switch (word?.toUpperCase()) {
    case 'RUNNING':
      return 'ready';
    case 'REBALANCING':
    case 'REBUILDING':
      return 'changing';
    case 'POWEROFF':
      return 'paused';
    default:
      return 'unknown';
  }
};

const componentAnswer = z.object({
  component: z.string(),
  host: optionalText,
  port: z.number().nullish(),
  route: optionalText,
  usage: optionalText,
});
type Component = z.infer<typeof componentAnswer>;

const updateAnswer = z.object({
  phase: z.string(),
  completed: z.boolean(),
  min: z.number().nullish(),
  max: z.number().nullish(),
  current: z.number().nullish(),
});
type Update = z.infer<typeof updateAnswer>;

const nodeAnswer = z.object({ progress_updates: listOf(updateAnswer).optional() });

/** A service's own component has the name of its type; of the others only the pooler is connected to. */
const roleOf = ({ component, usage }: Component, type: string): EndpointRole | null => {
  const isReplica = usage === 'replica';
  if (component === type) return isReplica ? 'replica' : 'primary';
  if (component === 'pgbouncer') return isReplica ? 'replica-pooler' : 'pooler';
  return null;
};

/**
 * Where a service is reached now: the dynamic name leads to wherever it is. The `public-…` name of one
 * in a VPC is a way in beside that, and a private link belongs to somebody else.
 */
const endpointsOf = (
  components: readonly Component[],
  type: string,
  isInVpc: boolean,
): readonly Endpoint[] => {
  const routes = ['dynamic', isInVpc ? 'private' : 'public'];
  return ENDPOINT_ROLES.flatMap((role) => {
    const known = components.filter((each) => roleOf(each, type) === role);
    const [best] = routes.flatMap((route) => known.filter((each) => each.route === route));
    const host = best?.host ?? null;
    const port = best?.port ?? 0;
    return host === null || port === 0 ? [] : [{ role, name: null, host, port }];
  });
};

const PHASES = ['prepare', 'basebackup', 'stream', 'finalize'];

const percentOf = ({ min, max, current }: Update): number | null => {
  const from = min ?? 0;
  const whole = (max ?? 0) - from;
  if (whole <= 0 || current === null || current === undefined) return null;
  return Math.round((100 * Math.min(Math.max(current - from, 0), whole)) / whole);
};

/** The node that is furthest behind tells how far they are. */
const progressOf = (nodes: readonly z.infer<typeof nodeAnswer>[]): MoveProgress | null => {
  const [slowest] = nodes
    .flatMap(({ progress_updates }) => progress_updates?.find(({ completed }) => !completed) ?? [])
    .map((update) => ({ phase: update.phase, percent: percentOf(update) }))
    .sort(
      (one, other) =>
        PHASES.indexOf(one.phase) - PHASES.indexOf(other.phase) || (one.percent ?? 0) - (other.percent ?? 0),
    );
  return slowest ?? null;
};

const serviceShape = z
  .object({
    service_name: z.string().min(1),
    service_type: z.string(),
    cloud_name: z.string(),
    state: optionalText,
    project_vpc_id: optionalText,
    components: listOf(componentAnswer).optional(),
    node_states: listOf(nodeAnswer).optional(),
  })
  .transform((seen): SeenService => {
    const word = seen.state?.trim() ?? null;
    const state = judgeServiceState(word);
    return {
      providerId: seen.service_name,
      name: seen.service_name,
      region: seen.cloud_name,
      state,
      rawStatus: word ?? '',
      vpcProviderId: seen.project_vpc_id,
      endpoints: endpointsOf(seen.components ?? [], seen.service_type, seen.project_vpc_id !== null),
      haReplicas: 0,
      progress: state === 'changing' ? progressOf(seen.node_states ?? []) : null,
    };
  });

const serviceAnswer = z.object({ service: serviceShape }).transform(({ service }) => service);
/** All of them, databases or not: a Grafana keeps its VPC from being deleted, and is cut off with it. */
const serviceListAnswer = z.object({ services: listOf(serviceShape) }).transform(({ services }) => services);

/** The services of one project. */
export const createServiceCalls = ({
  projectId,
  ask,
  look,
  lookAtProject,
  inProject,
}: ManagedCalls): Pick<TimescaleProject, 'listServices' | 'getService' | 'moveService'> => ({
  listServices: async () => {
    const doing = `listing services of project "${projectId}"`;
    return read(serviceListAnswer, doing, await lookAtProject(inProject('service'), doing));
  },
  getService: async (serviceId) => {
    const doing = `reading service "${serviceId}"`;
    const answer = await look(inProject('service', serviceId), doing);
    return answer.status === 404 ? null : read(serviceAnswer, doing, answer);
  },
  // Null is the public internet; without the key the API would choose the place itself.
  moveService: async (serviceId, { to }) => {
    const doing =
      to === null
        ? `moving service "${serviceId}" to the public internet`
        : `moving service "${serviceId}" to vpc "${to}"`;
    const answer = await ask('PUT', inProject('service', serviceId), doing, { project_vpc_id: to });
    assertKnown(doing, answer);
    return judgeChange(answer);
  },
});
