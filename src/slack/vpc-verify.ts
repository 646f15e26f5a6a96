import type { Fit } from '../domain/fit.ts';
import type { SideFinding } from '../domain/side-health.ts';
import type { Finding, NameFinding, SeenPeer, Verification, VerifyNext } from '../domain/verification.ts';
import type { Vpc } from '../domain/vpc.ts';
import { answer } from './answers.ts';
import { context, header, type Message, MOST, message, section } from './blocks.ts';
import { nameEndpoint } from './move-words.ts';
import { code, join, listSome, type Mrkdwn, mrkdwn, quoted, takeWithin, when } from './mrkdwn.ts';
import { nameAccount, namePeer, namePlace, renderPeeringEnd, renderTrouble } from './outcome-words.ts';
import { count } from './plain-words.ts';
import { nameTcp } from './port-words.ts';
import { CLOUD_NAMES, nameRegion } from './region-words.ts';
import { renderSharers } from './share-words.ts';
import { describeSideFinding } from './side-health-words.ts';
import { isAccepted, renderPart } from './timescale-end-words.ts';
import { renderVpcState } from './vpc-list.ts';

const FINDINGS_SHOWN = 40;
const NAMES_SHOWN = 6;
const ADDRESSES_SHOWN = 4;
const RANGES_SHOWN = 5;

const FIT_WORDS: { readonly [F in Fit]: string } = {
  good: 'Good',
  missing: 'Missing',
  unknown: 'Not known',
  careful: 'Careful',
};

/** What somebody has to see to in the peer's own cloud; vpcbot does not look there. */
const renderOtherSide = ({ peer, provisionedId }: SeenPeer, { cidr, region }: Vpc): Mrkdwn => {
  if (!isAccepted(peer)) {
    return mrkdwn`that nothing denies outbound ${nameTcp(region)} to ${code(cidr.text)}; routes come by themselves`;
  }
  const target = provisionedId === null ? mrkdwn`the peering` : code(provisionedId);
  return mrkdwn`a route to ${code(cidr.text)} through ${target} in every route table that is to reach it, and a security group that lets ${nameTcp(region)} out to ${code(cidr.text)}`;
};

const renderOverlaps = ({ peer, overlaps }: SeenPeer): Mrkdwn =>
  overlaps.length === 0
    ? mrkdwn``
    : mrkdwn` Its range ${listSome(
        overlaps.map(({ text }) => code(text)),
        RANGES_SHOWN,
      )} shares addresses with this VPC, so ${CLOUD_NAMES[peer.kind]} makes no such peering.`;

const renderPeering = (
  { peering, isSeen }: Pick<Extract<Finding, { kind: 'peering' }>, 'peering' | 'isSeen'>,
  vpc: Vpc,
): Mrkdwn => {
  const { peer, state, provisionedId, expiresAt, said, rawStatus, sharers } = peering;
  const lead = mrkdwn`Peering with ${namePeer(peer)}${sharers.length === 0 ? mrkdwn`` : mrkdwn` (shared by ${renderSharers(sharers)})`}`;
  const over = renderOverlaps(peering);
  switch (state) {
    case 'active':
      if (isSeen) return mrkdwn`${lead} is active.${over}`;
      return mrkdwn`${lead} is active. vpcbot does not see that side; there it takes ${renderOtherSide(peering, vpc)}. Its name servers have to let private addresses through.${over}`;
    case 'pending-peer': {
      const until = expiresAt === null ? mrkdwn`` : mrkdwn` before ${when(expiresAt)}`;
      return mrkdwn`${lead} waits for its owner to ${renderPart(peer, provisionedId)}${until}. After that it takes ${renderOtherSide(peering, vpc)}.${over}`;
    }
    case 'requested':
    case 'approved':
      return mrkdwn`${lead} is being made by Timescale, which takes some minutes.${over}`;
    case 'deleting':
      return mrkdwn`${lead} is being deleted.`;
    case 'unknown':
      return mrkdwn`${lead} is in a state that vpcbot does not know: ${quoted(rawStatus)}.`;
    default:
      return renderPeeringEnd(state, peer, said).what;
  }
};

const renderFound = ({ peer }: SeenPeer, found: SideFinding, vpc: Vpc): Mrkdwn => {
  const { what, mend } = describeSideFinding(found, peer, vpc);
  return mend === null ? what : mrkdwn`${what} ${mend}`;
};

const renderSideSilence = ({
  peering,
  code: why,
  action,
}: Extract<Finding, { kind: 'side-silent' }>): Mrkdwn => {
  const lead = mrkdwn`vpcbot could not look at ${namePeer(peering.peer)}`;
  if (action === null) return mrkdwn`${lead} (${code(why)}). Type \`/vpc doctor\` for what is wrong.`;
  return mrkdwn`${lead}: it lacks the permission ${code(action)} in ${nameAccount(peering.peer)}. Its owner can add it; \`/vpc doctor\` lists all that is missing.`;
};

const renderName = ({ endpoint, looks, isAnswering }: NameFinding): Mrkdwn => {
  const lead = mrkdwn`${nameEndpoint(endpoint)} ${code(`${endpoint.host}:${endpoint.port}`)}`;
  const addresses = [...new Set(looks.flatMap((look) => look.addresses ?? []))].map(code);
  const to = addresses.length === 0 ? mrkdwn`` : mrkdwn` to ${listSome(addresses, ADDRESSES_SHOWN)}`;
  if (isAnswering) return mrkdwn`${lead} resolves${to}`;
  const denied = looks.filter(({ kind }) => kind === 'no-such-name').map(({ by }) => code(by));
  return denied.length === 0
    ? mrkdwn`${lead} could not be looked up: no name server answered`
    : mrkdwn`${lead} is not known yet to ${listSome(denied, ADDRESSES_SHOWN)}`;
};

const renderService = ({ service, names }: Extract<Finding, { kind: 'service' }>): Mrkdwn => {
  const lead = mrkdwn`The service ${code(service.name)} is in it`;
  if (names.length === 0) return mrkdwn`${lead}. Its host names were not looked up.`;
  const rest = names.length - NAMES_SHOWN;
  const more = rest > 0 ? [mrkdwn`and ${count(rest, 'more address')}`] : [];
  return mrkdwn`${lead}. ${join([...names.slice(0, NAMES_SHOWN).map(renderName), ...more], '; ')}.`;
};

const SILENT = { vpc: 'the VPC', peerings: 'its peerings', services: 'the services in it' } as const;
const LIMITS = { peerings: 'peerings', endpoints: 'endpoints for services' } as const;

const renderFinding = (finding: Finding, vpc: Vpc): Mrkdwn => {
  switch (finding.kind) {
    case 'vpc-there': {
      const { name, cidrText, region, providerId } = finding.vpc;
      return mrkdwn`Timescale has the VPC ${code(name ?? vpc.name)} with ${code(cidrText)} in ${nameRegion(region)} (id ${code(providerId)}).`;
    }
    case 'vpc-gone':
      return mrkdwn`Timescale has no such VPC any more: somebody deleted it there.`;
    case 'vpc-not-made':
      return mrkdwn`The VPC is ${renderVpcState(finding.state)}, and Timescale has told no id of it.`;
    case 'silent':
      return mrkdwn`${renderTrouble(finding.code, vpc.project).what} So nothing can be said of ${SILENT[finding.about]}.`;
    case 'no-peering':
      return mrkdwn`It has no peering. Nothing reaches a VPC without an active one.`;
    case 'peering':
      return renderPeering(finding, vpc);
    case 'side':
      return renderFound(finding.peering, finding.found, vpc);
    case 'side-gone':
      return mrkdwn`${namePlace(finding.peering.peer)} has no network like ${namePeer(finding.peering.peer)} any more.`;
    case 'side-silent':
      return renderSideSilence(finding);
    case 'limit':
      return mrkdwn`It uses ${finding.used} of the ${finding.most} ${LIMITS[finding.of]} that a VPC may have.`;
    case 'no-service':
      return mrkdwn`No service is in it.`;
    case 'service':
      return renderService(finding);
    default:
      return finding satisfies never;
  }
};

const renderNext = (next: VerifyNext, vpc: Vpc): Mrkdwn => {
  const { name, region, project } = vpc;
  const again = mrkdwn`then type ${code(`/vpc verify ${name}`)} again`;
  switch (next.kind) {
    case 'create':
      return mrkdwn`Type ${code(`/vpc create ${project} ${region}`)} to make another one.`;
    case 'wait':
      return mrkdwn`Wait some minutes, ${again}.`;
    case 'peer':
      return mrkdwn`Type ${code(`/vpc peer ${name}`)} to peer it with a network of yours.`;
    case 'accept': {
      const { peer, provisionedId } = next.peering;
      return mrkdwn`Ask the owner of ${nameAccount(peer)} to ${renderPart(peer, provisionedId)}: the thread of its request says how. Then type ${code(`/vpc verify ${name}`)} again.`;
    }
    case 'mend-peering':
      return renderPeeringEnd(next.peering.state, next.peering.peer, next.peering.said).act;
    case 'ask-again':
      return mrkdwn`Type ${code(`/vpc verify ${name}`)} again in a minute.`;
    case 'mend-side':
      return next.found === null
        ? mrkdwn`Ask the owner of ${nameAccount(next.peering.peer)} where that network went, or delete the peering with \`/vpc unpeer\`.`
        : mrkdwn`At ${namePlace(next.peering.peer)}: ${renderFound(next.peering, next.found, vpc)} Then type ${code(`/vpc verify ${name}`)} again.`;
    case 'attach':
      return mrkdwn`Type \`/vpc attach\` to move a service into it, or \`/vpc services ${project}\` for what to choose for a new one.`;
    case 'wait-for-names':
      return mrkdwn`New host names take some minutes. Wait, ${again}. If ${code(next.host)} stays unknown, look whether your name servers ask the internet for it.`;
    case 'try':
      return mrkdwn`From a machine in a peered network, try ${code(`nc -vz ${next.host} ${next.port}`)}. If it hangs, look at the routes and at what may leave that network.`;
    default:
      return next satisfies never;
  }
};

/** While the provider and the name servers are asked. */
export const answerVerifying = ({ name }: Vpc): Message =>
  answer(
    mrkdwn`Asking Timescale and the name servers about ${code(name)}. What they say comes here in a few seconds.`,
  );

const renderTitle = (findings: readonly Finding[], name: string): string => {
  const missing = findings.filter(({ fit }) => fit === 'missing').length;
  if (missing > 0) return `${name}: ${count(missing, 'thing')} missing`;
  const unknown = findings.some(({ fit }) => fit === 'unknown');
  if (unknown) return `${name}: not all is known`;
  const isSeen = findings.some(({ kind }) => kind === 'side');
  return isSeen ? `${name}: nothing is missing` : `${name}: nothing is missing at Timescale`;
};

/** Whether a VPC can be reached, one line for each thing that it takes, and what to do next. */
export const buildVerification = (vpc: Vpc, { findings, next }: Verification): Message => {
  const lines = findings.map(
    (finding) => mrkdwn`*${FIT_WORDS[finding.fit]}.* ${renderFinding(finding, vpc)}`,
  );
  const shown = takeWithin(lines.slice(0, FINDINGS_SHOWN), MOST.messageText);
  const rest = lines.length - shown.length;
  const title = renderTitle(findings, vpc.name);
  const act = mrkdwn`*Next.* ${renderNext(next, vpc)}`;
  return message(join([mrkdwn`${title}.`, ...shown, act], ' '), [
    header(title),
    ...shown.map(section),
    ...(rest > 0 ? [context(mrkdwn`And ${rest} more of the same kind.`)] : []),
    section(act),
  ]);
};
