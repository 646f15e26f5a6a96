import type { AwsChange } from '../domain/aws-plan.ts';
import type { AwsRequest } from '../domain/aws-side.ts';
import { VpcbotError } from '../errors.ts';
import type { AwsPlace, Carried, Tags } from './api.ts';
import type { Ec2 } from './aws-ec2.ts';
import { createGroup, letOut, revokeSurplus } from './aws-group-change.ts';
import { waitFor } from './aws-groups.ts';
import { createAwsLook } from './aws-look.ts';
import { findRoute } from './aws-routes.ts';

/** What a change needs beside EC2. */
export interface ChangeTools {
  readonly ec2: Ec2;
  readonly account: string;
  readonly wait: (ms: number) => Promise<void>;
}

type Change<K extends AwsChange['kind']> = Extract<AwsChange, { kind: K }>;

const WAS_THERE: Carried = { made: null, wasThere: true };

const isAccepted = (request: AwsRequest | null): boolean =>
  request?.state === 'active' || request?.state === 'provisioning';

/** The proof was judged on the same facts; whoever mixes up two peerings must not get through here. */
const checkVpc = ({ account }: ChangeTools, { region, vpcId }: AwsPlace, request: AwsRequest): void => {
  if (request.accepter.vpcId === vpcId) return;
  throw new VpcbotError('CLOUD_REFUSED', {
    doing: `accepting ${request.id} in account ${account}, ${region}`,
    said: `it is for ${request.accepter.vpcId ?? 'another vpc'}, not for ${vpcId}`,
  });
};

const accept = async (
  tools: ChangeTools,
  at: AwsPlace,
  { peeringId }: Change<'accept'>,
): Promise<Carried> => {
  const { ec2, account, wait } = tools;
  const doing = `accepting ${peeringId}`;
  const look = () => createAwsLook(ec2, account).findRequest(at.region, peeringId);
  const request = await look();
  if (isAccepted(request)) return WAS_THERE;
  if (request !== null) checkVpc(tools, at, request);
  const outcome = await ec2.attempt(
    {
      region: at.region,
      doing,
      action: 'AcceptVpcPeeringConnection',
      run: (api, options) => api.acceptVpcPeeringConnection({ VpcPeeringConnectionId: peeringId }, options),
    },
    ['InvalidStateTransition'],
  );
  if (outcome.kind === 'done') return { made: null, wasThere: false };
  // EC2 goes on showing it as pending for some moments after it was accepted.
  const settled = await waitFor(async () => {
    const seen = await look();
    return seen?.state === 'pending-acceptance' ? null : { seen };
  }, wait);
  if (settled !== null && isAccepted(settled.seen)) return WAS_THERE;
  throw new VpcbotError(settled === null ? 'CLOUD_BUSY' : 'CLOUD_REFUSED', {
    doing: `${doing} in account ${account}, ${at.region}`,
    said: outcome.said,
  });
};

/**
 * Routes have no tags. The plan saw none a moment ago, so one that stands there before anything is asked for is
 * our own of an earlier try; one that comes up between the look and the call is somebody else's.
 */
const createRoute = async (
  { ec2, account }: ChangeTools,
  at: AwsPlace,
  { tableId, destination, peeringId }: Change<'create-route'>,
): Promise<Carried> => {
  const made = { kind: 'route', tableId, destination: destination.text, peeringId } as const;
  const place = { ...at, tableId, destination: destination.text };
  const before = await findRoute(ec2, place);
  if (before?.target === peeringId) return { made, wasThere: false };
  const doing = `adding a route to ${tableId}`;
  const outcome = await ec2.attempt(
    {
      region: at.region,
      doing,
      action: 'CreateRoute',
      run: (api, options) =>
        api.createRoute(
          {
            RouteTableId: tableId,
            DestinationCidrBlock: destination.text,
            VpcPeeringConnectionId: peeringId,
          },
          options,
        ),
    },
    ['RouteAlreadyExists'],
  );
  if (outcome.kind === 'done') return { made, wasThere: false };
  const there = await findRoute(ec2, place);
  if (there?.target === peeringId) return WAS_THERE;
  throw new VpcbotError('CLOUD_REFUSED', {
    doing: `${doing} in account ${account}, ${at.region}`,
    said: there === null ? outcome.said : `${destination.text} leads to ${there.target} there`,
    action: 'ec2:CreateRoute',
  });
};

/** One change of a plan, as `AwsAccount.carryOut` has it. */
export const carryOut = (
  tools: ChangeTools,
  at: AwsPlace,
  change: AwsChange,
  tags: Tags,
): Promise<Carried> => {
  switch (change.kind) {
    case 'accept':
      return accept(tools, at, change);
    case 'create-route':
      return createRoute(tools, at, change);
    case 'create-group':
      return createGroup(tools, at, change.name, tags);
    case 'revoke-surplus':
      return revokeSurplus(tools, at, change.groupName, tags);
    case 'let-out':
      return letOut(tools, at, change, tags);
    default:
      return change satisfies never;
  }
};
