import type {
  AllMiddlewareArgs,
  BlockAction,
  SlackActionMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Deps } from '../src/deps.ts';
import { judgeRetrier } from '../src/domain/access.ts';
import { findCloud } from '../src/domain/cloud.ts';
import type { TypedPeer } from '../src/domain/peer-request.ts';
import type { Peering } from '../src/domain/peering.ts';
import { findPeered } from '../src/domain/share.ts';
import type { Vpc } from '../src/domain/vpc.ts';
import { judgeNetworks } from '../src/domain/vpc-change.ts';
import { buildAnswerView } from '../src/slack/answer-view.ts';
import { answerOutdated } from '../src/slack/answers.ts';
import { buildAskAgainForm, parseAskAgainForm, typedBefore } from '../src/slack/ask-again-form.ts';
import type { Message } from '../src/slack/blocks.ts';
import { peerListErrors } from '../src/slack/peer-errors.ts';
import { readValues } from '../src/slack/view-values.ts';
import { findOwnRequest } from './cancel-request.ts';
import { inBlocks, isOvertaken, tellTooMany } from './change-gestures.ts';
import { judgeMore } from './creations.ts';
import { doing } from './people.ts';
import { findChoices, seePeers } from './see-networks.ts';
import { offerShare } from './share-peering.ts';
import { answerFor } from './trouble.ts';

type Needs = Pick<
  Deps,
  'store' | 'wake' | 'directory' | 'projects' | 'networks' | 'limits' | 'timing' | 'now' | 'log'
>;

/** Slack opens it within three seconds of the press, so what clouds say later is left out. */
const OPENED_SHARE = 3;

/** The form in which an ended peering is corrected, with the networks that there are to choose from. */
export const buildAskAgain = async (
  deps: Pick<Needs, 'networks' | 'timing'>,
  { region, cidr, ...vpc }: Vpc,
  peering: Peering,
  typed: TypedPeer = typedBefore(peering),
  share = OPENED_SHARE,
): Promise<ModalView> => {
  const timing = { ...deps.timing, cloudLookUp: deps.timing.cloudLookUp / share };
  const look = { cloud: findCloud(region).cloud, region, typed: [typed] };
  const choices = await findChoices({ networks: deps.networks, timing }, look);
  const range = { cidr, isFixed: true };
  return buildAskAgainForm(peering, { ...vpc, region, cidr }, typed, { ...choices, range });
};

type ViewAnswer = Parameters<SlackViewMiddlewareArgs<ViewSubmitAction>['ack']>[0];

const explain = (message: Message): ViewAnswer => ({
  response_action: 'update',
  view: buildAnswerView('Ask again', message),
});

/** The network is peered already: it may be shared. */
const offerInstead = async (deps: Needs, user: string, peering: Peering): Promise<ViewAnswer> => {
  const offered = await offerShare(deps, user, peering);
  return offered.kind === 'answer'
    ? explain(offered.message)
    : { response_action: 'push', view: offered.offer.view };
};

const recordAskAgain = async (
  deps: Needs,
  { view, body }: Pick<SlackViewMiddlewareArgs<ViewSubmitAction>, 'view' | 'body'>,
): Promise<ViewAnswer> => {
  const values = readValues(view);
  const typed = parseAskAgainForm(values, view.private_metadata);
  if (typed === null) return explain(answerOutdated());
  const { requestId, peeringId } = typed;
  const own = await findOwnRequest(deps, requestId, body.user.id, judgeRetrier);
  if (own.kind === 'answer') return explain(own.message);
  const { vpc } = own.view;
  const facts = await deps.store.findVpcChangeFacts(vpc.id);
  const { peers, sightings } = await seePeers(deps, [typed.typed], vpc.region);
  const around = facts?.project ?? { findReach: () => [] };
  const verdict = judgeNetworks(peers, facts?.record ?? own.view, around, sightings);
  if (verdict.kind === 'problems') {
    const peered = findPeered(verdict.problems);
    if (peered !== null) return offerInstead(deps, body.user.id, peered);
    return { response_action: 'errors', errors: inBlocks(peerListErrors(verdict.problems), values) };
  }
  const [wanted] = verdict.peers;
  const press = { user: body.user.id, id: body.view.id, team: body.team?.id };
  const by = doing(deps, 'view', press);
  const asked =
    wanted === undefined
      ? null
      : await deps.store.askPeeringAgain(requestId, peeringId, wanted, by, judgeMore(deps));
  if (asked?.kind === 'peered') return offerInstead(deps, body.user.id, asked.peering);
  if (asked?.kind === 'too-many') return tellTooMany('Ask again', asked, values);
  if (asked?.kind !== 'asked') return explain(answerOutdated());
  await deps.wake({ name: 'advance-vpc', payload: { vpcId: asked.vpcId } });
  await deps.wake({ name: 'speak', payload: { requestId } });
  return undefined;
};

export const createSubmitAskAgain =
  (deps: Needs) =>
  async ({ ack, view, body }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs) => {
    const response = await recordAskAgain(deps, { view, body }).catch((err: unknown) => {
      deps.log.error({ err }, 'a peering could not be asked for again');
      return explain(answerFor(err));
    });
    await (response === undefined ? ack() : ack(response));
  };

/** A network was chosen in it: it is built anew around that. */
export const createRebuildAskAgain =
  (deps: Needs) =>
  async ({ ack, body, client }: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs) => {
    await ack();
    const { view, user } = body;
    const sent = view === undefined ? null : parseAskAgainForm(readValues(view), view.private_metadata);
    if (view === undefined || sent === null) return;
    const own = await findOwnRequest(deps, sent.requestId, user.id, judgeRetrier);
    const peering =
      own.kind === 'answer' ? undefined : own.view.peerings.find(({ id }) => id === sent.peeringId);
    if (own.kind === 'answer' || peering === undefined) return;
    const built = await buildAskAgain(deps, own.view.vpc, peering, sent.typed, 1);
    await client.views.update({ view_id: view.id, hash: view.hash, view: built }).catch((err: unknown) => {
      if (!isOvertaken(err)) deps.log.warn({ err }, 'a form could not be shown again');
    });
  };
