import type { SandboxResponse } from '../http.ts';
import type { Operation } from '../provider-api.ts';
import { Refusal } from '../refusal.ts';
import type { Visit } from '../routes.ts';
import type { CloudNetwork } from '../two-sided.ts';
import type { Compute } from './compute-state.ts';
import { networkId, projectOf } from './networks.ts';

export interface ComputeVisit extends Visit {
  readonly compute: Compute;
  /** The e-mail address of who calls. */
  readonly user: string;
}

/** A method of the API, by its name in Google's own description. */
export interface ComputeCall extends Pick<Operation, 'name' | 'method' | 'path'> {
  readonly run: (visit: ComputeVisit) => Promise<SandboxResponse> | SandboxResponse;
}

export const NETWORK_PATH = '/projects/:project/global/networks/:network';

/** Refuses who lacks a permission, in Google's words. */
export const checkPermission = (
  { compute, parts }: ComputeVisit,
  permission: string,
  resource: string,
): void => {
  if (compute.mayDo(parts('project'), permission)) return;
  throw new Refusal(403, 'forbidden', `Required '${permission}' permission for '${resource}'`);
};

export const findNetwork = (visit: ComputeVisit, permission: string): CloudNetwork => {
  const id = networkId(visit.parts('project'), visit.parts('network'));
  checkPermission(visit, permission, id);
  const network = visit.compute.networks.find(id);
  if (network !== null) return network;
  throw new Refusal(404, 'notFound', `The resource '${id}' was not found`);
};

/** All of the project. */
export const networksOf = ({ compute, parts }: ComputeVisit): readonly CloudNetwork[] =>
  compute.networks.networks().filter(({ id }) => projectOf(id) === parts('project'));
