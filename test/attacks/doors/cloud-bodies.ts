/* What Compute (JSON) and EC2 (XML) answer where all is well. */

const LINK = 'https://www.googleapis.com/compute/v1/projects/acme-net/global/networks/prod';

const network = {
  kind: 'compute#network',
  name: 'prod',
  selfLink: LINK,
  autoCreateSubnetworks: false,
  peerings: [
    {
      name: 'timescale-vpc-7a1',
      network: 'https://www.googleapis.com/compute/v1/projects/timescale-mst/global/networks/vpc-7a1',
      state: 'INACTIVE',
      stateDetails: 'Waiting',
      importCustomRoutes: false,
      exportCustomRoutes: true,
    },
  ],
};
const subnets = {
  items: {
    'regions/europe-west1': {
      subnetworks: [
        {
          name: 'prod-1',
          network: LINK,
          region: 'https://www.googleapis.com/compute/v1/projects/acme-net/regions/europe-west1',
          ipCidrRange: '10.130.0.0/20',
          secondaryIpRanges: [{ rangeName: 'pods', ipCidrRange: '10.200.0.0/16' }],
        },
      ],
    },
    'regions/us-east1': { warning: { code: 'NO_RESULTS_ON_PAGE' } },
  },
};
const routes = {
  items: [
    { name: 'to-office', network: LINK, destRange: '10.9.0.0/16', nextHopVpnTunnel: 'x/vpnTunnels/office' },
    { name: 'peered', network: LINK, destRange: '10.4.0.0/24', nextHopPeering: 'timescale-vpc-7a1' },
  ],
  nextPageToken: '',
};
const operation = { name: 'operation-1', status: 'DONE', kind: 'compute#operation' };

export const COMPUTE_BODIES: readonly unknown[] = [
  network,
  { items: [network] },
  { items: [network], nextPageToken: 'again' },
  subnets,
  routes,
  operation,
  {
    ...operation,
    error: { errors: [{ code: 'RESOURCE_IN_USE', message: 'it is in use' }] },
    httpErrorStatusCode: 409,
  },
  { permissions: ['compute.networks.get'] },
  {
    error: {
      code: 403,
      message: "Required 'compute.networks.get' permission",
      errors: [{ reason: 'forbidden' }],
    },
  },
  { error: { code: 400, message: 'x', status: 'constructor', errors: [{ reason: '__proto__' }] } },
];

const NS = 'http://ec2.amazonaws.com/doc/2016-11-15/';
const answer = (name: string, inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><${name}Response xmlns="${NS}"><requestId>r</requestId>${inner}</${name}Response>`;
const refusal = (code: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Response><Errors><Error><Code>${code}</Code><Message>You are not authorized to perform: ec2:CreateRoute</Message></Error></Errors><RequestID>r</RequestID></Response>`;

const vpc = `<item><vpcId>vpc-0a1b2c3d4e5f60718</vpcId><state>available</state><cidrBlock>10.20.0.0/16</cidrBlock><cidrBlockAssociationSet><item><cidrBlock>10.20.0.0/16</cidrBlock><cidrBlockState><state>associated</state></cidrBlockState></item></cidrBlockAssociationSet><isDefault>false</isDefault><tagSet><item><key>Name</key><value>prod</value></item></tagSet></item>`;
const party = `<ownerId>123456789012</ownerId><vpcId>vpc-0a1b2c3d4e5f60718</vpcId><region>us-east-1</region>`;

export const EC2_BODIES: readonly string[] = [
  answer('DescribeVpcs', `<vpcSet>${vpc}</vpcSet>`),
  answer('DescribeVpcs', `<vpcSet>${vpc}</vpcSet><nextToken>again</nextToken>`),
  answer(
    'DescribeRouteTables',
    '<routeTableSet><item><routeTableId>rtb-1</routeTableId><vpcId>vpc-0a1b2c3d4e5f60718</vpcId><routeSet><item><destinationCidrBlock>10.20.0.0/16</destinationCidrBlock><gatewayId>local</gatewayId><state>active</state></item><item><destinationCidrBlock>10.1.0.0/24</destinationCidrBlock><vpcPeeringConnectionId>pcx-1</vpcPeeringConnectionId><state>blackhole</state></item></routeSet><associationSet><item><main>true</main><subnetId>subnet-1</subnetId></item></associationSet></item></routeTableSet>',
  ),
  answer(
    'DescribeSubnets',
    '<subnetSet><item><subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId></item></subnetSet>',
  ),
  answer(
    'DescribeSecurityGroups',
    '<securityGroupInfo><item><groupId>sg-1</groupId><groupName>app</groupName><tagSet><item><key>vpcbot:request</key><value>R12</value></item></tagSet></item></securityGroupInfo>',
  ),
  answer(
    'DescribeSecurityGroupRules',
    '<securityGroupRuleSet><item><securityGroupRuleId>sgr-1</securityGroupRuleId><groupId>sg-1</groupId><isEgress>true</isEgress><ipProtocol>tcp</ipProtocol><fromPort>5432</fromPort><toPort>5432</toPort><cidrIpv4>10.1.0.0/24</cidrIpv4></item></securityGroupRuleSet>',
  ),
  answer(
    'DescribeNetworkInterfaces',
    '<networkInterfaceSet><item><networkInterfaceId>eni-1</networkInterfaceId><subnetId>subnet-1</subnetId><attachment><instanceId>i-1</instanceId></attachment><groupSet><item><groupId>sg-1</groupId></item></groupSet></item></networkInterfaceSet>',
  ),
  answer(
    'DescribeInstances',
    '<reservationSet><item><instancesSet><item><instanceId>i-1</instanceId><tagSet><item><key>Name</key><value>app</value></item></tagSet></item></instancesSet></item></reservationSet>',
  ),
  answer(
    'DescribeVpcPeeringConnections',
    `<vpcPeeringConnectionSet><item><vpcPeeringConnectionId>pcx-1</vpcPeeringConnectionId><requesterVpcInfo>${party}</requesterVpcInfo><accepterVpcInfo>${party}</accepterVpcInfo><status><code>pending-acceptance</code><message>x</message></status><expirationTime>2026-11-29T09:00:00Z</expirationTime></item></vpcPeeringConnectionSet>`,
  ),
  answer('CreateRoute', '<return>true</return>'),
  answer('CreateSecurityGroup', '<groupId>sg-2</groupId>'),
  answer(
    'AuthorizeSecurityGroupEgress',
    '<return>true</return><securityGroupRuleSet><item><securityGroupRuleId>sgr-2</securityGroupRuleId></item></securityGroupRuleSet>',
  ),
  ...[
    'UnauthorizedOperation',
    'AuthFailure',
    'RequestLimitExceeded',
    'RouteAlreadyExists',
    'InvalidGroup.Duplicate',
    'InvalidRoute.NotFound',
    'DryRunOperation',
    'InternalError',
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    '',
  ].map(refusal),
];

export const STS_BODY = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIAX</AccessKeyId><SecretAccessKey>k</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

/** No XML, or more of it than anybody wants. */
export const STRANGE_XML: readonly string[] = [
  '',
  'not xml',
  '<',
  '<a',
  '{"json":1}',
  '<a></b>',
  '<?xml version="1.0"?>',
  '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;">]><a>&e;</a>',
  '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><DescribeVpcsResponse><vpcSet>&x;</vpcSet></DescribeVpcsResponse>',
  `${'<a>'.repeat(3_000)}${'</a>'.repeat(3_000)}`,
  `<DescribeVpcsResponse><vpcSet>${vpc.repeat(1_500)}</vpcSet></DescribeVpcsResponse>`,
  `<DescribeVpcsResponse><vpcSet><item><vpcId>${'x'.repeat(200_000)}</vpcId></item></vpcSet></DescribeVpcsResponse>`,
  '<DescribeVpcsResponse><vpcSet><item><__proto__><polluted>1</polluted></__proto__></item></vpcSet></DescribeVpcsResponse>',
  '<DescribeVpcsResponse><constructor><prototype><polluted>1</polluted></prototype></constructor></DescribeVpcsResponse>',
  '<Response><Errors><Error><Code><x/></Code></Error></Errors></Response>',
  '<Response><Errors/></Response>',
  '<html><body>503</body></html>',
];
