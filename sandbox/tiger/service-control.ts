import { z } from 'zod';
import type { SandboxResponse } from '../http.ts';
import { type Entry, readBody, type Visit } from '../routes.ts';
import type { TigerState } from './state.ts';

const newService = z.strictObject({
  name: z.string().min(1),
  region: z.string().min(1),
  pooler: z.boolean().default(false),
  replicaSets: z
    .array(z.strictObject({ name: z.string().min(1), pooler: z.boolean().default(false) }))
    .default([]),
  /** The id of a VPC. */
  vpc: z.string().nullable().default(null),
});
const newPlace = z.strictObject({ vpc: z.string().nullable() });
const newStatus = z.strictObject({ status: z.string().nullable() });

export const showServices = ({ services }: TigerState, projectId: string) =>
  services.list(projectId).map((row) => ({
    id: row.id,
    name: row.name,
    region: row.region,
    ...services.view(row),
  }));

/** What somebody does to services in Tiger's console. */
export const serviceEntries = (state: TigerState): readonly Entry[] => {
  const all = '/projects/:project/services';
  const one = `${all}/:service`;
  const { services, vpcs } = state;
  const place = ({ parts }: Visit) => [parts('project'), parts('service')] as const;
  const entry = (method: string, path: string, run: Entry['run']): Entry => ({ method, path, run });
  const shown = (visit: Visit, status = 200): SandboxResponse => {
    const [projectId, serviceId] = place(visit);
    services.get(projectId, serviceId);
    return { status, body: showServices(state, projectId).find(({ id }) => id === serviceId) };
  };
  return [
    entry('POST', all, ({ request, parts }) => {
      const { vpc, ...service } = readBody(newService, request);
      const project = parts('project');
      const { id } = services.add(project, service, vpc === null ? null : vpcs.get(project, vpc));
      return { status: 201, body: showServices(state, project).find((row) => row.id === id) };
    }),
    entry('POST', `${one}/move`, (visit) => {
      const { vpc } = readBody(newPlace, visit.request);
      const { vpcId } = services.view(services.get(...place(visit)));
      if (vpc !== null) services.attach(...place(visit), vpc);
      else services.detach(...place(visit), vpcId ?? '');
      return shown(visit);
    }),
    entry('POST', `${one}/status`, (visit) => {
      services.say(...place(visit), readBody(newStatus, visit.request).status);
      return shown(visit);
    }),
    entry('DELETE', one, (visit) => {
      services.remove(...place(visit));
      return { status: 204 };
    }),
  ];
};
