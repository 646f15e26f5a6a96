import type { Desk } from './desk.ts';
import {
  type Answer,
  type GestureOptions,
  type Impossible,
  impossible,
  perform,
  quietAnswer,
} from './gesture.ts';
import { asJson, asList, asObjects, asText, isJson, type Json } from './json.ts';
import { interaction, sceneJson } from './payloads.ts';
import {
  isThere,
  matches,
  nameWanted,
  offer,
  patience,
  type Scene,
  scenesOf,
  staleScenes,
  type Where,
} from './scene.ts';
import { buttonsOf, type SeenButton } from './seen.ts';

export interface PressOptions extends GestureOptions, Where {
  /** Presses what an earlier look of the message had, though it has gone since, as a slow client may. */
  readonly stale?: boolean;
  /** Forges the button's value. */
  readonly value?: string;
  /** Says no to the confirmation dialog. */
  readonly decline?: boolean;
}

interface Target {
  readonly scene: Scene;
  readonly button: SeenButton;
}

/** The line beside a button or menu whose app does not answer in time, or is not there. */
export const deafLine = (code: string): string =>
  code === 'operation_timeout'
    ? 'Operation timed out. Apps need to respond within 3 seconds.'
    : `This app is not responding (${code}).`;

const findTarget = (desk: Desk, user: string, wanted: string, options: PressOptions): Target | null => {
  const now = scenesOf(desk, user, options);
  const past = options.stale === true || options.ts !== undefined ? now.flatMap(staleScenes) : [];
  const scenes = options.stale === true ? past : [...now, ...past];
  for (const scene of scenes) {
    const button = buttonsOf(scene.blocks).find(
      (one) => matches(one, wanted) && isThere(options, one.blockId),
    );
    if (button !== undefined) return { scene, button };
  }
  return null;
};

const elementOf = (scene: Scene, { actionId, blockId }: SeenButton): Json =>
  scene.blocks
    .flatMap((block) => [block, ...asObjects(block['child_blocks']), ...asObjects(block['elements'])])
    .filter((block) => asText(block['block_id']) === blockId)
    .flatMap((block) => [block['accessory'], ...asList(block['elements']), ...asList(block['actions'])])
    .filter(isJson)
    .find((element) => asText(element['action_id']) === actionId) ?? {};

/** Tells the app of actions in a scene; the response_url of a message's answers in its thread. */
export const actIn = (
  desk: Desk,
  user: string,
  scene: Scene,
  action: Json,
  options: GestureOptions = {},
): Promise<Answer> => {
  const message = scene.kind === 'message' ? scene.message : null;
  const action_ts = desk.timestamps.next();
  const responseUrl =
    message === null
      ? {}
      : {
          response_url: desk.responseUrls.mint({
            user,
            channel: message.channel,
            threadTs: message.threadTs,
            original: message.ts,
          }),
        };
  const payload = {
    ...interaction(desk, 'block_actions', user),
    ...sceneJson(desk, user, scene),
    trigger_id: desk.triggers.mint(
      user,
      scene.kind === 'message' ? scene.message.channel : scene.view.channel,
    ),
    ...responseUrl,
    actions: [{ ...action, action_ts }],
  };
  const channel = message?.channel ?? null;
  return perform(desk, { ...options, user, channel, type: 'interactive', payload, lineFor: deafLine });
};

/** Presses a button by its words or its action_id; waits a moment for it to appear. */
export const pressButton = async (
  desk: Desk,
  user: string,
  wanted: string,
  options: PressOptions = {},
): Promise<Answer | Impossible> => {
  const target = await desk.changes.until(
    () => findTarget(desk, user, wanted, options),
    options.waitMs ?? patience,
  );
  if (target === null) {
    return impossible(
      `no button ${nameWanted(wanted, options)} is there for "${user}": ${offer(scenesOf(desk, user, options))}`,
    );
  }
  const { scene, button } = target;
  if (options.decline === true) return { ...quietAnswer, confirmed: null };
  const { text, value, style } = elementOf(scene, button);
  const action = {
    action_id: button.actionId,
    block_id: button.blockId,
    text,
    ...(options.value === undefined && value === undefined ? {} : { value: options.value ?? value }),
    ...(style === undefined ? {} : { style }),
    type: 'button',
  };
  const answer = await actIn(desk, user, scene, action, options);
  return { ...answer, confirmed: button.confirm };
};

/** Sends an interaction as it is given, the usual members filled in where they are left out. */
export const pressRaw = (
  desk: Desk,
  user: string,
  payload: Json,
  options: GestureOptions = {},
): Promise<Answer> => {
  const channel = asText(asJson(payload['channel'])['id']) || null;
  const original = asText(asJson(payload['container'])['message_ts']) || null;
  const responseUrl =
    channel === null
      ? {}
      : { response_url: desk.responseUrls.mint({ user, channel, threadTs: null, original }) };
  const whole = {
    ...interaction(desk, 'block_actions', user),
    trigger_id: desk.triggers.mint(user, channel),
    ...responseUrl,
    ...payload,
  };
  return perform(desk, { ...options, user, channel, type: 'interactive', payload: whole, lineFor: deafLine });
};
