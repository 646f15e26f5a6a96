import type { SlackWorld } from './slack-world.ts';

/** What Slack is answered with, and how often. */
export interface Acked {
  readonly acks: readonly unknown[];
}

const RESPOND = 'https://hooks.slack.invalid/respond';
const TEAM = { id: 'T0ACME', domain: 'acme' };

export interface Somebody {
  readonly user: string;
  readonly channel: string;
}

let gestures = 0;
const nextTrigger = (): string => {
  gestures += 1;
  return `${gestures}.trigger`;
};

/** Hands a payload to Bolt as a receiver does, and waits until all that follows is done. */
export const deliver = async (world: SlackWorld, body: Readonly<Record<string, unknown>>): Promise<Acked> => {
  const acks: unknown[] = [];
  await world.app.processEvent({
    body: body as never,
    ack: async (answer) => {
      acks.push(answer ?? null);
    },
  });
  return { acks };
};

export const commandBody = ({ user, channel }: Somebody, text: unknown) => ({
  token: 'x',
  team_id: 'T0ACME',
  team_domain: 'acme',
  channel_id: channel,
  channel_name: 'vpc',
  user_id: user,
  user_name: 'somebody',
  command: '/vpc',
  text,
  api_app_id: 'A0',
  response_url: RESPOND,
  trigger_id: nextTrigger(),
});

interface PressIn extends Somebody {
  readonly view?: unknown;
  readonly ts?: string;
}

export const actionBody = ({ user, channel, view, ts }: PressIn, action: object) => ({
  type: 'block_actions',
  team: TEAM,
  user: { id: user, team_id: 'T0ACME', username: 'somebody' },
  api_app_id: 'A0',
  token: 'x',
  trigger_id: nextTrigger(),
  ...(view === undefined
    ? {
        channel: { id: channel, name: 'vpc' },
        container: { type: 'message', message_ts: ts ?? `1790000001.${gestures}`, channel_id: channel },
        response_url: RESPOND,
        message: { ts: '1790000001.1', text: 'x', metadata: { event_type: 'x', event_payload: {} } },
      }
    : { view, container: { type: 'view', view_id: 'V1' } }),
  actions: [action],
});

export const submitBody = ({ user }: Somebody, view: Readonly<Record<string, unknown>>) => ({
  type: 'view_submission',
  team: TEAM,
  user: { id: user, team_id: 'T0ACME', username: 'somebody' },
  api_app_id: 'A0',
  token: 'x',
  trigger_id: nextTrigger(),
  view: { id: `V${gestures}`, hash: '1.h', type: 'modal', title: { type: 'plain_text', text: 'x' }, ...view },
});

export const optionsBody = (
  { user }: Somebody,
  asked: {
    readonly action_id: unknown;
    readonly block_id: unknown;
    readonly value: unknown;
    readonly view?: unknown;
  },
) => ({
  type: 'block_suggestion',
  team: TEAM,
  user: { id: user, team_id: 'T0ACME' },
  api_app_id: 'A0',
  token: 'x',
  container: { type: 'view', view_id: 'V1' },
  ...asked,
});
