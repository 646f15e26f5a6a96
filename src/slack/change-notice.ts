import type { CleanUpGuide } from '../domain/guide.ts';
import type { ChangeNotice, GonePeering } from '../domain/notice-body.ts';
import type { VpcView } from '../domain/request.ts';
import { type Message, message, section } from './blocks.ts';
import { buildCleanUpBlocks, renderLeft } from './clean-up-blocks.ts';
import { code, join, listSome, type Mrkdwn, mention, mrkdwn } from './mrkdwn.ts';
import { namePeer, renderSaid } from './outcome-words.ts';
import { formatRequestNumber } from './request-number.ts';
import { nameEnd } from './timescale-end-words.ts';

type Of<K extends ChangeNotice['kind']> = Extract<ChangeNotice, { kind: K }>;

/** How what stays behind goes away, for each peering that is gone. */
type CleanUps = readonly CleanUpGuide[];

/** Peerings of which the commands are shown. */
const CLEAN_UPS_SHOWN = 5;
const NAMES_SHOWN = 10;

const say = (...parts: readonly Mrkdwn[]): Message => message(join(parts, ' '), parts.map(section));

const callAsker = ({ request }: VpcView): Mrkdwn =>
  mrkdwn`${mention(request.requesterId)} ${formatRequestNumber(request.id)}`;

const nameGone = ({ peer, provisionedId }: GonePeering): Mrkdwn =>
  provisionedId === null
    ? namePeer(peer)
    : mrkdwn`${nameEnd({ peer, provisionedId })} with ${namePeer(peer)}`;

const nameId = ({ peer, provisionedId }: GonePeering): Mrkdwn =>
  provisionedId === null ? mrkdwn`` : mrkdwn` (${nameEnd({ peer, provisionedId })})`;

const sayGone = (lines: readonly Mrkdwn[], guides: CleanUps): Message =>
  message(join([...lines, ...guides.map(renderLeft)], ' '), [
    ...lines.map(section),
    ...guides.slice(0, CLEAN_UPS_SHOWN).flatMap((guide) => buildCleanUpBlocks(guide, guides.length === 1)),
  ]);

const sayPeeringDeleted = ({ gone }: Of<'peering-deleted'>, view: VpcView, guides: CleanUps): Message =>
  sayGone(
    [
      mrkdwn`${callAsker(view)}: the peering of ${code(view.vpc.name)} with ${namePeer(gone.peer)}${nameId(gone)} is deleted, and no traffic goes through it any more.`,
    ],
    guides,
  );

/** To whoever asked for the peering, in their own thread. */
const sayPeeringLost = ({ gone, by, requestId }: Of<'peering-lost'>, view: VpcView): Message =>
  say(
    mrkdwn`${callAsker(view)}: your peering of ${code(view.vpc.name)} with ${namePeer(gone.peer)}${nameId(gone)} is deleted. ${mention(by)} asked for that in ${formatRequestNumber(requestId)}, whose thread says what is left to clean up. Talk to them if you still need it.`,
  );

const sayVpcDeleted = ({ peerings }: Of<'vpc-deleted'>, view: VpcView, guides: CleanUps): Message => {
  const { name, cidr, project } = view.vpc;
  const lead = mrkdwn`${callAsker(view)}: the VPC ${code(name)} is deleted. Its range ${code(cidr.text)} and its place in the quota of ${project} are free.`;
  const went = mrkdwn`With it went ${listSome(peerings.map(nameGone), NAMES_SHOWN)}.`;
  return sayGone(peerings.length === 0 ? [lead] : [lead, went], guides);
};

/** What had happened before the provider refused the rest. */
const renderKept = ({ request, vpc, peerings }: VpcView): Mrkdwn => {
  const name = code(vpc.name);
  const gone = peerings.filter(
    ({ state, stateSince }) => state === 'deleted' && stateSince >= request.createdAt,
  );
  switch (request.ask.kind) {
    case 'delete':
      return gone.length === 0
        ? mrkdwn`${name} stays as it was.`
        : mrkdwn`${name} stays, but ${listSome(gone.map(nameGone), NAMES_SHOWN)} is deleted already.`;
    case 'create':
      return mrkdwn`${name} stays, without the peerings of this request.`;
    case 'peer':
    case 'share':
    case 'unpeer':
    case 'rename':
    case 'move':
    case 'quota':
      return mrkdwn`All is as it was.`;
    default:
      return request.ask satisfies never;
  }
};

const sayInUse = ({ services }: Of<'vpc-in-use'>, view: VpcView): Message => {
  const inside = listSome(services.map(code), NAMES_SHOWN);
  const [be, them] = services.length === 1 ? ['is', 'it'] : ['are', 'them'];
  return say(
    mrkdwn`${callAsker(view)} failed: ${inside} ${be} in ${code(view.vpc.name)}, so neither the VPC nor a peering of it was deleted. Move ${them} out with \`/vpc detach\` or \`/vpc migrate\`, then ask again.`,
  );
};

/** How a change of a VPC came out. `guides`: for what is gone. */
export const renderChangeNotice = (body: ChangeNotice, view: VpcView, guides: CleanUps): Message => {
  switch (body.kind) {
    case 'vpc-renamed':
      return say(
        mrkdwn`${callAsker(view)} The VPC ${code(body.from)} is now called ${code(body.to)}. Nothing else has changed, and nothing is needed from you.`,
      );
    case 'change-refused':
      return say(
        mrkdwn`${callAsker(view)} failed: Timescale refused it.${renderSaid(body.said, null)} ${renderKept(view)} Put right what it says, then ask again.`,
      );
    case 'vpc-in-use':
      return sayInUse(body, view);
    case 'vpc-ready':
      return say(
        mrkdwn`${callAsker(view)}: the VPC ${code(view.vpc.name)} is ready, and *nothing reaches it* until a peering of it is active. Next, press *Add a peering* on the card, or type ${code(`/vpc peer ${view.vpc.name}`)}.`,
      );
    case 'peering-deleted':
      return sayPeeringDeleted(body, view, guides);
    case 'peering-lost':
      return sayPeeringLost(body, view);
    case 'vpc-deleted':
      return sayVpcDeleted(body, view, guides);
    default:
      return body satisfies never;
  }
};
