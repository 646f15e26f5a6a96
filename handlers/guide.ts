import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { buildGuide } from '../src/clouds/guide.ts';
import type { Deps } from '../src/deps.ts';
import { NOT_CHOSEN, readGuideFacts, type TypedChoice } from '../src/domain/guide.ts';
import { judgePeerStanding } from '../src/domain/pending-peer.ts';
import { buildAnswerView } from '../src/slack/answer-view.ts';
import { answerOutdated } from '../src/slack/answers.ts';
import { buildGuideView, parseGuideMetadata, parseGuideView } from '../src/slack/guide-view.ts';
import { answerNotAwaited } from '../src/slack/pending-peer-answers.ts';
import { readValues } from '../src/slack/view-values.ts';
import { findPeering } from './find-pending-peer.ts';
import { createShown, type Pressed } from './press.ts';
import { answerFor } from './trouble.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'projects' | 'log'>;

/** Routes and the way out are left to do where it is accepted already, so the steps are shown then too. */
const showGuide = async (
  deps: Needs,
  peeringId: number,
  user: string,
  choice: TypedChoice,
): Promise<Pressed> => {
  const found = await findPeering(deps, peeringId, user);
  if (found.kind === 'answer') return found;
  const { peering, view } = found.stored;
  const standing = judgePeerStanding(peering);
  const { provisionedId } = peering;
  const usable = standing.kind === 'awaited' || standing.kind === 'active';
  if (!usable || provisionedId === null) {
    const why = usable ? ({ kind: 'not-yet' } as const) : standing;
    return { kind: 'answer', message: answerNotAwaited(why, peering) };
  }
  const ports = await deps.store.listServicePorts(view.vpc);
  const plan = view.sides.find((side) => side.peeringId === peeringId)?.plan ?? null;
  const facts = readGuideFacts({ provisionedId, peer: peering.peer }, view.vpc, { ports, plan });
  return { kind: 'form', form: buildGuideView(buildGuide(facts, choice), { peeringId }) };
};

/** "How to accept", or "How to create it". */
export const createHowToAccept = createShown<Needs>((deps, peeringId, { user }) =>
  showGuide(deps, peeringId, user, NOT_CHOSEN),
);

/** Another tool or another security group: the same view, built anew for it. */
export const createChooseGuide =
  (deps: Needs) =>
  async ({ ack, body, client }: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs) => {
    await ack();
    const { view } = body;
    if (view === undefined) return;
    const about = parseGuideMetadata(view.private_metadata);
    const shown = await (about === null
      ? Promise.resolve<Pressed>({ kind: 'answer', message: answerOutdated() })
      : showGuide(deps, about.peeringId, body.user.id, parseGuideView(readValues(view)))
    ).catch((err: unknown): Pressed => {
      deps.log.error({ err }, 'instructions could not be shown');
      return { kind: 'answer', message: answerFor(err) };
    });
    if (shown.kind === 'done') return;
    const next = shown.kind === 'form' ? shown.form : buildAnswerView(view.title.text, shown.message);
    await client.views.update({ view_id: view.id, hash: view.hash, view: next });
  };
