import { listAttachable } from '../domain/aws-guide-plan.ts';
import type { AwsPlan } from '../domain/aws-plan.ts';
import type { AwsGuide, AwsGuideFacts } from '../domain/guide.ts';
import { listClients, nameInterface } from './aws-seen-words.ts';
import type { StepWords } from './guide-steps.ts';
import { code, listSome, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { namePorts } from './port-words.ts';
import { nameThing } from './side-words.ts';

type Told = Pick<AwsGuide, 'facts' | 'security' | 'plan'>;

const GROUPS_SHOWN = 5;

const range = ({ vpcCidr }: AwsGuideFacts): Mrkdwn => code(vpcCidr.text);
/** `TCP 5432 out to 10.0.1.0/24`. */
export const renderOut = (facts: AwsGuideFacts): Mrkdwn =>
  mrkdwn`${namePorts(facts.ports)} out to ${range(facts)}`;

const CANNOT_GET_OUT = mrkdwn`If nothing does, follow these instructions with a new or an existing security group instead.`;

/** The group that the plan is about, where there is one already. */
const findGroup = (plan: AwsPlan | null): Mrkdwn | null => {
  const egress = plan?.egress;
  if (egress?.kind === 'rule') return nameThing(egress.group);
  return egress?.kind === 'new-group' && egress.group !== null ? nameThing(egress.group) : null;
};

/** Which groups let it out, where the bot has looked. */
const renderOpen = (plan: AwsPlan | null): Mrkdwn => {
  if (plan?.egress.kind !== 'as-it-is') return mrkdwn``;
  const { open, closed } = plan.egress;
  const yes = open.length === 0 ? mrkdwn`none` : listSome(open.map(nameThing), GROUPS_SHOWN);
  const no =
    closed.length === 0
      ? mrkdwn``
      : mrkdwn`, and not by ${listSome(closed.map(nameThing), GROUPS_SHOWN, 'or')}`;
  return mrkdwn` When vpcbot looked, it got out by ${yes}${no}.`;
};

/** The columns that the look has, one for each port. */
const nameColumns = ({ ports }: AwsGuideFacts): Mrkdwn =>
  listSome(
    ports.map((port) => code(`tcp${port}`)),
    GROUPS_SHOWN,
  );

/** `needs`: what does it. */
export const tellOutbound = ({ facts, plan }: Told, needs: Mrkdwn): StepWords => {
  const group = findGroup(plan);
  if (group !== null) {
    return {
      title: 'The traffic gets out already',
      before: mrkdwn`${group} lets ${renderOut(facts)}, so there is nothing to add. ${needs} changes nothing and shows it.`,
      after: mrkdwn`There is a range in ${nameColumns(facts)} that covers ${range(facts)}.`,
    };
  }
  return {
    title: 'Check that the traffic gets out',
    before: mrkdwn`${needs} changes nothing. It lists, for each security group, where ${namePorts(facts.ports)} may go.${renderOpen(plan)}`,
    after: mrkdwn`The group of your clients must have a range in ${nameColumns(facts)} that covers ${range(facts)}, such as \`0.0.0.0/0\`. ${CANNOT_GET_OUT}`,
  };
};

export const tellConsoleOutbound = ({ facts, plan }: Told): StepWords => {
  const group = findGroup(plan);
  const allows = mrkdwn`A rule must allow _All traffic_, or ${namePorts(facts.ports)}, to a destination that covers ${range(facts)}, such as \`0.0.0.0/0\`.`;
  return group === null
    ? {
        title: 'Check that the traffic gets out',
        before: mrkdwn`Select the group that your clients have. Change nothing.${renderOpen(plan)}`,
        after: mrkdwn`${allows} ${CANNOT_GET_OUT}`,
      }
    : {
        title: 'The traffic gets out already',
        before: mrkdwn`${group} lets ${renderOut(facts)}, so there is nothing to add.`,
        after: allows,
      };
};

/** One that is there is finished, and no second one is made. */
export const tellNewGroup = ({ facts, plan }: Told): StepWords => {
  const group = findGroup(plan);
  const makes =
    group === null
      ? mrkdwn`This makes a security group that lets ${renderOut(facts)} and nothing else. No other group is changed.`
      : mrkdwn`${group} is there already. This takes from it what lets everything out, and lets ${renderOut(facts)}. No other group is changed.`;
  return {
    title: 'Let the traffic out',
    before: makes,
    after: mrkdwn`It prints the group’s id. \`InvalidPermission.Duplicate\` means that a rule is there already. The group works only once it is attached, which comes next.`,
  };
};

export const tellRule = ({ facts, plan }: Told): StepWords => {
  const group = findGroup(plan);
  const ports = plan?.egress.kind === 'rule' ? plan.egress.missing : facts.ports;
  const one = ports.length === 1 ? mrkdwn`one rule` : mrkdwn`one rule for each port`;
  const lead =
    group === null
      ? mrkdwn`It asks for the id of that group and adds ${one}`
      : mrkdwn`${group} gets ${one} that it lacks`;
  return {
    title: 'Let the traffic out',
    before: mrkdwn`${lead}: ${namePorts(ports)} to ${range(facts)}. Nothing is revoked.`,
    after: mrkdwn`\`InvalidPermission.Duplicate\` means that the rule is there already.`,
  };
};

const OTHERS = mrkdwn`Load balancers, functions and containers get it where they are configured.`;

/** What has it already, and what AWS itself keeps. */
const renderRest = (plan: AwsPlan): Mrkdwn => {
  const { withIt, others } = listAttachable(plan);
  const has =
    withIt.length === 0
      ? mrkdwn``
      : mrkdwn` ${listSome(withIt.map(nameInterface), GROUPS_SHOWN)} has it already.`;
  return others === 0 ? has : mrkdwn`${has} ${OTHERS}`;
};

export const tellInterfaces = ({ facts, plan }: Told): StepWords => ({
  title: 'Find what connects to Timescale',
  before:
    plan === null
      ? mrkdwn`These are the network interfaces of ${code(facts.peering.peer.vpcId)}, with the groups that they have.`
      : mrkdwn`These instances lack the group:\n${listClients(plan)}`,
  after: mrkdwn`Choose those of whatever connects, by \`instance\` or \`what\`. ${OTHERS}`,
});

const PRINTS_NOTHING = mrkdwn`It prints nothing.`;

/** `about`: the interface that this step is about; null: the person says which. */
export const tellAttach = ({ plan }: Told, about: string | null): StepWords => {
  const one = plan?.facts.side.interfaces.find(({ id }) => id === about);
  if (one === undefined) {
    return {
      title: 'Attach the group',
      before: mrkdwn`It asks for the ids of those interfaces. Each keeps the groups that it has.`,
      after: mrkdwn`${PRINTS_NOTHING} The command before then shows the new group with each of them.`,
    };
  }
  return {
    title: `Attach the group to ${one.id}`,
    before: mrkdwn`${nameInterface(one)} keeps ${listSome(one.groupIds.map(code), GROUPS_SHOWN)}. Leave it out if it does not connect to Timescale.`,
    after: PRINTS_NOTHING,
  };
};

export const tellConsoleAttach = ({ plan }: Told): StepWords => ({
  title: 'Attach the group',
  before:
    plan === null
      ? mrkdwn`It works only once it is attached. Do this for each network interface of what connects to Timescale; keep the groups that it has.`
      : mrkdwn`It works only once it is attached. Do this for those of these that connect to Timescale; each keeps the groups that it has:\n${listClients(plan)}`,
  after: mrkdwn`The group is in the list of that interface.${plan === null ? mrkdwn` ${OTHERS}` : renderRest(plan)}`,
});
