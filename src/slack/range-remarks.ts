import type { RangeRemark } from '../domain/address-plan.ts';
import type { Cidr } from '../domain/cidr.ts';
import { code, type Mrkdwn, mrkdwn } from './mrkdwn.ts';

/** What works and may be regretted. */
export const renderRangeRemark = ({ text }: Cidr, remark: RangeRemark): Mrkdwn => {
  switch (remark.kind) {
    case 'shared-address-space':
      return mrkdwn`${code(text)} lies in ${code(remark.block.text)}, which carriers and some clouds’ container networks use. It works where yours do not.`;
    case 'default-vpc-range':
      return mrkdwn`${code(text)} lies in ${code(remark.block.text)}, the range of every AWS account’s default VPC, which then could not be peered with it.`;
    case 'public':
      return mrkdwn`${code(text)} is not all private (${code('10.0.0.0/8')}, ${code('172.16.0.0/12')}, ${code('192.168.0.0/16')}): whoever has these addresses on the internet cannot be reached from networks that are peered with it.`;
    default:
      return remark satisfies never;
  }
};
