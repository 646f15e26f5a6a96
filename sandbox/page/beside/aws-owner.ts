import { useActs } from '../acts.ts';
import type { AwsVpc } from './aws-network.ts';

/** An action of EC2 with its parameters. */
type Ec2 = (action: string, parameters: object) => Promise<unknown>;

/** What the owner of a VPC's account does in AWS's console, in the VPC's region. */
export const useEc2 = ({ account, region }: AwsVpc): Ec2 => {
  const { outside } = useActs();
  return (action, parameters) =>
    outside('POST', `/control/aws/accounts/${account}/regions/${region}/${action}`, parameters);
};
