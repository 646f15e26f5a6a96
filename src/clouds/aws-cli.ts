import { isAcceptable, isAcceptedIn } from '../domain/aws-guide-plan.ts';
import type { AwsPlan } from '../domain/aws-plan.ts';
import { findCloud } from '../domain/cloud.ts';
import type { AwsGuideFacts, CommandStep } from '../domain/guide.ts';
import type { SecurityChoice } from '../domain/security-choice.ts';
import { guideGroups } from './aws-cli-groups.ts';
import { guideRouteCheck, guideRoutes } from './aws-cli-routes.ts';
import { buildAwsCommand, buildEc2Command, type PeeringFacts } from './aws-commands.ts';
import { buildStep } from './command-step.ts';

/** The credentials in the shell may be those of another account, where the request is not to be found. */
const guideAccount = ({ peering: { peer } }: PeeringFacts): CommandStep =>
  buildStep(
    'account',
    buildAwsCommand('sts', 'get-caller-identity', { region: peer.region, query: 'Account', output: 'text' }),
    { does: 'look', prints: [peer.accountId] },
  );

const REQUEST = {
  status: 'Status.Code',
  accepterAccount: 'AccepterVpcInfo.OwnerId',
  accepterVpc: 'AccepterVpcInfo.VpcId',
  accepterRegion: 'AccepterVpcInfo.Region',
  requesterAccount: 'RequesterVpcInfo.OwnerId',
  requesterRegion: 'RequesterVpcInfo.Region',
} as const;

/** Which account asks is shown by AWS alone: no provider tells it, so there is nothing to compare it with. */
const guideRequest = (facts: AwsGuideFacts, isAccepted: boolean): CommandStep => {
  const { provisionedId, peer } = facts.peering;
  const fields = Object.entries(REQUEST).map(([name, path]) => `${name}:${path}`);
  const command = buildEc2Command(facts, 'describe-vpc-peering-connections', {
    'vpc-peering-connection-ids': provisionedId,
    query: `VpcPeeringConnections[0].{${fields.join(',')}}`,
    output: 'json',
  });
  const expected: Readonly<Partial<Record<keyof typeof REQUEST, string>>> = {
    status: isAccepted ? 'active' : 'pending-acceptance',
    accepterAccount: peer.accountId,
    accepterVpc: peer.vpcId,
    accepterRegion: peer.region,
    requesterRegion: findCloud(facts.vpcRegion).region,
  };
  const compare = Object.entries(expected).map(([label, value]) => ({ label, value }));
  return buildStep('request', command, { does: 'look', compare });
};

export const guideAccept = (facts: PeeringFacts): CommandStep =>
  buildStep(
    'accept',
    buildEc2Command(facts, 'accept-vpc-peering-connection', {
      'vpc-peering-connection-id': facts.peering.provisionedId,
      query: 'VpcPeeringConnection.Status.Code',
      output: 'text',
    }),
    { does: 'change', prints: ['provisioning', 'active'] },
  );

const guidePeeringCheck = (facts: AwsGuideFacts): CommandStep => {
  const status = buildEc2Command(facts, 'describe-vpc-peering-connections', {
    'vpc-peering-connection-ids': facts.peering.provisionedId,
    query: 'VpcPeeringConnections[0].Status.Code',
    output: 'text',
  });
  return buildStep('check-peering', status, { does: 'look', prints: ['active'] });
};

/** From the right account to the last look, for the AWS CLI. What the plan shows to be there is left out. */
export const guideWithCli = (
  facts: AwsGuideFacts,
  security: SecurityChoice,
  plan: AwsPlan | null,
): readonly CommandStep[] => {
  const isAccepted = plan !== null && isAcceptedIn(plan);
  return [
    guideAccount(facts),
    guideRequest(facts, isAccepted),
    ...(isAcceptable(plan) ? [guideAccept(facts)] : []),
    ...guideRoutes(facts, plan),
    ...guideGroups(facts, security, plan),
    guidePeeringCheck(facts),
    guideRouteCheck(facts, plan),
  ];
};
