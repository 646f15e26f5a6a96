import type { Cloud } from '../domain/cloud.ts';
import type { Tool } from '../domain/guide.ts';
import type { SecurityChoice } from '../domain/security-choice.ts';

const TOOL_WORDS: { readonly [C in Cloud]: { readonly [T in Tool]: string } } = {
  aws: { console: 'AWS console', cli: 'AWS CLI', terraform: 'Terraform' },
  google: { console: 'Google Cloud console', cli: 'gcloud CLI', terraform: 'Terraform' },
  azure: { console: 'Azure portal', cli: 'Azure CLI', terraform: 'Terraform' },
};

export const nameTool = (cloud: Cloud, tool: Tool): string => TOOL_WORDS[cloud][tool];

export interface SecurityWords {
  readonly words: string;
  readonly what: string;
}

const LEAVE: SecurityWords = {
  words: 'Leave it as it is',
  what: 'You only check whether the traffic gets out.',
};
const RULE: SecurityWords = {
  words: 'A new firewall rule',
  what: 'It lets only this out, past the rule that denies it.',
};

const SECURITY_WORDS: { readonly [C in Cloud]: { readonly [S in SecurityChoice]: SecurityWords } } = {
  aws: {
    new: {
      words: 'A new security group',
      what: 'It lets only this out, once it is attached to your clients.',
    },
    existing: { words: 'One that you have', what: 'It gets one rule more and loses none.' },
    leave: LEAVE,
  },
  google: { new: RULE, existing: RULE, leave: LEAVE },
  azure: { new: LEAVE, existing: LEAVE, leave: LEAVE },
};

export const describeSecurity = (cloud: Cloud, security: SecurityChoice): SecurityWords =>
  SECURITY_WORDS[cloud][security];

/** What lets traffic out there. */
export const GATES: { readonly [C in Cloud]: string } = {
  aws: 'Security group',
  google: 'Firewall',
  azure: 'Network security group',
};
