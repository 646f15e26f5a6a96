import type { CloudFacts } from '../../demo/news.ts';
import { Groups, Instances } from './aws-groups.tsx';
import { type AwsAccount, type AwsVpc, listRegions, livingPeerings, nameOf } from './aws-network.ts';
import { useEc2 } from './aws-owner.ts';
import { Tables } from './aws-tables.tsx';
import { Denials } from './denials.tsx';
import { awsDenial } from './denied.ts';
import { HandForm } from './hand-form.tsx';
import { More } from './more.tsx';
import { ec2Scope, stsScope } from './trouble.ts';
import { TroubleSwitches } from './trouble-switches.tsx';

type Aws = CloudFacts['aws'];

/** Nobody has this range; it stands for what somebody adds without a word. */
const ONE_MORE_RANGE = '10.99.0.0/24';
const ANY_RANGE = '10.80.0.0/24';

const Vpc = ({ aws, vpc }: { readonly aws: Aws; readonly vpc: AwsVpc }) => {
  const ec2 = useEc2(vpc);
  const name = nameOf(vpc);
  const [peering] = livingPeerings(aws, vpc);
  return (
    <li class="beside-card" data-vpc={vpc.id}>
      <div class="beside-line">
        <strong>{name}</strong>
        {vpc.name !== null && <code class="beside-quiet">{vpc.id}</code>}
      </div>
      <code>{vpc.cidrs.join(', ')}</code>
      <More of={name} words="Route tables" count={vpc.tables.length} isOpen={peering !== undefined}>
        <Tables vpc={vpc} wanted={peering?.requester.cidr ?? ANY_RANGE} />
      </More>
      <More
        of={name}
        words="Security groups"
        count={vpc.groups.length}
        isOpen={vpc.groups.some(({ madeFor }) => madeFor !== null)}
      >
        <Groups vpc={vpc} />
      </More>
      {vpc.interfaces.length > 0 && (
        <More
          of={name}
          words="Instances"
          count={vpc.interfaces.length}
          isOpen={vpc.groups.some(({ madeFor }) => madeFor !== null)}
        >
          <Instances vpc={vpc} />
        </More>
      )}
      <HandForm
        title="Add a range"
        submit={`Add the range to ${name}`}
        fields={[{ name: 'cidr', label: 'Range', value: ONE_MORE_RANGE }]}
        run={({ cidr = '' }) => ec2('AssociateVpcCidrBlock', { VpcId: vpc.id, CidrBlock: cidr })}
      />
    </li>
  );
};

/** What the role may be kept from: one of each kind of thing that the bot does. */
const DENIABLE = ['DescribeRouteTables', 'AcceptVpcPeeringConnection', 'CreateRoute', 'CreateSecurityGroup'];

const Account = ({ aws, account }: { readonly aws: Aws; readonly account: AwsAccount }) => {
  const { id } = account;
  return (
    <section class="beside-group" aria-label={`Account ${id}`}>
      <h3>
        Account <code>{id}</code>
      </h3>
      <More of={`account ${id}`} words="Trouble">
        <p class="beside-quiet">With all that the bot asks of EC2 there:</p>
        <TroubleSwitches scope={ec2Scope(id)} />
        <p class="beside-quiet">When it takes its role there, which it does once an hour:</p>
        <TroubleSwitches scope={stsScope(id)} />
        <p class="beside-quiet">What its role is not to do:</p>
        <Denials denial={awsDenial(account)} actions={DENIABLE} />
      </More>
      {listRegions(account).map(([region, vpcs]) => (
        <section key={region} class="beside-region" aria-label={`${region}, account ${id}`}>
          <h4>{region}</h4>
          <ul class="beside-cards">
            {vpcs.map((vpc) => (
              <Vpc key={vpc.id} aws={aws} vpc={vpc} />
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
};

/** The company's accounts, region by region, with what stands in each VPC. */
export const Accounts = ({ aws }: { readonly aws: Aws }) => (
  <>
    {aws.accounts.map((account) => (
      <Account key={account.id} aws={aws} account={account} />
    ))}
  </>
);
