import type { AwsCleanUp, AwsGuideFacts, CleanUpAct } from '../domain/guide.ts';
import type { ActWords } from './guide-steps.ts';
import { code, type Mrkdwn, mrkdwn } from './mrkdwn.ts';

const range = ({ vpcCidr }: AwsGuideFacts): Mrkdwn => code(vpcCidr.text);
const request = ({ peering }: AwsGuideFacts): Mrkdwn => code(peering.provisionedId);

export const CLEAN_UP_WORDS: ActWords<CleanUpAct, Pick<AwsCleanUp, 'facts' | 'groupName'>> = {
  blackholes: ({ facts }) => ({
    title: 'Find the dead routes',
    before: mrkdwn`These are the route tables with routes to ${request(facts)} that lead nowhere.`,
    after: mrkdwn`\`[]\` means that there are none.`,
  }),
  'delete-routes': ({ facts }) => ({
    title: 'Delete the dead routes',
    before: mrkdwn`It deletes the routes to ${request(facts)} and no other; a route to a peering that lives is left alone.`,
    after: mrkdwn`It prints nothing. Nothing leads to ${request(facts)} any more.`,
  }),
  detach: ({ groupName }) => ({
    title: 'Take the security group off your clients',
    before: mrkdwn`${code(groupName)} was made for this peering alone, where it was made. Each client keeps its other groups.`,
    after: mrkdwn`It prints nothing. What has no other group is named by an error: give it one first.`,
  }),
  'delete-group': () => ({
    title: 'Delete that group',
    before: mrkdwn`If nobody made it, nothing is deleted.`,
    after: mrkdwn`It prints nothing. \`DependencyViolation\` means that something still has it.`,
  }),
  'groups-left': ({ facts }) => ({
    title: 'Find rules in other security groups',
    before: mrkdwn`These groups still let traffic out to exactly ${range(facts)}.`,
    after: mrkdwn`\`[]\` means that you are done. Keep them if another peering of your VPC uses the same range.`,
  }),
  'revoke-rule': ({ facts }) => ({
    title: 'Take back those rules',
    before: mrkdwn`For each group of that list: it asks for the id, and takes back the rules for single TCP ports to ${range(facts)}, and nothing else.`,
    after: mrkdwn`That is one line for each rule.`,
  }),
};
