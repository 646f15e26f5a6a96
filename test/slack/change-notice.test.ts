import { expect, test } from 'vitest';
import { buildCleanUp } from '../../src/clouds/guide.ts';
import { readGuideFacts } from '../../src/domain/guide.ts';
import type { ChangeNotice, GonePeering } from '../../src/domain/notice-body.ts';
import type { Ask, VpcView } from '../../src/domain/request.ts';
import { renderChangeNotice } from '../../src/slack/change-notice.ts';
import { findMessageProblems, readMessage } from './block-kit.ts';
import { AZURE, GOOGLE, UNSEEN } from './cloud-example.ts';
import { aPeer, aPeering, aView, minutes, range } from './example.ts';

const gone: GonePeering = { peer: aPeer(), provisionedId: 'pcx-0123456789abcdef0' };

const guideFor = ({ peer, provisionedId }: GonePeering) =>
  buildCleanUp(
    readGuideFacts(
      { peer, provisionedId: provisionedId ?? '' },
      { name: 'payments-eu', cidr: range('10.0.1.0/24'), region: 'us-east-1' },
      UNSEEN,
    ),
  );

const asked = (ask: Ask, peerings: VpcView['peerings'] = []): VpcView => ({
  ...aView({ request: { ask } }),
  peerings,
});

const read = (body: ChangeNotice, view: VpcView, peerings: readonly GonePeering[] = []): string => {
  const message = renderChangeNotice(body, view, peerings.map(guideFor));
  expect(findMessageProblems(message)).toEqual([]);
  return readMessage(message);
};

test('a deleted peering names the routes that lead nowhere now, and how they go away', () => {
  const view = asked({ kind: 'unpeer', peeringId: 3 });
  expect(read({ kind: 'peering-deleted', gone }, view, [gone])).toMatchInlineSnapshot(`
    "<@U0ADA> R12: the peering of \`payments-eu\` with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 (\`pcx-0123456789abcdef0\`) is deleted, and no traffic goes through it any more.

    In account \`123456789012\`, region \`eu-west-1\`, every route to \`10.0.1.0/24\` through \`pcx-0123456789abcdef0\` is a blackhole now. Delete it in the <https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#RouteTables:VpcId=vpc-0a1b2c3d4e5f67890|route tables>, and the security group that was made for it.

    *1. Find the dead routes.* These are the route tables with routes to \`pcx-0123456789abcdef0\` that lead nowhere.

        aws ec2 describe-route-tables --region eu-west-1 --filters 'Name=route.vpc-peering-connection-id,Values=pcx-0123456789abcdef0' 'Name=route.state,Values=blackhole' --query 'RouteTables[].{table:RouteTableId,ranges:Routes[?VpcPeeringConnectionId==\`\\"pcx-0123456789abcdef0\\"\`&&State==\`\\"blackhole\\"\`].DestinationCidrBlock}' --output json

    \`[]\` means that there are none.

    *2. Delete the dead routes.* It deletes the routes to \`pcx-0123456789abcdef0\` and no other; a route to a peering that lives is left alone.

        for table in $(aws ec2 describe-route-tables --region eu-west-1 --filters 'Name=route.vpc-peering-connection-id,Values=pcx-0123456789abcdef0' 'Name=route.state,Values=blackhole' --query 'RouteTables[].RouteTableId' --output text); do for range in $(aws ec2 describe-route-tables --region eu-west-1 --query 'RouteTables[].Routes[?VpcPeeringConnectionId==\`\\"pcx-0123456789abcdef0\\"\`&&State==\`\\"blackhole\\"\`].DestinationCidrBlock[]' --output text --route-table-ids \\"$table\\"); do aws ec2 delete-route --region eu-west-1 --route-table-id \\"$table\\" --destination-cidr-block \\"$range\\"; done; done

    It prints nothing. Nothing leads to \`pcx-0123456789abcdef0\` any more.

    *3. Take the security group off your clients.* \`timescale-pcx-0123456789abcdef0\` was made for this peering alone, where it was made. Each client keeps its other groups.

        for group in $(aws ec2 describe-security-groups --region eu-west-1 --filters 'Name=vpc-id,Values=vpc-0a1b2c3d4e5f67890' 'Name=group-name,Values=timescale-pcx-0123456789abcdef0' --query 'SecurityGroups[].GroupId' --output text); do for interface in $(aws ec2 describe-network-interfaces --region eu-west-1 --query 'NetworkInterfaces[].NetworkInterfaceId' --output text --filters \\"Name=group-id,Values=$group\\"); do aws ec2 modify-network-interface-attribute --region eu-west-1 --network-interface-id \\"$interface\\" --groups $(aws ec2 describe-network-interfaces --region eu-west-1 --output text --network-interface-ids \\"$interface\\" --query \\"NetworkInterfaces[].Groups[?GroupId!='$group'].GroupId[]\\"); done; done

    It prints nothing. What has no other group is named by an error: give it one first.

    *4. Delete that group.* If nobody made it, nothing is deleted.

        for group in $(aws ec2 describe-security-groups --region eu-west-1 --filters 'Name=vpc-id,Values=vpc-0a1b2c3d4e5f67890' 'Name=group-name,Values=timescale-pcx-0123456789abcdef0' --query 'SecurityGroups[].GroupId' --output text); do aws ec2 delete-security-group --region eu-west-1 --group-id \\"$group\\"; done

    It prints nothing. \`DependencyViolation\` means that something still has it.

    *5. Find rules in other security groups.* These groups still let traffic out to exactly \`10.0.1.0/24\`.

        aws ec2 describe-security-groups --region eu-west-1 --filters 'Name=vpc-id,Values=vpc-0a1b2c3d4e5f67890' 'Name=egress.ip-permission.cidr,Values=10.0.1.0/24' --query 'SecurityGroups[].{group:GroupId,name:GroupName,what:Description}' --output json

    \`[]\` means that you are done. Keep them if another peering of your VPC uses the same range.

    *6. Take back those rules.* For each group of that list: it asks for the id, and takes back the rules for single TCP ports to \`10.0.1.0/24\`, and nothing else.

        printf '%s' 'Id of the security group: ' && read -r group && for rule in $(aws ec2 describe-security-group-rules --region eu-west-1 --query 'SecurityGroupRules[?IsEgress&&IpProtocol==\`\\"tcp\\"\`&&FromPort==ToPort&&CidrIpv4==\`\\"10.0.1.0/24\\"\`].SecurityGroupRuleId' --output text --filters \\"Name=group-id,Values=$group\\"); do aws ec2 revoke-security-group-egress --region eu-west-1 --query Return --output text --group-id \\"$group\\" --security-group-rule-ids \\"$rule\\"; done

    It prints \`True\`. That is one line for each rule.

    If you did it with Terraform, run \`terraform destroy -refresh=false\` in that directory instead: it deletes the routes, the rules and the group that it made.

    Your AWS identity needs \`ec2:DescribeRouteTables\`, \`ec2:DeleteRoute\`, \`ec2:DescribeSecurityGroups\`, \`ec2:DescribeNetworkInterfaces\`, \`ec2:ModifyNetworkInterfaceAttribute\`, \`ec2:DeleteSecurityGroup\`, \`ec2:DescribeSecurityGroupRules\` and \`ec2:RevokeSecurityGroupEgress\`."
  `);
});

test('a peering deleted where nothing is accepted names the other side’s own, and how it goes away', () => {
  const words = [GOOGLE, AZURE].map((left) =>
    read({ kind: 'peering-deleted', gone: left }, asked({ kind: 'unpeer', peeringId: 3 }), [left]),
  );
  expect(words[0]).toMatchInlineSnapshot(`
    "<@U0ADA> R12: the peering of \`payments-eu\` with \`default\` of project \`acme-net\` (\`ts-prod-7/project-vpc-1\`) is deleted, and no traffic goes through it any more.

    In project \`acme-net\`, the peering of \`default\` with \`ts-prod-7/project-vpc-1\` stays behind and is inactive. Delete it under <https://console.cloud.google.com/networking/peering/list?project=acme-net|VPC network peering>, and the firewall rule that was made for it.

    *1. Find the peering.* The gcloud CLI lists your peerings.

        gcloud compute networks describe default --project acme-net --flatten 'peerings[]' --format 'json(peerings.name,peerings.network,peerings.state)'

    \`[]\` means that there are none.

    *2. Delete it.* It deletes the one to Timescale’s network, and no other.

        for peering in $(gcloud compute networks describe default --project acme-net --flatten 'peerings[]' --format 'csv[no-heading](peerings.network,peerings.name)' | grep -F /projects/ts-prod-7/global/networks/project-vpc-1, | cut -d , -f 2); do gcloud compute networks peerings delete --project acme-net --network default --quiet \\"$peering\\"; done

    It ends with \`Updated\` and your network; where there is no such peering, it prints nothing.

    *3. Delete the firewall rule.* Where one was made for it.

        for rule in $(gcloud compute firewall-rules list --project acme-net --filter 'name=timescale-project-vpc-1' --format 'value(name)'); do gcloud compute firewall-rules delete --project acme-net --quiet \\"$rule\\"; done

    It says \`Deleted\`; where there is none, it prints nothing."
  `);
  expect(words[1]).toMatchInlineSnapshot(`
    "<@U0ADA> R12: the peering of \`payments-eu\` with \`app-vnet\` of subscription \`10000000-0000-4000-8000-000000000001\` (\`ts-vnet-1\`) is deleted, and no traffic goes through it any more.

    In subscription \`10000000-0000-4000-8000-000000000001\`, the peering of \`app-vnet\` with \`ts-vnet-1\` stays behind and is disconnected. Delete it, and the role of Timescale’s application on that network if no other peering needs it.

    *1. Find the peering.* The Azure CLI lists your peerings.

        az network vnet peering list --subscription 10000000-0000-4000-8000-000000000001 --resource-group network-rg --vnet-name app-vnet --query '[].{name:name,state:peeringState,remote:remoteVirtualNetwork.id}' --output json

    \`[]\` means that there are none.

    *2. Delete it.* It deletes the one to Timescale’s network, and no other.

        for peering in $(az network vnet peering list --subscription 10000000-0000-4000-8000-000000000001 --resource-group network-rg --vnet-name app-vnet --query '[?remoteVirtualNetwork.id==\`\\"/subscriptions/80000000-0000-4000-8000-000000000008/resourceGroups/ts-rg/providers/Microsoft.Network/virtualNetworks/ts-vnet-1\\"\`].name' --output tsv); do az network vnet peering delete --subscription 10000000-0000-4000-8000-000000000001 --resource-group network-rg --vnet-name app-vnet --name \\"$peering\\"; done

    It prints nothing, and the first command does not show it any more."
  `);
  expect(words.join(' ')).not.toMatch(/AWS|pcx|blackhole|account/);
});

test('a peering that never reached the other side leaves nothing to clean up', () => {
  const never = { ...gone, provisionedId: null };
  expect(
    read({ kind: 'peering-deleted', gone: never }, asked({ kind: 'unpeer', peeringId: 3 })),
  ).toMatchInlineSnapshot(
    `"<@U0ADA> R12: the peering of \`payments-eu\` with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 is deleted, and no traffic goes through it any more."`,
  );
});

test('whoever had asked for a peering hears in their own thread who had it deleted', () => {
  const lost = { kind: 'peering-lost', gone, by: 'U0BOB', requestId: 15 } as const;
  expect(read(lost, asked({ kind: 'peer' }))).toMatchInlineSnapshot(
    `"<@U0ADA> R12: your peering of \`payments-eu\` with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 (\`pcx-0123456789abcdef0\`) is deleted. <@U0BOB> asked for that in R15, whose thread says what is left to clean up. Talk to them if you still need it."`,
  );
});

test('a deleted VPC says what is free, and names the routes of each of its peerings', () => {
  const other = { peer: aPeer({ accountId: '210987654321' }), provisionedId: 'pcx-2' };
  const words = read({ kind: 'vpc-deleted', peerings: [gone, other] }, asked({ kind: 'delete' }), [
    gone,
    other,
  ]);
  expect(words.replaceAll(/ {4}(aws|for) .*/g, '    …')).toMatchInlineSnapshot(`
    "<@U0ADA> R12: the VPC \`payments-eu\` is deleted. Its range \`10.0.1.0/24\` and its place in the quota of payments are free.

    With it went \`pcx-0123456789abcdef0\` with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 and \`pcx-2\` with \`vpc-0a1b2c3d4e5f67890\` of account \`210987654321\` in eu-west-1.

    In account \`123456789012\`, region \`eu-west-1\`, every route to \`10.0.1.0/24\` through \`pcx-0123456789abcdef0\` is a blackhole now. Delete it in the <https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#RouteTables:VpcId=vpc-0a1b2c3d4e5f67890|route tables>, and the security group that was made for it.

    *1. Delete the dead routes.* It deletes the routes to \`pcx-0123456789abcdef0\` and no other; a route to a peering that lives is left alone.

        …

    It prints nothing. Nothing leads to \`pcx-0123456789abcdef0\` any more.

    *2. Delete that group.* If nobody made it, nothing is deleted.

        …

    It prints nothing. \`DependencyViolation\` means that something still has it.

    In account \`210987654321\`, region \`eu-west-1\`, every route to \`10.0.1.0/24\` through \`pcx-2\` is a blackhole now. Delete it in the <https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#RouteTables:VpcId=vpc-0a1b2c3d4e5f67890|route tables>, and the security group that was made for it.

    *1. Delete the dead routes.* It deletes the routes to \`pcx-2\` and no other; a route to a peering that lives is left alone.

        …

    It prints nothing. Nothing leads to \`pcx-2\` any more.

    *2. Delete that group.* If nobody made it, nothing is deleted.

        …

    It prints nothing. \`DependencyViolation\` means that something still has it."
  `);
  expect(read({ kind: 'vpc-deleted', peerings: [] }, asked({ kind: 'delete' }))).toMatchInlineSnapshot(
    `"<@U0ADA> R12: the VPC \`payments-eu\` is deleted. Its range \`10.0.1.0/24\` and its place in the quota of payments are free."`,
  );
});

test('a VPC with very many peerings is told of in one message all the same', () => {
  const many = Array.from({ length: 50 }, (_, at) => ({
    peer: aPeer({ vpcId: `vpc-000000${at}` }),
    provisionedId: `pcx-${at}`,
  }));
  const words = read({ kind: 'vpc-deleted', peerings: many }, asked({ kind: 'delete' }), many);
  expect(words).toContain('and 40 more');
});

test('what Timescale refuses is said with what stays, and with what was done before', () => {
  const refused = { kind: 'change-refused', said: 'services attached' } as const;
  const cut = [aPeering({ state: 'deleted', stateSince: minutes(9) })];
  expect(
    [
      asked({ kind: 'rename', from: 'a', to: 'b' }),
      asked({ kind: 'unpeer', peeringId: 3 }),
      asked({ kind: 'delete' }),
      asked({ kind: 'delete' }, cut),
      asked({ kind: 'create' }),
    ]
      .map((view) => read(refused, view))
      .join('\n'),
  ).toMatchInlineSnapshot(`
    "<@U0ADA> R12 failed: Timescale refused it. Timescale says “services attached”. All is as it was. Put right what it says, then ask again.
    <@U0ADA> R12 failed: Timescale refused it. Timescale says “services attached”. All is as it was. Put right what it says, then ask again.
    <@U0ADA> R12 failed: Timescale refused it. Timescale says “services attached”. \`payments-eu\` stays as it was. Put right what it says, then ask again.
    <@U0ADA> R12 failed: Timescale refused it. Timescale says “services attached”. \`payments-eu\` stays, but \`pcx-0123456789abcdef0\` with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 is deleted already. Put right what it says, then ask again.
    <@U0ADA> R12 failed: Timescale refused it. Timescale says “services attached”. \`payments-eu\` stays, without the peerings of this request. Put right what it says, then ask again."
  `);
});

test('services in a VPC stop its deletion, before anything is touched', () => {
  const body = { kind: 'vpc-in-use', services: ['payments-db'] } as const;
  expect(read(body, asked({ kind: 'delete' }))).toMatchInlineSnapshot(
    `"<@U0ADA> R12 failed: \`payments-db\` is in \`payments-eu\`, so neither the VPC nor a peering of it was deleted. Move it out with \`/vpc detach\` or \`/vpc migrate\`, then ask again."`,
  );
  expect(read({ ...body, services: ['a', 'b'] }, asked({ kind: 'delete' }))).toContain(
    '`a` and `b` are in `payments-eu`',
  );
});

test('a VPC without a peering is ready, and a renamed one is called so', () => {
  expect(read({ kind: 'vpc-ready' }, asked({ kind: 'create' }))).toMatchInlineSnapshot(
    `"<@U0ADA> R12: the VPC \`payments-eu\` is ready, and *nothing reaches it* until a peering of it is active. Next, press *Add a peering* on the card, or type \`/vpc peer payments-eu\`."`,
  );
  expect(
    read({ kind: 'vpc-renamed', from: 'a', to: 'b' }, asked({ kind: 'rename', from: 'a', to: 'b' })),
  ).toMatchInlineSnapshot(
    `"<@U0ADA> R12 The VPC \`a\` is now called \`b\`. Nothing else has changed, and nothing is needed from you."`,
  );
});
