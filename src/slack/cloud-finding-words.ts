import type { CloudFinding, CloudPlace } from '../domain/cloud-checkup.ts';
import type { Allowance } from '../domain/side-plan.ts';
import { type Diagnosis, describeUnlisted, saySilence } from './finding-words.ts';
import { code, listSome, type Mrkdwn, mrkdwn } from './mrkdwn.ts';

const NAMED = 16;

type Of<A extends CloudFinding['about']> = Extract<CloudFinding, { about: A }>;

const CLOUDS = {
  aws: { name: 'AWS', docs: 'docs/aws.md', who: 'role' },
  google: { name: 'Google Cloud', docs: 'docs/google.md', who: 'service account' },
} as const;

const ALLOWED: { readonly [A in Allowance]: string } = {
  accept: 'accept peerings',
  routes: 'add routes',
  'security-group': 'make security groups and egress rules',
  peer: 'add peerings',
};

/** The section's name: one account in one region. */
export const nameCloudPlace = ({ kind, account, region }: CloudPlace): Mrkdwn => {
  const where = region === null ? mrkdwn`` : mrkdwn`, ${region}`;
  return kind === 'aws' ? mrkdwn`AWS account ${account}${where}` : mrkdwn`Google Cloud project ${account}`;
};

const sayAllowed = (allow: readonly Allowance[]): Mrkdwn => {
  const words = allow.map((one) => mrkdwn`${ALLOWED[one]}`);
  return words.length === 0
    ? mrkdwn`vpcbot.yml lets it look and change nothing`
    : mrkdwn`vpcbot.yml lets it look and, once an owner approves, ${listSome(words, NAMED)}`;
};

/** What to do where the cloud does not let the bot in, by the error's code. */
const mendReach = (error: string, { kind, account }: CloudPlace): Mrkdwn => {
  const { docs } = CLOUDS[kind];
  const again = mrkdwn`Then type \`/vpc doctor\` again.`;
  if (error === 'CLOUD_DENIED' && kind === 'aws') {
    return mrkdwn`Name vpcbot’s own identity and the external id of vpcbot.yml in the role’s trust policy; ${docs} has a template. ${again}`;
  }
  if (error === 'CLOUD_DENIED')
    return mrkdwn`Give the service account the role of ${docs} in ${code(account)}. ${again}`;
  if (error === 'CLOUD_UNAUTHORIZED') {
    return kind === 'aws'
      ? mrkdwn`Check the credentials that vpcbot itself runs with, and that the account has this region enabled; ${docs} says how it finds them. ${again}`
      : mrkdwn`Check the credentials that vpcbot itself runs with; ${docs} says how it finds them. ${again}`;
  }
  return mrkdwn`Check that it can be reached from where vpcbot runs. ${again}`;
};

const describeReach = ({ silence, allow }: Of<'cloud-reach'>, place: CloudPlace): Diagnosis => {
  const { name, who } = CLOUDS[place.kind];
  if (silence === null)
    return { what: mrkdwn`${name} takes vpcbot’s ${who}; ${sayAllowed(allow)}.`, mend: null };
  const mend = mendReach(silence.code, place);
  if (silence.code === 'CLOUD_DENIED' && place.kind === 'aws') {
    return { what: mrkdwn`vpcbot cannot take the role: ${saySilence(silence)}.`, mend };
  }
  if (silence.code === 'CLOUD_RATE_LIMITED') {
    return {
      what: mrkdwn`${name} asks vpcbot to call less often, and it does: ${saySilence(silence)}.`,
      mend: null,
    };
  }
  return { what: mrkdwn`${name} could not be looked at: ${saySilence(silence)}.`, mend };
};

const describeAllowed = ({ count, untried }: Of<'cloud-allowed'>, { kind }: CloudPlace): Diagnosis => {
  const { name } = CLOUDS[kind];
  const rest =
    untried.length === 0
      ? mrkdwn``
      : mrkdwn`; nothing is there yet to try ${listSome(untried.map(code), NAMED)} on`;
  return { what: mrkdwn`${name} allows ${count} of the actions that vpcbot needs there${rest}.`, mend: null };
};

/** What a finding about the customer's side says. */
export const describeCloudFinding = (finding: CloudFinding, place: CloudPlace): Diagnosis => {
  const { name, docs, who } = CLOUDS[place.kind];
  switch (finding.about) {
    case 'cloud-reach':
      return describeReach(finding, place);
    case 'cloud-denied':
      return {
        what: mrkdwn`The ${who} lacks ${listSome(finding.actions.map(code), NAMED)}.`,
        mend: mrkdwn`Add it as ${docs} has it, or take what needs it out of ${code('allow')} in vpcbot.yml.`,
      };
    case 'cloud-throttled':
      return {
        what: mrkdwn`${name} asks for a pause at ${listSome(finding.actions.map(code), NAMED)}; vpcbot tries again later.`,
        mend: mrkdwn`Where it stays so, look for what else calls ${name} in this account.`,
      };
    case 'cloud-allowed':
      return describeAllowed(finding, place);
    case 'unlisted':
      return describeUnlisted(finding);
    default:
      return finding satisfies never;
  }
};
