import type { Vpc } from '../domain/vpc.ts';
import type { VpcUnfit } from '../domain/vpc-change.ts';
import { answer, answerRefused } from './answers.ts';
import type { Message } from './blocks.ts';
import { code, mrkdwn } from './mrkdwn.ts';
import { formatRequestNumber } from './request-number.ts';
import { renderVpcState } from './vpc-list.ts';

/** Why a change of a VPC cannot be asked for now. */
export const answerUnfit = (why: VpcUnfit, vpc: Vpc): Message => {
  switch (why.kind) {
    case 'refused':
      return answerRefused(why.verdict, vpc.project);
    case 'not-active':
      return answer(
        mrkdwn`The VPC ${code(vpc.name)} is ${renderVpcState(why.state)}, so it cannot be changed now. Its card says how far it is.`,
      );
    case 'under-way':
      return answer(
        mrkdwn`The same is asked for already: ${formatRequestNumber(why.request.id)}. Wait for it; its card says how far it is.`,
      );
    default:
      return why satisfies never;
  }
};
