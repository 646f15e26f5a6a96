import {
  AcceptVpcPeeringConnectionCommand,
  AssociateVpcCidrBlockCommand,
  AuthorizeSecurityGroupEgressCommand,
  CreateRouteCommand,
  CreateSecurityGroupCommand,
  CreateTagsCommand,
  DeleteRouteCommand,
  DeleteSecurityGroupCommand,
  DeleteTagsCommand,
  DeleteVpcPeeringConnectionCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRegionsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
  type EC2Client,
  ModifyInstanceAttributeCommand,
  ModifyNetworkInterfaceAttributeCommand,
  ModifyVpcAttributeCommand,
  ModifyVpcPeeringConnectionOptionsCommand,
  RejectVpcPeeringConnectionCommand,
  ReplaceRouteCommand,
  RevokeSecurityGroupEgressCommand,
} from '@aws-sdk/client-ec2';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { EC2_OPERATIONS } from '../../sandbox/aws/ec2.ts';
import { EXTERNAL_ID, roleArn } from '../../sandbox/aws/roles.ts';
import { ACCOUNT, type Exchange, LEGACY, MAIN_TABLE, openAmazon, VPC } from './amazon-world.ts';
import { hasEc2Specs, type Model, type Models, openStoredModels, sdkModels, stsModels } from './ec2-model.ts';
import { type Element, parseXml } from './xml-tree.ts';

const FORMS = {
  text: /^/,
  whole: /^-?[0-9]+$/,
  flag: /^(true|false)$/,
  time: /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$/,
};

/** What of an element the model does not know, or has another type for. */
const findOdd = (element: Element, model: Model, path: string): readonly string[] => {
  if (model.kind === 'scalar') {
    const isOdd = element.children.length > 0 || !FORMS[model.type].test(element.text);
    return isOdd ? [`${path}: "${element.text}" is no ${model.type}`] : [];
  }
  if (element.text !== '') return [`${path}: a text in a ${model.kind}`];
  return element.children.flatMap((child) => {
    const at = `${path}.${child.name}`;
    if (model.kind === 'list') {
      return child.name === model.item ? findOdd(child, model.of(), at) : [`${at}: no ${model.item}`];
    }
    const member = model.members.get(child.name);
    if (member === undefined) return [`${at}: unknown`];
    const twice = element.children.filter(({ name }) => name === child.name).length > 1;
    return twice ? [`${at}: it comes twice`] : findOdd(child, member(), at);
  });
};

/** Where an operation answers nothing, EC2 still says that it went well. */
const NOTHING: Model = {
  kind: 'structure',
  members: new Map([['return', () => ({ kind: 'scalar', type: 'flag' })]]),
};

const findOddIn = ({ action, xml }: Exchange, models: Models): readonly string[] => {
  const model = models(action);
  if (model === undefined) return [];
  const root = parseXml(xml);
  const [id, ...members] = root.children;
  const named = root.name === `${action}Response` && id?.name === 'requestId';
  const answer = { ...root, children: members };
  return [...(named ? [] : [`${action}: no requestId`]), ...findOdd(answer, model ?? NOTHING, action)];
};

const RANGE = '10.8.0.0/24';
const TAGS = [{ Key: 'vpcbot', Value: 'R7' }];

const look = async (ec2: EC2Client): Promise<void> => {
  await ec2.send(new DescribeRegionsCommand({ AllRegions: true }));
  await ec2.send(new DescribeVpcsCommand({}));
  await ec2.send(new DescribeVpcAttributeCommand({ VpcId: VPC, Attribute: 'enableDnsSupport' }));
  await ec2.send(new DescribeSubnetsCommand({ MaxResults: 5 }));
  await ec2.send(new DescribeRouteTablesCommand({}));
  await ec2.send(new DescribeVpcPeeringConnectionsCommand({}));
  await ec2.send(new DescribeSecurityGroupsCommand({}));
  await ec2.send(new DescribeSecurityGroupRulesCommand({}));
  await ec2.send(new DescribeNetworkInterfacesCommand({}));
  await ec2.send(new DescribeInstancesCommand({}));
};

const change = async (ec2: EC2Client, [accepted = '', rejected = '']: readonly string[]): Promise<void> => {
  const route = { RouteTableId: MAIN_TABLE, DestinationCidrBlock: RANGE };
  await ec2.send(new CreateRouteCommand({ ...route, VpcPeeringConnectionId: accepted }));
  await look(ec2);
  await ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId: accepted }));
  await ec2.send(new RejectVpcPeeringConnectionCommand({ VpcPeeringConnectionId: rejected }));
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId: LEGACY, EnableDnsSupport: { Value: true } }));
  await ec2.send(
    new ModifyVpcPeeringConnectionOptionsCommand({
      VpcPeeringConnectionId: accepted,
      AccepterPeeringConnectionOptions: { AllowDnsResolutionFromRemoteVpc: true },
    }),
  );
  await ec2.send(new AssociateVpcCidrBlockCommand({ VpcId: LEGACY, CidrBlock: '10.41.0.0/24' }));
  await ec2.send(new CreateTagsCommand({ Resources: [accepted, MAIN_TABLE], Tags: TAGS }));
  await look(ec2);
  await ec2.send(new DeleteTagsCommand({ Resources: [MAIN_TABLE], Tags: [{ Key: 'vpcbot' }] }));
  await ec2.send(new ReplaceRouteCommand({ ...route, NatGatewayId: 'nat-1' }));
  await ec2.send(new DeleteRouteCommand(route));
};

const group = async (ec2: EC2Client): Promise<void> => {
  const { GroupId = '' } = await ec2.send(
    new CreateSecurityGroupCommand({
      GroupName: 'timescale',
      Description: 'x',
      VpcId: VPC,
      TagSpecifications: [{ ResourceType: 'security-group', Tags: TAGS }],
    }),
  );
  const IpPermissions = [
    {
      IpProtocol: 'tcp',
      FromPort: 5432,
      ToPort: 5432,
      IpRanges: [{ CidrIp: RANGE, Description: 'Timescale' }],
      Ipv6Ranges: [{ CidrIpv6: '::/0' }],
      PrefixListIds: [{ PrefixListId: 'pl-1' }],
      UserIdGroupPairs: [{ GroupId: 'sg-0a100000000000001' }],
    },
    { IpProtocol: 'icmp', FromPort: 8, ToPort: -1, IpRanges: [{ CidrIp: RANGE }] },
  ];
  const rule = {
    GroupId,
    IpPermissions,
    TagSpecifications: [{ ResourceType: 'security-group-rule' as const, Tags: TAGS }],
  };
  await ec2.send(new AuthorizeSecurityGroupEgressCommand(rule));
  await look(ec2);
  await ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions }));
  await ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
  const Groups = ['sg-0a100000000000002'];
  await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: 'i-0a100000000000001', Groups }));
  await ec2.send(
    new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId: 'eni-0a100000000000001', Groups }),
  );
};

/** Every operation at least once, and all that a look can show; returns what was answered. */
const walk = async (): Promise<readonly Exchange[]> => {
  const { owner, asked, exchanges } = await openAmazon();
  const ec2 = owner();
  const [accepted, rejected, pending] = [asked(), asked({ vpcId: LEGACY }), asked({ cidr: '10.9.0.0/24' })];
  await change(ec2, [accepted, rejected]);
  await group(ec2);
  await ec2.send(new DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId: accepted }));
  await look(ec2);
  expect(pending).toMatch(/^pcx-/);
  return exchanges;
};

test('every answer of EC2 has only members that the API has, of their types', async () => {
  const exchanges = await walk();
  const done = new Set(exchanges.map(({ action }) => action));
  expect(EC2_OPERATIONS.filter(({ name }) => !done.has(name))).toEqual([]);
  expect(EC2_OPERATIONS.filter(({ name }) => sdkModels(name) === undefined)).toEqual([]);
  for (const exchange of exchanges) expect(findOddIn(exchange, sdkModels)).toEqual([]);
});

test.skipIf(!hasEc2Specs)(
  'it has only what the stored description of the API has (skipped: no specs)',
  async () => {
    const models = openStoredModels();
    const exchanges = await walk();
    const known = new Set(exchanges.map(({ action }) => action).filter((name) => models(name) !== undefined));
    expect(known.size).toBe(19);
    for (const exchange of exchanges) expect(findOddIn(exchange, models)).toEqual([]);
  },
);

test('every answer of STS has only members that the API has, of their types', async () => {
  const { stsAs, exchanges } = await openAmazon();
  await stsAs().send(new GetCallerIdentityCommand({}));
  const wanted = { RoleArn: roleArn(ACCOUNT), RoleSessionName: 'R7', ExternalId: EXTERNAL_ID };
  await stsAs().send(new AssumeRoleCommand(wanted));
  for (const { action, xml } of exchanges) {
    const [result, metadata] = parseXml(xml).children;
    expect(metadata?.children[0]?.name).toBe('RequestId');
    const model = stsModels(action);
    expect(result && model && findOdd(result, model, action)).toEqual([]);
  }
});

test.each([
  ['<vpcSet><item><vpcId>a</vpcId><color>red</color></item></vpcSet>', 'a member is unknown'],
  ['<vpcSet><item><isDefault>no</isDefault></item></vpcSet>', 'a flag is none'],
  ['<vpcSet><vpc><vpcId>a</vpcId></vpc></vpcSet>', 'an item has another name'],
  ['<vpcSet><item><vpcId>a</vpcId><vpcId>a</vpcId></item></vpcSet>', 'a member comes twice'],
  ['<vpcSet>none</vpcSet>', 'a list is a text'],
])('the check finds %s, because %s', (members) => {
  const xml = `<DescribeVpcsResponse><requestId>1</requestId>${members}</DescribeVpcsResponse>`;
  const models: readonly Models[] = hasEc2Specs ? [sdkModels, openStoredModels()] : [sdkModels];
  for (const each of models) {
    expect(findOddIn({ action: 'DescribeVpcs', status: 200, xml }, each)).not.toEqual([]);
  }
});
