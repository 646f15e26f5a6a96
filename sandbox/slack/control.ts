import type { Route, SandboxRequest, SandboxResponse } from '../http.ts';
import type { PressOptions } from './button-gesture.ts';
import { pressButton, pressRaw } from './button-gesture.ts';
import { typeCommand } from './command-gesture.ts';
import type { Desk } from './desk.ts';
import { directChannelOf } from './directory.ts';
import { type FieldOptions, fillField, lookUp, typeField } from './field-gesture.ts';
import type { Wanted } from './field-value.ts';
import { type GestureOptions, impossible, isImpossible } from './gesture.ts';
import { lookAt, openHome, openMessages } from './home-gesture.ts';
import { asJson, asText, isJson, type Json, parseJson } from './json.ts';
import type { RateLimits } from './rate-limits.ts';
import { read, say } from './say-gesture.ts';
import { readChannel, seeChannel } from './seen.ts';
import { takeShortcut } from './shortcut-gesture.ts';
import { closeView, submitView, type ViewOptions } from './view-gesture.ts';
import { changeWorkspace } from './workspace-control.ts';

type Act = (desk: Desk, user: string, body: Json) => unknown;

const wantedValue = (value: unknown): Wanted =>
  Array.isArray(value) ? value.map(String) : value === null || value === undefined ? null : String(value);

const inChannel = (desk: Desk, user: string, channel: string, see: () => unknown): unknown =>
  desk.directory.isMember(channel, user) ? see() : impossible(`"${user}" is not in "${channel}"`);

/** What a person may do, by the last part of the path. */
const acts: Record<string, Act> = {
  command: (desk, user, body) =>
    typeCommand(desk, user, asText(body['channel']), asText(body['line']), body as GestureOptions),
  say: (desk, user, body) => {
    const channel = asText(body['channel']);
    const threadTs = asText(body['threadTs']) || null;
    return inChannel(desk, user, channel, () => say(desk, user, channel, asText(body['text']), threadTs));
  },
  read: (desk, user, body) => {
    const channel = asText(body['channel']);
    return inChannel(desk, user, channel, () => read(desk, user, channel, asText(body['ts'])));
  },
  view: (desk, user, body) => ({ view: lookAt(desk, user, body['in'] === 'home' ? 'home' : 'top') }),
  home: async (desk, user) => {
    const view = await openHome(desk, user);
    return isImpossible(view) ? view : { view };
  },
  messages: (desk, user) => {
    openMessages(desk, user);
    return { channel: desk.directory.openDirect(user).id };
  },
  shortcut: (desk, user, body) =>
    takeShortcut(desk, user, asText(body['callbackId']), body as GestureOptions),
  fill: (desk, user, body) =>
    fillField(desk, user, asText(body['field']), wantedValue(body['value']), body as FieldOptions),
  type: (desk, user, body) =>
    typeField(desk, user, asText(body['field']), wantedValue(body['value']), body as FieldOptions),
  'look-up': async (desk, user, body) => {
    const options = await lookUp(
      desk,
      user,
      asText(body['field']),
      asText(body['query']),
      body as FieldOptions,
    );
    return isImpossible(options) ? options : { options };
  },
  press: (desk, user, body) => pressButton(desk, user, asText(body['button']), body as PressOptions),
  'press-raw': (desk, user, body) => pressRaw(desk, user, asJson(body['payload']), body as GestureOptions),
  submit: (desk, user, body) => submitView(desk, user, body as ViewOptions),
  close: (desk, user, body) => closeView(desk, user, body as ViewOptions),
  sees: (desk, user, body) => {
    const channel = asText(body['channel']);
    return inChannel(desk, user, channel, () => ({ messages: seeChannel(desk, user, channel) }));
  },
  reads: (desk, user, body) => {
    const channel = asText(body['channel']);
    return inChannel(desk, user, channel, () => ({ lines: readChannel(desk, user, channel) }));
  },
};

/**
 * A place by the name that the person knows it by: `@vpcbot`, or its D id, is their conversation with the app.
 * It is there for them before the app writes into it.
 */
const placeOf = ({ directory, workspace }: Desk, user: string, name: unknown): unknown =>
  name === `@${workspace.app.name}` || name === directChannelOf(user) ? directory.openDirect(user).id : name;

const answerAct = async (desk: Desk, user: string, name: string, body: Json): Promise<SandboxResponse> => {
  const act = Object.hasOwn(acts, name) ? acts[name] : undefined;
  const member = desk.directory.user(user);
  if (act === undefined) return { status: 404, body: { error: `there is no act "${name}"` } };
  if (member === undefined) return { status: 404, body: { error: `there is no user "${user}"` } };
  if (member.isDeactivated) return { status: 409, body: { error: `"${user}" is deactivated` } };
  const places = { channel: placeOf(desk, user, body['channel']), in: placeOf(desk, user, body['in']) };
  const result = await act(desk, user, { ...body, ...places });
  return isImpossible(result) ? { status: 409, body: { error: result.why } } : { status: 200, body: result };
};

/** One line of JSON for each change, for as long as the viewer listens. */
const streamChanges = ({ changes }: Desk): SandboxResponse => ({
  status: 200,
  headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
  body: '',
  stream: (outgoing) => {
    outgoing.write(': listening\n\n');
    const stop = changes.subscribe((change) => outgoing.write(`data: ${JSON.stringify(change)}\n\n`));
    outgoing.on('close', stop);
  },
});

const bodyOf = ({ body, url }: SandboxRequest): Json => {
  const given = body === '' ? {} : parseJson(body);
  return { ...Object.fromEntries(url.searchParams), ...(isJson(given) ? given : {}) };
};

/** Answers `/control/slack/…`, the table of which stands in docs/sandbox.md. */
export const createControl =
  (desk: Desk, limits: RateLimits): Route =>
  async (request) => {
    const [noun = '', id = '', act = ''] = request.url.pathname
      .replace(/^\/control\/slack\//, '')
      .split('/')
      .map(decodeURIComponent);
    if (noun === 'people') return answerAct(desk, id, act, bodyOf(request));
    if (noun === 'events') return streamChanges(desk);
    const done = changeWorkspace(desk, limits, { verb: request.method, noun, id, body: bodyOf(request) });
    return done === null
      ? { status: 404, body: { error: `there is no ${request.method} ${request.url.pathname}` } }
      : { status: 200, body: done };
  };
