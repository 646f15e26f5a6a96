import { z } from 'zod';
import { type Entry, readBody, type Visit } from '../routes.ts';
import { viewManagedService } from './service-view.ts';
import type { ManagedState } from './state.ts';

const newService = z.strictObject({
  name: z.string().min(1),
  cloud: z.string().min(1),
  replica: z.boolean().default(false),
  /** The id of a VPC; none: the public internet. */
  vpc: z.string().nullable().default(null),
});
const newPlace = z.strictObject({ vpc: z.string().nullable(), cloud: z.string().optional() });
const newState = z.strictObject({ state: z.string().min(1).nullable() });

export const showManagedServices = ({ services, now }: ManagedState, project: string) =>
  services.list(project).map((row) => {
    const { state, place, components } = viewManagedService(row, now());
    return {
      name: row.name,
      state,
      cloud: place?.cloud ?? null,
      vpc: place?.vpc?.id ?? null,
      components,
    };
  });

/** What somebody does to services in Managed Service's console. */
export const managedServiceEntries = (state: ManagedState): readonly Entry[] => {
  const all = '/projects/:project/services';
  const one = `${all}/:service`;
  const { services, vpcs } = state;
  const place = ({ parts }: Visit) => [parts('project'), parts('service')] as const;
  const shown = (project: string, name: string, status = 200) => ({
    status,
    body: showManagedServices(state, project).find((service) => service.name === name),
  });
  const entry = (method: string, path: string, run: Entry['run']): Entry => ({ method, path, run });
  return [
    entry('POST', all, ({ request, parts }) => {
      const { vpc, ...service } = readBody(newService, request);
      const project = parts('project');
      services.add(project, service, vpc === null ? null : vpcs.get(project, vpc), 0);
      return shown(project, service.name, 201);
    }),
    entry('POST', `${one}/move`, (visit) => {
      const { vpc, cloud } = readBody(newPlace, visit.request);
      services.update(...place(visit), cloud === undefined ? { vpc } : { vpc, cloud });
      return shown(...place(visit));
    }),
    entry('POST', `${one}/state`, (visit) => {
      services.say(...place(visit), readBody(newState, visit.request).state);
      return shown(...place(visit));
    }),
    entry('DELETE', one, (visit) => {
      services.remove(...place(visit));
      return { status: 204 };
    }),
  ];
};
