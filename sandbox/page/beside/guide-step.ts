import type { CloudFacts } from '../../demo/news.ts';
import type { SeenMessage, SeenView } from '../../slack/seen.ts';

/** What the first steps are about: omar's VPC for the project that people call payments. */
export const GUIDE = {
  channel: 'vpc-requests',
  project: 'rp1pz7uyae',
  line: '/vpc create payments',
  owner: 'U0NINA',
} as const;

/**
 * What is chosen in the form of step 2, by the labels of its fields. Where the bot cannot list networks, the
 * form asks for the ids of one.
 */
export const ANSWERS: readonly (readonly [label: string, value: string])[] = [
  ['Region', 'us-east-1'],
  ['Your network', 'aws/123456789012/us-east-1/vpc-0a1b2c3d4e5f60718'],
  ['AWS account', '123456789012'],
  ['Your VPC', 'vpc-0a1b2c3d4e5f60718'],
  ['Region of your VPC', 'us-east-1'],
  ['Your VPC’s ranges', '10.20.0.0/16'],
];

/** The form by its callback_id. */
const CREATE_FORM = 'create_vpc';
/** The plan for the other side by the action_ids of its buttons: the second stands on it as long as it lives. */
const COMPLETE = 'complete_side';
const LOOK_AGAIN = 'look_at_side';

/** What the page knows that the steps go by; all of it is told, so every tab and every reload knows the same. */
export interface GuideFacts {
  readonly modals: readonly Pick<SeenView, 'callbackId' | 'fields'>[];
  readonly tiger: Pick<CloudFacts['tiger'], 'projects'>;
  readonly pcxs: readonly Pick<CloudFacts['aws']['peerings'][number], 'id' | 'status' | 'at'>[];
  /** What was said in the channel and its threads last, oldest first. */
  readonly messages: readonly (Pick<SeenMessage, 'ts' | 'threadTs' | 'isBroadcast' | 'lines'> & {
    readonly buttons: readonly Pick<SeenMessage['buttons'][number], 'actionId'>[];
  })[];
}

export type Step =
  | { readonly kind: 'ask' }
  /** `empty`: the first field that must be filled in and is not; null: all are. */
  | { readonly kind: 'fill'; readonly empty: string | null }
  /** Timescale is at it. */
  | { readonly kind: 'made' }
  /** The bot has planned the other side: `ts` is the plan, `root` what its thread stands below. */
  | { readonly kind: 'complete'; readonly pcx: string; readonly ts: string; readonly root: string }
  /** It is at it, or something is in the way, which the plan says. */
  | { readonly kind: 'completing'; readonly pcx: string }
  /** Nothing is planned, so it takes somebody's hands. */
  | { readonly kind: 'accept'; readonly pcx: string }
  /** What was asked for at AWS has come to nothing. */
  | { readonly kind: 'over' }
  /** The channel does not know yet. */
  | { readonly kind: 'hear'; readonly pcx: string }
  /** `ts`: the message in the channel, `root`: what its thread stands below. */
  | { readonly kind: 'read'; readonly pcx: string; readonly ts: string; readonly root: string };

const NUMBERS = {
  ask: 1,
  fill: 2,
  made: 3,
  complete: 3,
  completing: 3,
  accept: 3,
  over: 3,
  hear: 4,
  read: 4,
} as const;

/** Which of the four it belongs to. */
export const numberOf = ({ kind }: Step): 1 | 2 | 3 | 4 => NUMBERS[kind];

const readForm = ({ modals }: GuideFacts): Step | null => {
  const top = modals.at(-1);
  if (top?.callbackId !== CREATE_FORM) return null;
  const empty = top.fields.find(({ isOptional, shown }) => !isOptional && shown.trim() === '');
  return { kind: 'fill', empty: empty?.label ?? null };
};

const readActive = ({ pcxs, messages }: GuideFacts): Step | null => {
  const active = pcxs.filter(({ status }) => status === 'active');
  for (const { id } of active) {
    const heard = messages.find(({ isBroadcast, lines }) => isBroadcast && lines.join('\n').includes(id));
    if (heard !== undefined) {
      return { kind: 'read', pcx: id, ts: heard.ts, root: heard.threadTs ?? heard.ts };
    }
  }
  const [first] = active;
  return first === undefined ? null : { kind: 'hear', pcx: first.id };
};

const readPlan = (pcx: string, { messages }: GuideFacts): Step | null => {
  const isMentioned = (lines: readonly string[]): boolean => lines.join('\n').includes(pcx);
  for (const { ts, threadTs, buttons, lines } of [...messages].reverse()) {
    const has = (id: string): boolean => buttons.some(({ actionId }) => actionId === id);
    if (threadTs === null || !(has(COMPLETE) || has(LOOK_AGAIN)) || !isMentioned(lines)) continue;
    return has(COMPLETE) ? { kind: 'complete', pcx, ts, root: threadTs } : { kind: 'completing', pcx };
  }
  return null;
};

const readPending = (facts: GuideFacts): Step | null => {
  const { pcxs } = facts;
  const [newest] = pcxs
    .filter(({ status }) => status === 'pending-acceptance')
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
  if (newest === undefined) return null;
  return readPlan(newest.id, facts) ?? { kind: 'accept', pcx: newest.id };
};

const LIVING: readonly string[] = ['PENDING', 'APPROVED', 'ACTIVE'];

const readVpcs = ({ tiger }: GuideFacts): Step | null => {
  const vpcs = tiger.projects
    .filter(({ id }) => id === GUIDE.project)
    .flatMap((project) => project.vpcs)
    .filter(({ goneAt }) => goneAt === null);
  if (vpcs.length === 0) return null;
  const peerings = vpcs.flatMap((vpc) => vpc.peerings);
  const isOver = peerings.length > 0 && !peerings.some(({ status }) => LIVING.includes(status));
  return { kind: isOver ? 'over' : 'made' };
};

/** Where somebody is in the first steps, from what the world shows alone. */
export const stepOf = (facts: GuideFacts): Step =>
  readActive(facts) ?? readPending(facts) ?? readForm(facts) ?? readVpcs(facts) ?? { kind: 'ask' };
