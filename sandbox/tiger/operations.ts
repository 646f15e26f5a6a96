import { z } from 'zod';
import type { SandboxResponse } from '../http.ts';
import { type Operation, ok } from '../provider-api.ts';
import { readBody, type Visit } from '../routes.ts';
import type { ProjectSeed } from './demo-projects.ts';
import { numberPart } from './operation.ts';
import type { PeeringRow } from './peering-view.ts';
import { serviceOperations } from './service-operations.ts';
import type { TigerState } from './state.ts';
import type { VpcRow } from './vpcs.ts';

const vpcCreate = z.object({ name: z.string(), cidr: z.string(), region_code: z.string() });
const vpcRename = z.object({ name: z.string() });
const peeringCreate = z.object({
  peer_account_id: z.string().min(1),
  peer_region_code: z.string().min(1),
  peer_vpc_id: z.string().min(1),
});

const showVpc = ({ id, name, cidr, region }: VpcRow) => ({ id, name, cidr, region_code: region });

const created = (body: unknown): SandboxResponse => ({ status: 201, body });
const deleted: SandboxResponse = { status: 204 };

const keyOperations = (key: ProjectSeed): readonly Operation[] => {
  const { id, name, plan, publicKey } = key;
  const apiKey = {
    public_key: publicKey,
    name: 'vpcbot',
    created: '2026-01-05T09:00:00Z',
    project: { id, name, plan_type: plan },
    issuing_user: { id: '7', name: 'Ada', email: 'ada@example.com' },
  };
  return [
    {
      name: 'getAuthInfo',
      method: 'GET',
      path: '/auth/info',
      run: () => ok({ type: 'apiKey', api_key: apiKey, apiKey }),
    },
    { name: 'getProjects', method: 'GET', path: '/projects', run: () => ok([{ id, name }]) },
  ];
};

const vpcOperations = (state: TigerState): readonly Operation[] => {
  const all = '/projects/:project/vpcs';
  const one = `${all}/:vpc`;
  const { vpcs } = state;
  const project = ({ parts }: Visit) => parts('project');
  const vpcId = (visit: Visit) => numberPart(visit, 'vpc');
  return [
    { name: 'getVPCs', method: 'GET', path: all, run: (visit) => ok(vpcs.list(project(visit)).map(showVpc)) },
    {
      name: 'createVPC',
      method: 'POST',
      path: all,
      run: (visit) => {
        const { name, cidr, region_code: region } = readBody(vpcCreate, visit.request);
        return created(showVpc(vpcs.create(project(visit), { name, cidr, region })));
      },
    },
    {
      name: 'getVPC',
      method: 'GET',
      path: one,
      run: (visit) => ok(showVpc(vpcs.get(project(visit), vpcId(visit)))),
    },
    {
      name: 'deleteVPC',
      method: 'DELETE',
      path: one,
      run: (visit) => {
        state.deleteVpc(project(visit), vpcId(visit));
        return deleted;
      },
    },
    {
      name: 'renameVPC',
      method: 'POST',
      path: `${one}/rename`,
      run: (visit) => {
        vpcs.rename(project(visit), vpcId(visit), readBody(vpcRename, visit.request).name);
        return ok({ message: 'VPC renamed' });
      },
    },
  ];
};

const peeringOperations = ({ peerings }: TigerState): readonly Operation[] => {
  const all = '/projects/:project/vpcs/:vpc/peerings';
  const one = `${all}/:peering`;
  const place = (visit: Visit) => [visit.parts('project'), numberPart(visit, 'vpc')] as const;
  const peeringId = (visit: Visit) => numberPart(visit, 'peering');
  const show = (row: PeeringRow) => {
    const { status, provisionedId, errorMessage } = peerings.view(row);
    return {
      id: row.id,
      peer_account_id: row.accountId,
      peer_region_code: row.region,
      peer_vpc_id: row.peerVpcId,
      status,
      ...(provisionedId === undefined ? {} : { provisioned_id: provisionedId }),
      ...(errorMessage === undefined ? {} : { error_message: errorMessage }),
    };
  };
  return [
    {
      name: 'getVPCPeerings',
      method: 'GET',
      path: all,
      run: (visit) => ok(peerings.list(...place(visit)).map(show)),
    },
    {
      name: 'createVPCPeering',
      method: 'POST',
      path: all,
      run: (visit) => {
        const body = readBody(peeringCreate, visit.request);
        const wanted = {
          accountId: body.peer_account_id,
          region: body.peer_region_code,
          peerVpcId: body.peer_vpc_id,
        };
        return created(show(peerings.create(...place(visit), wanted)));
      },
    },
    {
      name: 'getVPCPeering',
      method: 'GET',
      path: one,
      run: (visit) => ok(show(peerings.get(...place(visit), peeringId(visit)))),
    },
    {
      name: 'deleteVPCPeering',
      method: 'DELETE',
      path: one,
      run: (visit) => {
        peerings.delete(...place(visit), peeringId(visit));
        return deleted;
      },
    },
  ];
};

/** What the holder of a key can ask of Tiger Cloud. */
export const operationsFor = (state: TigerState, key: ProjectSeed): readonly Operation[] => [
  ...keyOperations(key),
  ...vpcOperations(state),
  ...peeringOperations(state),
  ...serviceOperations(state),
];
