import type { Deciders } from '../domain/quota.ts';
import type { Grant, StandingVpc, VpcUse, WaitingAsk } from '../domain/quota-facts.ts';
import { code, join, type Mrkdwn, mention, mentionAny, mrkdwn, when } from './mrkdwn.ts';
import { count } from './plain-words.ts';
import { nameRegion } from './region-words.ts';
import { formatRequestNumber } from './request-number.ts';

const USES: { readonly [U in VpcUse]: string } = {
  'in-use': 'in use',
  waits: 'its peering is not active yet',
  unused: 'unused: no active peering and no service in it',
  'on-its-way': 'on its way',
  leaving: 'being deleted',
};

/** `• orders, 10.0.0.0/24 in us-east-1, since Nov 3 10:00, asked for by @bob: in use`. */
const renderStandingVpc = ({ vpc, askedBy, use }: StandingVpc): Mrkdwn => {
  const by = askedBy === null ? mrkdwn`not asked for here` : mrkdwn`asked for by ${mention(askedBy)}`;
  const said = use === 'unused' ? mrkdwn`*${USES[use]}*` : mrkdwn`${USES[use]}`;
  return mrkdwn`• ${code(vpc.name)}, ${vpc.cidr.text} in ${nameRegion(vpc.region)}, since ${when(vpc.knownSince)}, ${by}: ${said}`;
};

const STANDING_SHOWN = 8;
/** The unused first: they are what a decision may turn on. */
const ORDER: readonly VpcUse[] = ['unused', 'waits', 'in-use', 'on-its-way', 'leaving'];

/** The VPCs that there are, one a line; past eight the rest is counted. */
export const renderStanding = (standing: readonly StandingVpc[]): Mrkdwn => {
  const sorted = [...standing].sort((a, b) => ORDER.indexOf(a.use) - ORDER.indexOf(b.use));
  const lines = sorted.slice(0, STANDING_SHOWN).map(renderStandingVpc);
  const rest = standing.length - lines.length;
  return join(rest > 0 ? [...lines, mrkdwn`• and ${count(rest, 'more VPC')}`] : lines);
};

/** What whoever decides should ask first; null where every VPC is in use. */
export const renderUnused = (standing: readonly StandingVpc[]): Mrkdwn | null => {
  const unused = standing.filter(({ use }) => use === 'unused');
  const [only, ...more] = unused;
  if (only === undefined) return null;
  if (more.length > 0)
    return mrkdwn`${count(unused.length, 'VPC')} are unused. Could one of them serve, or be deleted instead?`;
  return mrkdwn`${code(only.vpc.name)} is unused. Could it serve, or be deleted instead?`;
};

/** Nobody is there who could decide: whom the configuration must name. */
const renderNobody = (
  project: string,
  requesterId: string,
  { breakGlass }: Extract<Deciders, { kind: 'nobody' }>,
): Mrkdwn => {
  const config = mrkdwn`Whoever keeps vpcbot’s configuration names somebody else, under \`approvers\` of ${project} or under \`admins\`.`;
  const nobody = mrkdwn`Nobody else can decide: ${project} lists no approver and no admin who is active in Slack.`;
  return breakGlass
    ? mrkdwn`${nobody} ${mention(requesterId)} is an admin and may press *Approve* and say why it cannot wait. ${config}`
    : mrkdwn`${nobody} ${config}`;
};

/** Whose turn it is: called by name. */
export const callDeciders = (deciders: Deciders, project: string, requesterId: string): Mrkdwn => {
  switch (deciders.kind) {
    case 'approvers':
      return mrkdwn`${mentionAny(deciders.listed)}: approve or deny it.`;
    case 'admins':
      return mrkdwn`${mentionAny(deciders.listed)}: no approver of ${project} can decide, so an admin does: approve or deny it.`;
    case 'nobody':
      return renderNobody(project, requesterId, deciders);
    default:
      return deciders satisfies never;
  }
};

/** Where the limit comes from: `@bob granted 4, Nov 3 (R12)`. */
export const renderGrant = ({ limit, by, at, requestId }: Grant): Mrkdwn => {
  const who = by === null ? mrkdwn`Somebody` : mention(by);
  const since = at === null ? mrkdwn`` : mrkdwn`, ${when(at)}`;
  return mrkdwn`${who} granted ${limit}${since} (${formatRequestNumber(requestId)})`;
};

/** `• R13: the VPC orders, asked for by @omar since Nov 3, waits for an approver`. */
export const renderWaiting = ({ request, vpcName, wanted }: WaitingAsk): Mrkdwn => {
  const number = formatRequestNumber(request.id);
  const what =
    vpcName === null
      ? mrkdwn`a limit of ${count(wanted ?? 0, 'VPC')}`
      : mrkdwn`one VPC more, ${code(vpcName)}`;
  const whom = request.state === 'waiting-for-timescale' ? 'Timescale' : 'an approver';
  return mrkdwn`• ${number}: ${what}, asked for by ${mention(request.requesterId)}; waits for ${whom} since ${when(request.stateSince)}`;
};

/** A limit here does not raise Timescale's own; null where nothing waits for that. */
export const renderHeld = (held: readonly number[], project: string): Mrkdwn | null => {
  const [first, ...more] = held;
  if (first === undefined) return null;
  const which =
    more.length === 0
      ? mrkdwn`${formatRequestNumber(first)} waits`
      : mrkdwn`${formatRequestNumber(first)} and ${count(more.length, 'more request')} wait`;
  return mrkdwn`${which} for Timescale, which allows ${project} no VPC more: a limit here does not raise Timescale’s own. The thread of ${formatRequestNumber(first)} says what to write to its support.`;
};
