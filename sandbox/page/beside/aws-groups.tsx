import { type AwsGroup, type AwsInterface, type AwsVpc, egressOf, nameOf, sayRule } from './aws-network.ts';
import { useEc2 } from './aws-owner.ts';
import { Deed } from './deed.tsx';
import { MadeByBot } from './made.tsx';

const Group = ({ vpc, group }: { readonly vpc: AwsVpc; readonly group: AwsGroup }) => {
  const ec2 = useEc2(vpc);
  const out = egressOf(group);
  return (
    <li class="beside-sub" data-group={group.id}>
      <div class="beside-line">
        <strong>{group.name}</strong>
        {group.madeFor !== null && <MadeByBot request={group.madeFor} />}
      </div>
      <code class="beside-quiet">{group.id}</code>
      <ul aria-label={`Outbound rules of ${group.name} in ${nameOf(vpc)}`}>
        {out.map((rule) => (
          <li class="beside-route" key={rule.id}>
            <span class="beside-route-way">{sayRule(rule)}</span>
            <span class="beside-route-marks">
              {rule.madeFor !== null && group.madeFor === null && <MadeByBot request={rule.madeFor} />}
              <Deed
                look="danger"
                name={`Remove the rule ${sayRule(rule)} from ${group.id}`}
                run={() =>
                  ec2('RevokeSecurityGroupEgress', { GroupId: group.id, SecurityGroupRuleId: [rule.id] })
                }
              >
                Remove
              </Deed>
            </span>
          </li>
        ))}
        {out.length === 0 && <li class="beside-quiet">Nothing gets out.</li>}
      </ul>
    </li>
  );
};

/** The security groups of a VPC with what they let out. */
export const Groups = ({ vpc }: { readonly vpc: AwsVpc }) => (
  <ul class="beside-subs">
    {vpc.groups.map((group) => (
      <Group key={group.id} vpc={vpc} group={group} />
    ))}
  </ul>
);

const titleOf = ({ id, instanceId, instanceName }: AwsInterface): string => instanceName ?? instanceId ?? id;

const Interface = ({ vpc, one }: { readonly vpc: AwsVpc; readonly one: AwsInterface }) => {
  const ec2 = useEc2(vpc);
  const wear = (groups: readonly string[]) => () =>
    ec2('ModifyNetworkInterfaceAttribute', { NetworkInterfaceId: one.id, SecurityGroupId: groups });
  const subnet = vpc.subnets.find(({ id }) => id === one.subnetId);
  const nameGroup = (id: string): string => vpc.groups.find((group) => group.id === id)?.name ?? id;
  return (
    <li class="beside-sub" data-interface={one.id}>
      <strong>{titleOf(one)}</strong>
      <p class="beside-quiet">
        <code>{one.instanceId ?? one.id}</code>
        {subnet !== undefined && ` in ${nameOf(subnet)}`}
      </p>
      <p>
        <span class="beside-quiet">Groups</span> {one.groupIds.map(nameGroup).join(', ')}
      </p>
      <div class="beside-acts">
        {vpc.groups
          .filter(({ madeFor }) => madeFor !== null)
          .map(({ id, name }) =>
            one.groupIds.includes(id) ? (
              <Deed
                key={id}
                name={`Detach ${name} from ${titleOf(one)}`}
                run={wear(one.groupIds.filter((worn) => worn !== id))}
              >
                Detach {name}
              </Deed>
            ) : (
              <Deed
                key={id}
                look="primary"
                name={`Attach ${name} to ${titleOf(one)}`}
                run={wear([...one.groupIds, id])}
              >
                Attach {name}
              </Deed>
            ),
          )}
      </div>
    </li>
  );
};

/** What runs in a VPC, and the security groups it wears. */
export const Instances = ({ vpc }: { readonly vpc: AwsVpc }) => (
  <ul class="beside-subs">
    {vpc.interfaces.map((one) => (
      <Interface key={one.id} vpc={vpc} one={one} />
    ))}
  </ul>
);
