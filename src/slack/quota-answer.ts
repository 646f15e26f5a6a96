import type { KnownBlock } from '@slack/types';
import { judgePlan } from '../domain/plan.ts';
import type { Project } from '../domain/project.ts';
import type { QuotaFacts } from '../domain/quota-facts.ts';
import { actions, button, context, header, type Message, message, section } from './blocks.ts';
import { LIMIT_FORM } from './limit-form.ts';
import { join, type Mrkdwn, mrkdwn, quoted } from './mrkdwn.ts';
import { count } from './plain-words.ts';
import { carryTyped, EDIT } from './plan-message.ts';
import { renderGrant, renderWaiting } from './quota-words.ts';

/** A project's quota, for somebody who may see it. */
export interface ShownQuota {
  readonly project: Project;
  readonly facts: QuotaFacts;
  /** Whether they may ask for more. */
  readonly mayAsk: boolean;
}

const WAITING_SHOWN = 8;
/** Each takes four blocks of the fifty that a message may have. */
const PROJECTS_SHOWN = 10;

const renderUse = ({ project, facts }: ShownQuota): Mrkdwn => {
  const { used, grant, observedAt } = facts;
  const limit = Math.max(project.vpcQuota, grant?.limit ?? 0);
  const configured = mrkdwn`The configuration allows ${project.vpcQuota}`;
  const from =
    grant === null || grant.limit <= project.vpcQuota
      ? mrkdwn`${configured}.`
      : mrkdwn`${configured}; ${renderGrant(grant)}.`;
  const known = observedAt === null ? mrkdwn` Timescale was not read yet, so there may be more.` : mrkdwn``;
  return mrkdwn`*${project.name}* uses ${used} of ${count(limit, 'VPC')}. ${from}${known}`;
};

/** What Timescale's own plan allows, which no approval here changes; null while the plan is not known. */
const renderPlan = ({ project, facts }: ShownQuota): Mrkdwn | null => {
  const { plan } = facts;
  // Managed Service sells by service: its projects have no plan.
  if (plan === null || plan === '') return null;
  const own = mrkdwn`At Timescale it is on the plan ${quoted(plan)}`;
  const free = mrkdwn`VPCs are not charged during a trial.`;
  const allows = judgePlan(project.product, plan);
  switch (allows.kind) {
    case 'at-most':
      return allows.vpcs === 0
        ? mrkdwn`${own}, which allows no VPC: Timescale may refuse until the plan is changed. ${free}`
        : mrkdwn`${own}, which allows ${count(allows.vpcs, 'VPC')}: Timescale may refuse more until the plan is changed or its support raises that. ${free}`;
    case 'unlimited':
      return mrkdwn`${own}, which sets no limit for VPCs. ${free}`;
    case 'unknown':
      return mrkdwn`${own}. How many VPCs that allows is not known here. ${free}`;
    default:
      return allows satisfies never;
  }
};

const renderAllWaiting = ({ facts }: ShownQuota): Mrkdwn | null => {
  const { waiting } = facts;
  if (waiting.length === 0) return null;
  const lines = waiting.slice(0, WAITING_SHOWN).map(renderWaiting);
  const rest = waiting.length - lines.length;
  const more = rest > 0 ? [mrkdwn`• and ${count(rest, 'more request')}`] : [];
  return join([mrkdwn`*Waiting*`, ...lines, ...more]);
};

const buildProject = (shown: ShownQuota): readonly KnownBlock[] => {
  const { name } = shown.project;
  const plan = renderPlan(shown);
  const waiting = renderAllWaiting(shown);
  const more = button({
    action: `${EDIT}${LIMIT_FORM}`,
    words: 'Ask for more…',
    value: carryTyped({ project: name }),
    label: `Ask for more VPCs in ${name}`,
  });
  return [
    section(renderUse(shown)),
    ...(plan === null ? [] : [context(plan)]),
    ...(waiting === null ? [] : [section(waiting)]),
    ...actions(shown.mayAsk ? [more] : []),
  ];
};

/** `/vpc quota`: how many VPCs each project uses, may have, and waits for. At least one project. */
export const buildQuotaAnswer = (projects: readonly ShownQuota[]): Message => {
  const shown = projects.slice(0, PROJECTS_SHOWN);
  const rest = projects.length - shown.length;
  const more =
    rest > 0
      ? [
          mrkdwn`There ${rest === 1 ? 'is 1 more project' : `are ${rest} more projects`}. Type \`/vpc quota\` and the name of one.`,
        ]
      : [];
  return message(join([...shown.map(renderUse), ...more], ' '), [
    header(shown.length === 1 ? 'VPC quota' : 'VPC quotas'),
    ...shown.flatMap(buildProject),
    ...more.map(section),
  ]);
};
