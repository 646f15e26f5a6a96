import type { Faults } from '../faults.ts';
import type { SandboxRequest, SandboxResponse } from '../http.ts';
import { providerApi, type Refuse, runOperation } from '../provider-api.ts';
import { findEntry, type PartialRoute } from '../routes.ts';
import { peeringOperations } from './peering-operations.ts';
import { projectOperations } from './project-operations.ts';
import { serviceOperations } from './service-operations.ts';
import type { ManagedState } from './state.ts';
import { vpcOperations } from './vpc-operations.ts';

/** Where the API stands under its host, as on the real one. */
export const MANAGED_BASE = '/v1';

const refuse: Refuse = (status, code, message) => {
  const error = { message, status, ...(code === '' ? {} : { error_code: code.toLowerCase() }) };
  return { status, body: { message, errors: [error] } };
};

/** The projects that the header's token opens; null: it is nobody's. */
const findOpen = ({ projects }: ManagedState, header: string | undefined): readonly string[] | null => {
  const token = /^(?:aivenv1|Bearer) (.+)$/i.exec(header ?? '')?.[1];
  const own = projects.filter((project) => project.token === token);
  return own.length === 0 ? null : own.map(({ name }) => name);
};

const respond = async (state: ManagedState, request: SandboxRequest): Promise<SandboxResponse> => {
  const open = findOpen(state, request.headers.authorization);
  if (open === null) return refuse(401, '', 'Invalid token');
  const operations = [
    ...projectOperations(state),
    ...vpcOperations(state),
    ...peeringOperations(state),
    ...serviceOperations(state),
  ];
  const found = findEntry(operations, MANAGED_BASE, request);
  if (found === null) return refuse(404, '', 'Not found');
  const { entry, visit } = found;
  const project = visit.parts('project');
  state.calls.count(project === '' ? entry.name : `${project} ${entry.name}`);
  if (entry.path.includes(':project') && !open.includes(project)) {
    const isThere = state.projects.some(({ name }) => name === project);
    return isThere ? refuse(403, '', 'Not a project member') : refuse(404, '', 'Project does not exist');
  }
  return runOperation(entry, visit, refuse);
};

/** Managed Service's REST API. */
export const managedApi = (state: ManagedState, faults: Faults): PartialRoute =>
  providerApi({
    base: MANAGED_BASE,
    target: 'managed',
    faults,
    respond: (request) => respond(state, request),
    refuse,
  });
