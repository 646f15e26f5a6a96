import type { KnownBlock, ModalView } from '@slack/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AZURE_BEFORE } from '../../src/clouds/azure-before.ts';
import { buildCleanUp, buildGuide } from '../../src/clouds/guide.ts';
import {
  type AwsGuideFacts,
  fitChoice,
  type GuideChoice,
  type GuideFacts,
  NOT_CHOSEN,
  readGuideFacts,
  securityOf,
  TOOLS,
  toolsOf,
} from '../../src/domain/guide.ts';
import { SECURITY_CHOICES } from '../../src/domain/security-choice.ts';
import { buildAzureBefore } from '../../src/slack/azure-guide.ts';
import { buildCleanUpBlocks } from '../../src/slack/clean-up-blocks.ts';
import { buildGuideMessage } from '../../src/slack/guide-message.ts';
import {
  buildGuideView,
  GUIDE_SECURITY,
  GUIDE_TOOL,
  GUIDE_VIEW,
  parseGuideMetadata,
  parseGuideView,
} from '../../src/slack/guide-view.ts';
import { noPeer } from '../../src/slack/peer-fields.ts';
import { buildPeerForm } from '../../src/slack/peer-form.ts';
import { findMessageProblems, findViewProblems, listMrkdwn, readMessage } from './block-kit.ts';
import { AZURE, ENDED, GOOGLE, namedAll, UNSEEN } from './cloud-example.ts';
import { aPeer, aVpc, range } from './example.ts';

const FACTS: AwsGuideFacts = {
  kind: 'aws',
  peering: { provisionedId: 'pcx-0123456789abcdef0', peer: aPeer() },
  vpcName: 'payments-eu',
  vpcCidr: range('10.0.1.0/24'),
  vpcRegion: 'us-east-1',
  ports: [5432],
  seen: null,
};

const ALL: readonly GuideChoice[] = TOOLS.flatMap((tool) =>
  SECURITY_CHOICES.map((security) => ({ tool, security })),
);

const VPC = { name: 'payments-eu', cidr: range('10.0.1.0/24'), region: 'timescale-google-europe-west1' };

/** Every way on every cloud. */
const EACH: readonly { readonly facts: GuideFacts; readonly choice: GuideChoice }[] = ENDED.flatMap((ended) =>
  toolsOf(ended.peer.kind).flatMap((tool) =>
    securityOf(ended.peer.kind).map((security) => ({
      facts: readGuideFacts(ended, VPC, UNSEEN),
      choice: { tool, security },
    })),
  ),
);

/** Each text to copy, its pieces put together. */
const listCopyable = (blocks: readonly KnownBlock[]): readonly string[] =>
  blocks.flatMap((block) =>
    block.type === 'rich_text'
      ? block.elements.map((part) =>
          part.elements.map((piece) => ('text' in piece ? String(piece.text) : '')).join(''),
        )
      : [],
  );

/** As a person reads it, without what is to be copied: the guides' own tests have that word for word. */
const read = (blocks: readonly KnownBlock[]): string =>
  readMessage({ blocks: blocks.filter(({ type }) => type !== 'rich_text') });

test('the AWS CLI with a new security group, as a person reads it', () => {
  const { text, blocks } = buildGuideMessage(buildGuide(FACTS, { tool: 'cli', security: 'new' }));
  expect(text).toMatchInlineSnapshot(
    `"This is how to accept the peering request \`pcx-0123456789abcdef0\` in account \`123456789012\` with the AWS CLI. It connects your network to the Timescale VPC \`payments-eu\`. Never accept a request from an account you do not expect. What proves this one is its id, with your VPC and its region: it must be \`pcx-0123456789abcdef0\` for \`vpc-0a1b2c3d4e5f67890\` in \`eu-west-1\`. Leave any other alone. 1. Use the right account. 2. Look at the request. 3. Accept it. 4. Choose the route tables. 5. Add the route. 6. Let the traffic out. 7. Find what connects to Timescale. 8. Attach the group. 9. Check the peering. 10. Check the routes. Do the steps in order. vpcbot sees by itself when the peering is active and says so in the thread of the request. Next, a service is attached to \`payments-eu\`: until then nothing answers on its range."`,
  );
  expect(read(blocks)).toMatchInlineSnapshot(`
    "This is how to accept the peering request \`pcx-0123456789abcdef0\` in account \`123456789012\` with the AWS CLI. It connects your network to the Timescale VPC \`payments-eu\`.

    *Peering request* \`pcx-0123456789abcdef0\`
    *Your account* \`123456789012\`
    *Your VPC* \`vpc-0a1b2c3d4e5f67890\`
    *Your region* \`eu-west-1\`
    *Timescale range* \`10.0.1.0/24\`
    *Timescale region* \`us-east-1\`

    *Careful.* Never accept a request from an account you do not expect. What proves this one is its id, with your VPC and its region: it must be \`pcx-0123456789abcdef0\` for \`vpc-0a1b2c3d4e5f67890\` in \`eu-west-1\`. Leave any other alone.

    *1. Use the right account.* The commands need credentials of account \`123456789012\`.

    It prints \`123456789012\`. If it prints another number, switch to that account first.

    *2. Look at the request.* Do this before you accept anything.

    It must say:
    • status: \`pending-acceptance\`
    • accepterAccount: \`123456789012\`
    • accepterVpc: \`vpc-0a1b2c3d4e5f67890\`
    • accepterRegion: \`eu-west-1\`
    • requesterRegion: \`us-east-1\`
    \`requesterAccount\` is the account that asks; vpcbot does not know it. Where \`status\` is \`active\`, it is accepted already: leave out the next step. If one of them differs, or AWS does not find the request, stop: do not accept it, and tell whoever sent you here.

    *3. Accept it.* Only if all of that is as it must be.

    It prints \`provisioning\` or \`active\`. \`InvalidStateTransition\` means that nothing waits to be accepted: look at the request again.

    *4. Choose the route tables.* These are the route tables of \`vpc-0a1b2c3d4e5f67890\`.

    Choose the tables of the subnets that your clients run in; a subnet that no table lists uses the one with \`"main": true\`. \`taken\` must be \`null\`: if it leads anywhere but to \`pcx-0123456789abcdef0\`, ask whoever keeps your network before you go on.

    *5. Add the route.* It asks for the ids of the tables that you chose, and sends \`10.0.1.0/24\` from each to \`pcx-0123456789abcdef0\`.

    It prints \`True\`. That is one line for each table. \`RouteAlreadyExists\` means that the range leads somewhere there already: if it is not you who did this before, ask whoever keeps your network before you go on.

    *6. Let the traffic out.* This makes a security group that lets TCP 5432 out to \`10.0.1.0/24\` and nothing else. No other group is changed.

    It prints the group’s id. \`InvalidPermission.Duplicate\` means that a rule is there already. The group works only once it is attached, which comes next.

    *7. Find what connects to Timescale.* These are the network interfaces of \`vpc-0a1b2c3d4e5f67890\`, with the groups that they have.

    Choose those of whatever connects, by \`instance\` or \`what\`. Load balancers, functions and containers get it where they are configured.

    *8. Attach the group.* It asks for the ids of those interfaces. Each keeps the groups that it has.

    It prints nothing. The command before then shows the new group with each of them.

    *9. Check the peering.* It may take a minute.

    It prints \`active\`.

    *10. Check the routes.* These are the routes to \`pcx-0123456789abcdef0\`.

    It must say:
    • state: \`active\`
    Each table that you chose must be there. \`blackhole\` means that the peering is not active yet.

    Your AWS identity needs \`ec2:DescribeVpcPeeringConnections\`, \`ec2:AcceptVpcPeeringConnection\`, \`ec2:DescribeRouteTables\`, \`ec2:CreateRoute\`, \`ec2:DescribeSecurityGroups\`, \`ec2:CreateSecurityGroup\`, \`ec2:DescribeSecurityGroupRules\`, \`ec2:RevokeSecurityGroupEgress\`, \`ec2:AuthorizeSecurityGroupEgress\`, \`ec2:DescribeNetworkInterfaces\` and \`ec2:ModifyNetworkInterfaceAttribute\`.

    If your VPC gets another range later, ask for the peering again: Timescale does not notice it.

    Do the steps in order. vpcbot sees by itself when the peering is active and says so in the thread of the request. Next, a service is attached to \`payments-eu\`: until then nothing answers on its range."
  `);
});

test('the console with an existing security group, as a person reads it', () => {
  const { blocks } = buildGuideMessage(buildGuide(FACTS, { tool: 'console', security: 'existing' }));
  expect(read(blocks)).toMatchInlineSnapshot(`
    "This is how to accept the peering request \`pcx-0123456789abcdef0\` in account \`123456789012\` with the AWS console. It connects your network to the Timescale VPC \`payments-eu\`.

    *Peering request* \`pcx-0123456789abcdef0\`
    *Your account* \`123456789012\`
    *Your VPC* \`vpc-0a1b2c3d4e5f67890\`
    *Your region* \`eu-west-1\`
    *Timescale range* \`10.0.1.0/24\`
    *Timescale region* \`us-east-1\`

    *Careful.* Never accept a request from an account you do not expect. What proves this one is its id, with your VPC and its region: it must be \`pcx-0123456789abcdef0\` for \`vpc-0a1b2c3d4e5f67890\` in \`eu-west-1\`. Leave any other alone.

    *1. Look at the request.* Sign in to account \`123456789012\`. Do this before you accept anything.
    Go to <https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#PeeringConnectionDetails:VpcPeeringConnectionId=pcx-0123456789abcdef0|VPC › Peering connections › pcx-0123456789abcdef0> in region \`eu-west-1\`.
    It must say:
    • Status: \`Pending acceptance\`
    • Peering connection ID: \`pcx-0123456789abcdef0\`
    • Accepter owner ID: \`123456789012\`
    • Accepter VPC: \`vpc-0a1b2c3d4e5f67890\`
    • Accepter Region: \`eu-west-1\`
    • Requester Region: \`us-east-1\`
    If one of them differs, or AWS does not find the request, stop: do not accept it, and tell whoever sent you here.

    *2. Accept it.* Only if all of that is as it must be.
    Go to <https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#PeeringConnectionDetails:VpcPeeringConnectionId=pcx-0123456789abcdef0|VPC › Peering connections › pcx-0123456789abcdef0> in region \`eu-west-1\`.
    Choose _Actions_, then _Accept request_.
    Press _Accept request_.
    The status turns to _Provisioning_, then to _Active_.

    *3. Choose the route tables.* Look at each table of your VPC.
    Go to <https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#RouteTables:VpcId=vpc-0a1b2c3d4e5f67890|VPC › Route tables> in region \`eu-west-1\`.
    Choose _Subnet associations_.
    It must say:
    • VPC: \`vpc-0a1b2c3d4e5f67890\`
    Choose the tables of the subnets that your clients run in; a subnet that no table lists uses the one with _Main: Yes_.

    *4. Add the route.* Do this in each table that you chose.
    Go to <https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#RouteTables:VpcId=vpc-0a1b2c3d4e5f67890|VPC › Route tables> in region \`eu-west-1\`.
    Choose _Routes_, then _Edit routes_, then _Add route_.
    Fill in:
    • Destination: \`10.0.1.0/24\`
    • Target: \`Peering Connection\`
    • Peering connection: \`pcx-0123456789abcdef0\`
    Press _Save changes_.
    The route is in the list of that table. If the destination is in a table already and leads elsewhere, ask whoever keeps your network before you go on.

    *5. Let the traffic out.* Select a group that your clients have. Keep the rules that it has.
    Go to <https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#SecurityGroups:VpcId=vpc-0a1b2c3d4e5f67890|VPC › Security groups> in region \`eu-west-1\`.
    Choose _Outbound rules_, then _Edit outbound rules_, then _Add rule_.
    Fill in:
    • Type: \`Custom TCP\`
    • Port range: \`5432\`
    • Destination: \`10.0.1.0/24\`
    Press _Save rules_.
    The rule is in the list of outbound rules.

    *6. Check the peering.* It may take a minute.
    Go to <https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#PeeringConnectionDetails:VpcPeeringConnectionId=pcx-0123456789abcdef0|VPC › Peering connections › pcx-0123456789abcdef0> in region \`eu-west-1\`.
    It must say:
    • Status: \`Active\`

    *7. Check the routes.* Look at each table that you chose.
    Go to <https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#RouteTables:VpcId=vpc-0a1b2c3d4e5f67890|VPC › Route tables> in region \`eu-west-1\`.
    Choose _Routes_.
    It must say:
    • Destination: \`10.0.1.0/24\`
    • Status: \`Active\`
    _Blackhole_ means that the peering is not active yet.

    Your AWS identity needs \`ec2:DescribeVpcPeeringConnections\`, \`ec2:AcceptVpcPeeringConnection\`, \`ec2:DescribeRouteTables\`, \`ec2:CreateRoute\`, \`ec2:DescribeVpcs\`, \`ec2:DescribeSubnets\`, \`ec2:DescribeSecurityGroups\`, \`ec2:DescribeSecurityGroupRules\` and \`ec2:AuthorizeSecurityGroupEgress\`.

    If your VPC gets another range later, ask for the peering again: Timescale does not notice it.

    Do the steps in order. vpcbot sees by itself when the peering is active and says so in the thread of the request. Next, a service is attached to \`payments-eu\`: until then nothing answers on its range."
  `);
});

test('the console with a new security group says what to delete in the form', () => {
  const { blocks } = buildGuideMessage(buildGuide(FACTS, { tool: 'console', security: 'new' }));
  expect(read(blocks)).toContain(
    'Under _Outbound rules_, delete every rule that stands there and add this one.',
  );
});

test('Terraform that leaves the security group, sent to somebody, as that person reads it', () => {
  const guide = buildGuide(FACTS, { tool: 'terraform', security: 'leave' });
  expect(read(buildGuideMessage(guide, 'U0ADA').blocks)).toMatchInlineSnapshot(`
    "<@U0ADA> asks you for this. This is how to accept the peering request \`pcx-0123456789abcdef0\` in account \`123456789012\` with Terraform. It connects your network to the Timescale VPC \`payments-eu\`.

    *Peering request* \`pcx-0123456789abcdef0\`
    *Your account* \`123456789012\`
    *Your VPC* \`vpc-0a1b2c3d4e5f67890\`
    *Your region* \`eu-west-1\`
    *Timescale range* \`10.0.1.0/24\`
    *Timescale region* \`us-east-1\`

    *Careful.* Never accept a request from an account you do not expect. What proves this one is its id, with your VPC and its region: it must be \`pcx-0123456789abcdef0\` for \`vpc-0a1b2c3d4e5f67890\` in \`eu-west-1\`. Leave any other alone.

    *1. Save the file.* In an empty directory, as \`timescale-peering.tf\`:

    *2. Check that the traffic gets out.* This takes the AWS CLI and changes nothing. It lists, for each security group, where TCP 5432 may go.

    The group of your clients must have a range in \`tcp5432\` that covers \`10.0.1.0/24\`, such as \`0.0.0.0/0\`. If nothing does, follow these instructions with a new or an existing security group instead.

    *3. Prepare Terraform.* In the directory of that file:

    It ends with \`Terraform has been successfully initialized!\`

    *4. Look at what it would do.* It needs credentials of account \`123456789012\`. It routes from every table of the VPC; for some only, first write their ids into the file: \`default = ["rtb-…"]\`.

    It adds the acceptance and one route for each table, with \`0 to change, 0 to destroy\`. It refuses a request that is for another VPC or account: then stop, and tell whoever sent you here.

    *5. Do it.* This carries out that plan and nothing else.

    It ends with \`Apply complete!\`.

    *6. Check the peering.* It may take a minute. It changes nothing at AWS.

    It must say:
    • peering_status: \`active\`

    Your AWS identity needs \`ec2:DescribeVpcPeeringConnections\`, \`ec2:AcceptVpcPeeringConnection\`, \`ec2:DescribeRouteTables\`, \`ec2:CreateRoute\` and \`ec2:DescribeSecurityGroups\`.

    If your VPC gets another range later, ask for the peering again: Timescale does not notice it.

    Do the steps in order. vpcbot sees by itself when the peering is active and says so in the thread of the request. Next, a service is attached to \`payments-eu\`: until then nothing answers on its range."
  `);
});

test.each(EACH)(
  'whatever is to be copied is whole and in order: $facts.kind, $choice',
  ({ facts, choice }) => {
    const guide = buildGuide(facts, choice);
    const file = guide.tool === 'terraform' ? [guide.file.text] : [];
    const commands = guide.tool === 'console' ? [] : guide.steps.map(({ command }) => command);
    const { text, blocks } = buildGuideMessage(guide);
    const ids = facts.kind === 'azure' ? [facts.end.networkId] : [];
    expect(listCopyable(blocks)).toEqual([...ids, ...file, ...commands]);
    expect(findMessageProblems({ text, blocks })).toEqual([]);
  },
);

const WARNINGS = {
  aws: 'Never accept a request from an account you do not expect.',
  google: 'Connect only to exactly this project and network: `ts-prod-7` and `project-vpc-1`.',
  azure: 'Connect only to exactly this tenant and network: `90000000-0000-4000-8000-000000000009` and `/sub',
} as const;

test.each(EACH)(
  'every guide warns, names what its cloud must allow, and says what is next: $facts.kind, $choice',
  ({ facts, choice }) => {
    const guide = buildGuide(facts, choice);
    const words = read(buildGuideMessage(guide).blocks);
    expect(words).toContain(WARNINGS[facts.kind]);
    if (facts.kind !== 'aws') expect(words).not.toMatch(/AWS|pcx|VPC id|account|accept(?! and)/);
    for (const permission of guide.permissions) expect(words).toContain(`\`${permission}\``);
    expect(words).toMatch(
      /Next, a service is attached to `payments-eu`: until then nothing answers on its range\.$/,
    );
  },
);

test.each(EACH)('each step says what success looks like: $facts.kind, $choice', ({ facts, choice }) => {
  const { blocks } = buildGuideMessage(buildGuide(facts, choice));
  const steps = blocks.filter(
    (block) => block.type === 'section' && /^\*\d+\. /.test(block.text?.text ?? ''),
  );
  expect(steps.length).toBeGreaterThan(2);
  for (const step of steps) {
    const next = blocks[blocks.indexOf(step) + 1];
    const after = blocks[blocks.indexOf(step) + 2];
    const text = step.type === 'section' ? (step.text?.text ?? '') : '';
    if (next?.type === 'rich_text' && !text.includes('Save the file'))
      expect(after?.type, text).toBe('context');
    // A page of a console ends with what stands there then, never with what is to be done.
    if (next?.type !== 'rich_text')
      expect(text.split('\n').at(-1), text).not.toMatch(/^(Press _|Choose _|Go to <)/);
  }
});

test.each(EACH)(
  'the ports of the services are named and opened: $facts.kind, $choice',
  ({ facts, choice }) => {
    const region = {
      aws: 'timescale-aws-us-east-1',
      google: VPC.region,
      azure: 'timescale-azure-westeurope',
    };
    const known = { ...facts, vpcRegion: region[facts.kind], ports: [20984, 20985] };
    const guide = buildGuide(known, choice);
    const { blocks } = buildGuideMessage(guide);
    expect(listCopyable(blocks).join(' ')).not.toContain('5432');
    const words = `${read(blocks)} ${listMrkdwn(buildGuideView(guide, { peeringId: 3 }).blocks).join(' ')}`;
    expect(words).not.toContain('5432');
    expect(words).toContain('the ports of the services that are in the VPC now');
  },
);

test('the view offers the tools of its cloud, and asks nothing where there is one way', () => {
  const views = ENDED.map((ended) =>
    buildGuideView(buildGuide(readGuideFacts(ended, VPC, UNSEEN), NOT_CHOSEN), { peeringId: 3 }),
  );
  const told = views.map(({ title, blocks }) => {
    const options = blocks.flatMap((block) =>
      'accessory' in block && block.accessory !== undefined && 'options' in block.accessory
        ? (block.accessory.options ?? []).map(({ text }) => text.text)
        : [],
    );
    return [title.text, ...options].join(' | ');
  });
  for (const view of views) expect(findViewProblems(view)).toEqual([]);
  expect(told).toEqual([
    'How to accept it | AWS console | AWS CLI | Terraform | A new security group | One that you have | Leave it as it is',
    'How to create it | Google Cloud console | gcloud CLI | Terraform | Leave it as it is | A new firewall rule',
    'How to create it | Azure CLI | Terraform',
  ]);
});

test.each(ALL)(
  'the view shows the guide that is chosen, and tells the choice back: $tool, $security',
  (choice) => {
    const view = buildGuideView(buildGuide(FACTS, choice), { peeringId: 3 });
    expect(findViewProblems(view)).toEqual([]);
    expect(view.callback_id).toBe(GUIDE_VIEW);
    expect(parseGuideMetadata(view.private_metadata)).toEqual({ peeringId: 3 });
    const [tool, security, ...guide] = view.blocks;
    expect(tool).toMatchObject({
      block_id: GUIDE_TOOL,
      accessory: { action_id: GUIDE_TOOL, initial_option: { value: choice.tool } },
    });
    expect(security).toMatchObject({
      block_id: GUIDE_SECURITY,
      accessory: { action_id: GUIDE_SECURITY, initial_option: { value: choice.security } },
    });
    expect(guide).toEqual(buildGuideMessage(buildGuide(FACTS, choice)).blocks.slice(1));
    const pick = (action: string, value: string) => ({
      [action]: { [action]: { selected_option: { value } } },
    });
    const values = { ...pick(GUIDE_TOOL, choice.tool), ...pick(GUIDE_SECURITY, choice.security) };
    expect(parseGuideView(values)).toEqual(choice);
  },
);

test('the choices say what each of them does', () => {
  const { blocks } = buildGuideView(buildGuide(FACTS, { tool: 'cli', security: 'new' }), { peeringId: 3 });
  const options = blocks.flatMap((block) =>
    'accessory' in block && block.accessory !== undefined && 'options' in block.accessory
      ? (block.accessory.options ?? [])
      : [],
  );
  expect(options.map(({ text, description }) => [text.text, description?.text ?? ''].join(' | '))).toEqual([
    'AWS console | ',
    'AWS CLI | ',
    'Terraform | ',
    'A new security group | It lets only this out, once it is attached to your clients.',
    'One that you have | It gets one rule more and loses none.',
    'Leave it as it is | You only check whether the traffic gets out.',
  ]);
});

test.each([
  [{}, 'nothing is chosen yet'],
  [{ [GUIDE_TOOL]: { [GUIDE_TOOL]: { selected_option: null } } }, 'Slack sends null for what is empty'],
  [{ [GUIDE_TOOL]: { [GUIDE_TOOL]: { selected_option: { value: 'pulumi' } } } }, 'it is none of ours'],
])('a choice of %j is the first one: %s', (values, _because) => {
  expect(fitChoice('aws', parseGuideView(values))).toEqual({ tool: 'console', security: 'new' });
});

test.each([undefined, '', 'null', '{"peeringId":"3"}'])('a view that carries %s is not ours', (carried) => {
  expect(parseGuideMetadata(carried)).toBeNull();
});

const NASTY = [
  '<!channel>',
  '<@U0EVIL>',
  '<https://evil.example|AWS>',
  '&',
  '`',
  '*_~',
  '\n',
  '\u202E',
  '😀',
  'x'.repeat(3000),
];
const nasty = fc.oneof(
  fc.array(fc.constantFrom(...NASTY), { maxLength: 4 }).map((parts) => parts.join(' ')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const OURS =
  /<(?:@U0ADA|https:\/\/(?:[^<>|\s]*\.console\.aws\.amazon|console\.cloud\.google)\.com\/[^<>|\s]+\|[^<>|\n]+)>/g;

test('Slack takes every guide, and hostile names say nothing in it', () => {
  const property = fc.property(
    nasty,
    fc.constantFrom(...TOOLS),
    fc.constantFrom(...SECURITY_CHOICES),
    (word, tool, security) => {
      for (const ended of namedAll(word)) {
        const facts = readGuideFacts(ended, { ...VPC, name: word, region: word }, UNSEEN);
        const guide = buildGuide(facts, { tool, security });
        const view = buildGuideView(guide, { peeringId: 3 });
        expect(findViewProblems(view)).toEqual([]);
        const cleanUp = { text: 'gone', blocks: [...buildCleanUpBlocks(buildCleanUp(facts), true)] };
        for (const message of [buildGuideMessage(guide, 'U0ADA'), cleanUp]) {
          expect(findMessageProblems(message)).toEqual([]);
          for (const text of [message.text, ...listMrkdwn([message.blocks, view.blocks])]) {
            const rest = text.replace(OURS, '');
            expect(rest.replace(/&(?:amp|lt|gt);/g, '')).not.toMatch(/[<>&\u202E]/);
          }
        }
      }
    },
  );
  fc.assert(property, { numRuns: 40 });
});

test('gcloud with a new firewall rule, as a person reads it', () => {
  const facts = readGuideFacts(GOOGLE, VPC, UNSEEN);
  const { text, blocks } = buildGuideMessage(buildGuide(facts, { tool: 'cli', security: 'new' }));
  expect(text).toMatchInlineSnapshot(
    `"This is how to create the matching peering from \`default\` in project \`acme-net\` to Timescale’s \`ts-prod-7/project-vpc-1\` with the gcloud CLI. It connects your network to the Timescale VPC \`payments-eu\`. Connect only to exactly this project and network: \`ts-prod-7\` and \`project-vpc-1\`. Whatever is at the other end of a peering can send to your network. 1. Use the right project. 2. Create the peering. 3. Check that the traffic gets out. 4. Let the traffic out. 5. Check the peering. Do the steps in order. vpcbot sees by itself when the peering is active and says so in the thread of the request. Next, a service is attached to \`payments-eu\`: until then nothing answers on its range."`,
  );
  expect(read(blocks)).toMatchInlineSnapshot(`
    "This is how to create the matching peering from \`default\` in project \`acme-net\` to Timescale’s \`ts-prod-7/project-vpc-1\` with the gcloud CLI. It connects your network to the Timescale VPC \`payments-eu\`.

    *Timescale project* \`ts-prod-7\`
    *Timescale network* \`project-vpc-1\`
    *Your project* \`acme-net\`
    *Your network* \`default\`
    *Timescale range* \`10.0.1.0/24\`
    *Timescale region* \`europe-west1 (Google Cloud)\`

    *Careful.* Connect only to exactly this project and network: \`ts-prod-7\` and \`project-vpc-1\`. Whatever is at the other end of a peering can send to your network.

    *1. Use the right project.* The commands need credentials for project \`acme-net\`.

    It prints \`default\`. If it does not find the network, switch to an identity that may see it first.

    *2. Create the peering.* It leads from \`default\` to \`project-vpc-1\` of project \`ts-prod-7\`.

    It ends with \`Updated\` and the network. If it says that a peering operation is in progress, do it again in a minute: Google Cloud makes one peering at a time.

    *3. Check that the traffic gets out.* It changes nothing. Google Cloud lets all traffic out unless a rule denies it.

    \`[]\` is fine. In the way is a rule with \`denied\` and \`"disabled": false\` whose range in \`destinationRanges\` covers \`10.0.1.0/24\`, unless a rule with a lower priority number allows it. Note the lowest priority of those. A firewall policy of your organization may deny it as well: ask whoever keeps it.

    *4. Let the traffic out.* This lets TCP 5432 out to \`10.0.1.0/24\` and nothing else. The rule that denies it stays as it is. It asks for a number below that one’s priority.

    It prints \`timescale-project-vpc-1\`.

    *5. Check the peering.* It may take a minute.

    It must say:
    • name: \`timescale-project-vpc-1\`
    • network: \`https://www.googleapis.com/compute/v1/projects/ts-prod-7/global/networks/project-vpc-1\`
    • state: \`ACTIVE\`
    \`INACTIVE\` means that the two sides do not name each other: compare every word.

    Your Google Cloud identity needs \`compute.networks.get\`, \`compute.networks.addPeering\`, \`compute.globalOperations.get\`, \`compute.firewalls.list\`, \`compute.firewalls.create\` and \`compute.networks.updatePolicy\`.

    There is nothing to accept and no route to add: the two networks tell each other the routes of their subnets. Clients that come through a VPN or Interconnect of yours also need the peering to export custom routes: \`gcloud compute networks peerings update\` with \`--export-custom-routes\`, once Timescale’s support says that its side imports them.

    Timescale’s services may listen on other ports than 5432: once one is in the VPC, \`/vpc services\` shows its ports, and what lets 5432 out has to let those out too.

    Do the steps in order. vpcbot sees by itself when the peering is active and says so in the thread of the request. Next, a service is attached to \`payments-eu\`: until then nothing answers on its range."
  `);
});

test('Google’s console, as a person reads it', () => {
  const guide = buildGuide(readGuideFacts(GOOGLE, VPC, UNSEEN), { tool: 'console', security: 'leave' });
  expect(read(buildGuideMessage(guide).blocks)).toMatchInlineSnapshot(`
    "This is how to create the matching peering from \`default\` in project \`acme-net\` to Timescale’s \`ts-prod-7/project-vpc-1\` with the Google Cloud console. It connects your network to the Timescale VPC \`payments-eu\`.

    *Timescale project* \`ts-prod-7\`
    *Timescale network* \`project-vpc-1\`
    *Your project* \`acme-net\`
    *Your network* \`default\`
    *Timescale range* \`10.0.1.0/24\`
    *Timescale region* \`europe-west1 (Google Cloud)\`

    *Careful.* Connect only to exactly this project and network: \`ts-prod-7\` and \`project-vpc-1\`. Whatever is at the other end of a peering can send to your network.

    *1. Create the peering.* It leads from \`default\` to \`project-vpc-1\` of project \`ts-prod-7\`.
    Go to <https://console.cloud.google.com/networking/peering/list?project=acme-net|VPC network › VPC network peering> in project \`acme-net\`.
    Choose _Create peering connection_, then _Continue_.
    Fill in:
    • Name: \`timescale-project-vpc-1\`
    • Your VPC network: \`default\`
    • Peered VPC network: \`In another project\`
    • Project ID: \`ts-prod-7\`
    • VPC network name: \`project-vpc-1\`
    Press _Create_.
    Leave the rest as it is. The peering then stands in the list. If it says that a peering operation is in progress, do it again in a minute: Google Cloud makes one peering at a time.

    *2. Check that the traffic gets out.* It changes nothing. Google Cloud lets all traffic out unless a rule denies it.
    Go to <https://console.cloud.google.com/networking/firewalls/list?project=acme-net|VPC network › Firewall> in project \`acme-net\`.
    In the way is a rule of your network with _Egress_ and _Deny_ whose destination covers \`10.0.1.0/24\`, unless a rule with a lower priority number allows it. If there is one, follow these instructions with a new firewall rule instead. A firewall policy of your organization may deny it as well: ask whoever keeps it.

    *3. Check the peering.* It may take a minute.
    Go to <https://console.cloud.google.com/networking/peering/list?project=acme-net|VPC network › VPC network peering> in project \`acme-net\`.
    It must say:
    • Name: \`timescale-project-vpc-1\`
    • Peered VPC network: \`project-vpc-1\`
    • Peered project ID: \`ts-prod-7\`
    • Status: \`Active\`
    _Inactive_ means that the two sides do not name each other: compare every word.

    Your Google Cloud identity needs \`compute.networks.get\`, \`compute.networks.addPeering\`, \`compute.globalOperations.get\`, \`compute.firewalls.list\`, \`compute.networks.list\` and \`compute.projects.get\`.

    There is nothing to accept and no route to add: the two networks tell each other the routes of their subnets. Clients that come through a VPN or Interconnect of yours also need the peering to export custom routes: \`gcloud compute networks peerings update\` with \`--export-custom-routes\`, once Timescale’s support says that its side imports them.

    Timescale’s services may listen on other ports than 5432: once one is in the VPC, \`/vpc services\` shows its ports, and what lets 5432 out has to let those out too.

    Do the steps in order. vpcbot sees by itself when the peering is active and says so in the thread of the request. Next, a service is attached to \`payments-eu\`: until then nothing answers on its range."
  `);
});

test('the Azure CLI, as a person reads it', () => {
  const guide = buildGuide(readGuideFacts(AZURE, VPC, UNSEEN), { tool: 'cli', security: 'leave' });
  expect(read(buildGuideMessage(guide, 'U0ADA').blocks)).toMatchInlineSnapshot(`
    "<@U0ADA> asks you for this. This is how to create the matching peering from \`app-vnet\` in subscription \`10000000-0000-4000-8000-000000000001\` to Timescale’s \`ts-vnet-1\` with the Azure CLI. It connects your network to the Timescale VPC \`payments-eu\`.

    *Timescale tenant* \`90000000-0000-4000-8000-000000000009\`
    *Your tenant* \`20000000-0000-4000-8000-000000000002\`
    *Your subscription* \`10000000-0000-4000-8000-000000000001\`
    *Your resource group* \`network-rg\`
    *Your virtual network* \`app-vnet\`
    *Your application* \`30000000-0000-4000-8000-000000000003\`
    *Timescale range* \`10.0.1.0/24\`
    *Timescale region* \`europe-west1 (Google Cloud)\`

    *Timescale network id*

    *Careful.* Connect only to exactly this tenant and network: \`90000000-0000-4000-8000-000000000009\` and \`/subscriptions/80000000-0000-4000-8000-000000000008/resourceGroups/ts-rg/providers/Microsoft.Network/virtualNetworks/ts-vnet-1\`. Whatever is at the other end of a peering can send to your network.

    *1. Sign out.* Your own session would be used in the place of the application’s. Sign in again with \`az login\` when all is done.

    It prints nothing.

    *2. Sign in as the application, in both tenants.* It asks for the password of \`30000000-0000-4000-8000-000000000003\` and does not show it. Azure asks both your tenant and Timescale’s whether it may join their networks.

    It must say:
    • first line: \`20000000-0000-4000-8000-000000000002\`
    • second line: \`90000000-0000-4000-8000-000000000009\`

    *3. Create the peering.* It leads from \`app-vnet\` to Timescale’s network, and lets traffic pass.

    It prints \`Connected\`. If it says \`does not have authorization\`, the role may not have taken effect yet: sign in again and repeat it in some minutes.

    *4. Check the peering.* It may take a minute.

    It must say:
    • state: \`Connected\`
    • access: \`true\`
    • remote: \`/subscriptions/80000000-0000-4000-8000-000000000008/resourceGroups/ts-rg/providers/Microsoft.Network/virtualNetworks/ts-vnet-1\`
    \`Initiated\` or \`Disconnected\` means that the two sides do not name each other.

    Your application needs \`Microsoft.Network/virtualNetworks/read\`, \`Microsoft.Network/virtualNetworks/virtualNetworkPeerings/read\` and \`Microsoft.Network/virtualNetworks/virtualNetworkPeerings/write\`: the role \`Network Contributor\` has them.

    There is no route to add, and Azure lets traffic out to peered networks. Where a network security group of yours denies that, add an outbound rule to it: TCP 5432, destination \`10.0.1.0/24\`, with a number below that of the rule that denies it.

    Timescale’s services may listen on other ports than 5432: once one is in the VPC, \`/vpc services\` shows its ports, and what lets 5432 out has to let those out too.

    Do the steps in order. vpcbot sees by itself when the peering is active and says so in the thread of the request. Next, a service is attached to \`payments-eu\`: until then nothing answers on its range."
  `);
});

test.each([GOOGLE, AZURE])('what Terraform could not do on $peer.kind takes a new plan', (ended) => {
  const guide = buildGuide(readGuideFacts(ended, VPC, UNSEEN), { tool: 'terraform', security: '' });
  expect(readMessage(buildGuideMessage(guide))).toContain('plan it and do it again in');
});

test('what Azure takes before Timescale can be asked, as a person reads it', () => {
  const blocks = buildAzureBefore(AZURE_BEFORE);
  expect(read(blocks)).toMatchInlineSnapshot(`
    "*Before you ask.* Azure lets Timescale peer with your network only after these steps, with the Azure CLI. Whoever keeps your Azure directory may have done them already.

    *1. Find the network.* Sign in with \`az login\` as somebody who is an application administrator and may give roles on the network. Do all of this in one shell: each command uses what those before it found.

    It prints the id of your tenant: type it into the form.

    *2. Register an application.* Other tenants see that it is there. Only yours has its password.

    It prints the application id: type it into the form.

    *3. Make it known in your tenant.* A service principal is what a role is given to.

    It prints an id that the next commands use.

    *4. Give it a password.* Whoever creates the peering in the end signs in with it.

    It prints the password. Keep it where you keep secrets, and never type it into Slack: vpcbot and Timescale do not need it.

    *5. Let it peer your network.* For this network only, it gets the role \`Network Contributor\`.

    It prints the id of the assignment.

    *6. Make Timescale’s application known in your tenant.* It asks for the id of that application: Timescale’s support tells it.

    It prints an id. An error with \`must in the local tenant\` means that you are no application administrator.

    *7. Let it peer with your network.* It gets a role of its own that allows \`Microsoft.Network/virtualNetworks/peer/action\` on this network, and nothing else.

    It prints the id of the assignment. If it does not find the role, repeat it in a minute."
  `);
  expect(listCopyable(blocks)).toEqual(AZURE_BEFORE.map(({ command }) => command));
});

test('a form that asks for a network of Azure carries what comes before, and fits', () => {
  const before = buildAzureBefore(AZURE_BEFORE);
  const record = { vpc: aVpc({ region: 'timescale-azure-westeurope' }), peerings: [], requests: [] };
  const formOf = (count: number) =>
    buildPeerForm(record, { peers: Array.from({ length: count }, () => noPeer('azure')) }, null, before);
  for (const count of [1, 5, 10]) expect(findViewProblems(formOf(count))).toEqual([]);
  const countCommands = ({ blocks }: ModalView) => blocks.filter(({ type }) => type === 'rich_text').length;
  expect(countCommands(formOf(5))).toBe(AZURE_BEFORE.length);
  const onAws = { ...record, vpc: aVpc() };
  expect(countCommands(buildPeerForm(onAws, {}, null, before))).toBe(0);
});
