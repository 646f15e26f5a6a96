import { z } from 'zod';
import { delaysEntry } from '../delay-changes.ts';
import type { SandboxResponse } from '../http.ts';
import { callEntries } from '../provider-api.ts';
import { controlRoute, type Entry, type PartialRoute, readBody, type Visit } from '../routes.ts';
import type { Aws } from './clouds.ts';
import { ownerEntry } from './owner-acts.ts';
import type { Pcx, PcxAnswer } from './peering-connections.ts';
import { policyDocument, policyOf } from './policy.ts';
import { showAccount } from './show.ts';
import { vpcSeed } from './vpc-seed.ts';

/** Either whole, as IAM has it, or in short: actions that are allowed and denied, of all resources. */
const roleChange = z.strictObject({
  externalId: z.string().nullable().optional(),
  allow: z.array(z.string()).optional(),
  deny: z.array(z.string()).optional(),
  policy: policyDocument.optional(),
});

const show = (pcx: Pcx) => ({ ...pcx, at: new Date(pcx.at), expiresAt: new Date(pcx.expiresAt) });

const respond = (answer: PcxAnswer): SandboxResponse => {
  switch (answer.kind) {
    case 'done':
      return { status: 200, body: show(answer.pcx) };
    case 'not-found':
      return {
        status: 404,
        body: { code: 'InvalidVpcPeeringConnectionID.NotFound', message: 'no such peering connection' },
      };
    case 'wrong-state':
      return {
        status: 400,
        body: { code: 'InvalidStateTransition', message: `the peering connection is ${answer.status}` },
      };
    default:
      return answer satisfies never;
  }
};

const showAws = (aws: Aws) => ({
  accounts: aws.accounts().map(({ id }) => showAccount(aws, id)),
  peerings: aws.peerings().map(show),
});
export type AwsShown = ReturnType<typeof showAws>;

const changeRole = (aws: Aws, { request, parts }: Visit): SandboxResponse => {
  const { externalId, allow, deny, policy } = readBody(roleChange, request);
  const isShort = allow !== undefined || deny !== undefined;
  const short = isShort ? policyOf(allow ?? aws.roles.atFirst(), deny ?? []) : undefined;
  const next = policy ?? short;
  const role = aws.roles.change(parts('account'), {
    ...(externalId === undefined ? {} : { externalId }),
    ...(next === undefined ? {} : { policy: next }),
  });
  return { status: 200, body: role };
};

/** What the owner of an AWS account would do there, under `/control/aws`. */
export const awsControl = (aws: Aws): PartialRoute => {
  const account = ({ parts }: Visit) => parts('account');
  const pcx = (act: (id: string) => PcxAnswer) => (visit: Visit) => respond(act(visit.parts('pcx')));
  const entries: readonly Entry[] = [
    {
      method: 'GET',
      path: '/state',
      run: () => ({ status: 200, body: showAws(aws) }),
    },
    {
      method: 'GET',
      path: '/accounts/:account/requests',
      run: (visit) => ({ status: 200, body: aws.pending(account(visit)).map(show) }),
    },
    {
      method: 'POST',
      path: '/accounts/:account/vpcs',
      run: (visit) => {
        const vpc = readBody(vpcSeed, visit.request);
        aws.addVpc(account(visit), vpc);
        return { status: 201, body: vpc };
      },
    },
    {
      method: 'DELETE',
      path: '/accounts/:account/vpcs/:vpc',
      run: (visit) => ({ status: aws.removeVpc(account(visit), visit.parts('vpc')) ? 204 : 404 }),
    },
    ownerEntry(aws),
    { method: 'POST', path: '/accounts/:account/role', run: (visit) => changeRole(aws, visit) },
    { method: 'POST', path: '/peerings/:pcx/accept', run: pcx(aws.accept) },
    { method: 'POST', path: '/peerings/:pcx/reject', run: pcx(aws.reject) },
    { method: 'POST', path: '/peerings/:pcx/expire', run: pcx(aws.expire) },
    { method: 'DELETE', path: '/peerings/:pcx', run: pcx(aws.deleteByPeer) },
    delaysEntry({ delays: aws.delays.all, setDelays: aws.delays.set }),
    { ...delaysEntry({ delays: aws.limits.all, setDelays: aws.limits.set }), path: '/limits' },
    ...callEntries(aws.calls),
  ];
  return controlRoute('/control/aws', entries);
};
