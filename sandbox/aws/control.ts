import { z } from 'zod';
import type { SandboxResponse } from '../http.ts';
import { controlRoute, type Entry, type PartialRoute, readBody, type Visit } from '../routes.ts';
import type { Aws, Pcx, PcxAnswer } from './clouds.ts';

const newVpc = z.object({ id: z.string().min(1), region: z.string().min(1), cidrs: z.array(z.string()) });

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

const showAws = (aws: Aws) => ({ accounts: aws.accounts(), peerings: aws.peerings().map(show) });
export type AwsShown = ReturnType<typeof showAws>;

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
        const vpc = readBody(newVpc, visit.request);
        aws.addVpc(account(visit), vpc);
        return { status: 201, body: vpc };
      },
    },
    {
      method: 'DELETE',
      path: '/accounts/:account/vpcs/:vpc',
      run: (visit) => ({ status: aws.removeVpc(account(visit), visit.parts('vpc')) ? 204 : 404 }),
    },
    { method: 'POST', path: '/peerings/:pcx/accept', run: pcx(aws.accept) },
    { method: 'POST', path: '/peerings/:pcx/reject', run: pcx(aws.reject) },
    { method: 'POST', path: '/peerings/:pcx/expire', run: pcx(aws.expire) },
    { method: 'DELETE', path: '/peerings/:pcx', run: pcx(aws.deleteByPeer) },
  ];
  return controlRoute('/control/aws', entries);
};
