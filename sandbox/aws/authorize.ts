import { Refusal } from '../refusal.ts';
import type { Caller } from './access-keys.ts';
import type { Aws } from './clouds.ts';
import { judgeNeed, type Need, type Verdict } from './policy.ts';

/** What AWS's own tools read back by sts:DecodeAuthorizationMessage; here it says no more than the sentence. */
const encode = (need: Need): string => Buffer.from(JSON.stringify(need)).toString('base64url');

const refuse = ({ arn }: Caller, need: Need, verdict: Exclude<Verdict, 'allowed'>): Refusal => {
  const { action, resource } = need;
  const on = resource === '*' ? '' : ` on resource: ${resource}`;
  const why =
    verdict === 'denied'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  const encoded = resource === '*' ? '' : `. Encoded authorization failure message: ${encode(need)}`;
  const message = `You are not authorized to perform this operation. User: ${arn} is not authorized to perform: ${action}${on} ${why}${encoded}`;
  return new Refusal(403, 'UnauthorizedOperation', message);
};

/** Refuses what the policy of the caller's role does not allow; the bot's own user may do nothing. */
export const checkNeeds = (aws: Aws, caller: Caller, needs: readonly Need[]): void => {
  if (caller.kind === 'owner') return;
  for (const need of needs) {
    const verdict =
      caller.kind === 'role' ? judgeNeed(aws.roles.of(caller.account).policy, need) : 'not-allowed';
    if (verdict !== 'allowed') throw refuse(caller, need, verdict);
  }
};
