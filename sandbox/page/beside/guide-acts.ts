import { type Acts, CannotAct } from '../acts.ts';
import type { Memory } from '../memory.ts';
import type { Whereabouts } from '../whereabouts.ts';
import { ANSWERS, GUIDE, type Step } from './guide-step.ts';

interface Hands {
  readonly memory: Memory;
  readonly acts: Acts;
  readonly whereabouts: Whereabouts;
}

/** The id of a channel that the viewer is in. */
export const channelId = ({ workspace }: Memory, name: string): string | undefined =>
  workspace.peek()?.places.find((place) => place.name === name && !place.isDirect)?.id;

const ask = async ({ memory, acts, whereabouts }: Hands): Promise<void> => {
  const channel = channelId(memory, GUIDE.channel);
  if (channel === undefined) throw new CannotAct(`You are not in #${GUIDE.channel}: be omar.`);
  whereabouts.goTo(channel);
  const { error } = await acts.command(channel, GUIDE.line);
  if (error !== null) throw new CannotAct(error);
};

/** Fills in the form that lies open, and leaves it to the person to send it. */
const fillIn = async ({ memory, acts }: Hands): Promise<void> => {
  for (const [label, value] of ANSWERS) {
    const view = memory.modals.peek().at(-1);
    const field = view?.fields.find((each) => each.label === label);
    if (view === undefined || field === undefined) continue;
    const spot = { view: view.id, block: field.blockId };
    if (field.type === 'plain_text_input') await acts.type(field.actionId, value, spot);
    else await acts.fill(field.actionId, value, spot, value);
  }
};

const hasAnswer = (empty: string | null): boolean => ANSWERS.some(([label]) => label === empty);

/** Shows the other side, at the request. */
const beOwner = ({ whereabouts }: Hands): void => {
  whereabouts.become(GUIDE.owner);
  whereabouts.side.value = 'aws';
  whereabouts.isBesideOpen.value = true;
};

/** Shows the plan for the other side, as somebody who may say yes to it. */
const readPlan = ({ memory, whereabouts }: Hands, root: string): void => {
  whereabouts.become(GUIDE.owner);
  const channel = channelId(memory, GUIDE.channel);
  if (channel === undefined) return;
  whereabouts.openThread(channel, root);
  // Where there is room for one pane only, the other side would lie over it.
  if (matchMedia('(max-width: 899px)').matches) whereabouts.isBesideOpen.value = false;
};

/** Does for the person what a step asks for; null: that is theirs to do, or nothing is to be done. */
export const doFor = (step: Step, hands: Hands): (() => Promise<void>) | null => {
  const { memory, whereabouts } = hands;
  switch (step.kind) {
    case 'ask':
      return memory.bot.value?.state === 'ready' ? () => ask(hands) : null;
    case 'fill':
      return hasAnswer(step.empty) ? () => fillIn(hands) : null;
    case 'complete': {
      const isThere = whereabouts.viewer.value === GUIDE.owner && whereabouts.thread.value === step.root;
      return isThere ? null : async () => readPlan(hands, step.root);
    }
    case 'accept':
      return whereabouts.viewer.value === GUIDE.owner ? null : async () => beOwner(hands);
    case 'read':
      return async () => {
        const channel = channelId(memory, GUIDE.channel);
        if (channel !== undefined) whereabouts.openThread(channel, step.root);
      };
    case 'made':
    case 'completing':
    case 'over':
    case 'hear':
      return null;
    default:
      return step satisfies never;
  }
};
