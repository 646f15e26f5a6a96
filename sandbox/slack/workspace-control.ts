import type { Delivery } from './delivery.ts';
import type { Desk } from './desk.ts';
import { sendEvent, tellApp } from './events.ts';
import { asJson, asList, asText, type Json } from './json.ts';
import type { RateLimits } from './rate-limits.ts';

interface Order {
  readonly verb: string;
  readonly noun: string;
  readonly id: string;
  readonly body: Json;
}

type Carry = (desk: Desk, limits: RateLimits, order: Order) => Json | null;

const textsIn = (value: unknown): readonly string[] => asList(value).map(asText);

const readState: Carry = ({ directory, socket, delivery, installation }, limits) => ({
  delivery: delivery.get(),
  connections: socket.connections(),
  isLimited: limits.isOn(),
  scopes: installation.scopes(),
  users: directory.users(),
  groups: directory.groups(),
  channels: directory.channels(),
});

const changeDelivery: Carry = ({ delivery }, _limits, { body }) => {
  const { eventsUrl } = asJson(body['delivery']);
  const next: Delivery = typeof eventsUrl === 'string' ? { eventsUrl } : 'socket';
  delivery.set(next);
  return { delivery: next };
};

const changeGroup: Carry = (desk, _limits, { id, body }) => {
  const added = textsIn(body['add']);
  const removed = textsIn(body['remove']);
  const group = desk.directory.changeGroup(id, added, removed);
  if (group === undefined) return null;
  const event = {
    type: 'subteam_members_changed',
    subteam_id: id,
    team_id: desk.workspace.team.id,
    added_users: added,
    added_users_count: added.length,
    removed_users: removed,
    removed_users_count: removed.length,
  };
  tellApp(desk, event);
  return { group };
};

const changeUser: Carry = ({ directory, views }, _limits, { id, body }) => {
  const isDeactivated = body['deactivated'] === true;
  if (!directory.setDeactivated(id, isDeactivated)) return null;
  if (isDeactivated) views.clear(id);
  return { user: directory.user(id) };
};

const changeChannel: Carry = ({ directory }, _limits, { id, body }) => {
  if (directory.channel(id) === undefined) return null;
  for (const user of textsIn(body['add'])) directory.join(id, user);
  for (const user of textsIn(body['remove'])) directory.leave(id, user);
  if (typeof body['archived'] === 'boolean') directory.archive(id, body['archived']);
  return { channel: directory.channel(id) };
};

const changeSockets: Carry = ({ socket }, _limits, { body }) => {
  const connections = socket.connections();
  if (body['action'] === 'refresh') socket.refresh(asText(body['reason']) || 'refresh_requested');
  else if (body['action'] === 'drop') socket.drop();
  else return null;
  return { connections };
};

const postEvent: Carry = (desk, _limits, { body }) => ({ payload: sendEvent(desk, asJson(body['event'])) });

const changeScopes: Carry = ({ installation }, _limits, { body }) => ({
  scopes: installation.changeScopes(textsIn(body['add']), textsIn(body['remove'])),
});

const readFile: Carry = ({ files }, _limits, { id }) => {
  const upload = files.find(id);
  return upload === undefined
    ? null
    : { ...upload.facts, isComplete: upload.isComplete, text: files.textOf(id) };
};

const readRequests: Carry = (_desk, limits) => ({ methods: limits.counts() });

const forgetRequests: Carry = (_desk, limits) => {
  limits.resetCounts();
  return { methods: {} };
};

const changeLimits: Carry = (_desk, limits, { body }) => {
  limits.set(body['on'] === true);
  return { on: body['on'] === true };
};

const orders: Record<string, Carry> = {
  'GET state': readState,
  'POST delivery': changeDelivery,
  'POST groups': changeGroup,
  'POST users': changeUser,
  'POST channels': changeChannel,
  'POST sockets': changeSockets,
  'POST event': postEvent,
  'POST scopes': changeScopes,
  'GET files': readFile,
  'GET requests': readRequests,
  'DELETE requests': forgetRequests,
  'POST limits': changeLimits,
};

/** Changes what stands around the people; null where there is no such thing. */
export const changeWorkspace = (desk: Desk, limits: RateLimits, order: Order): Json | null =>
  orders[`${order.verb} ${order.noun}`]?.(desk, limits, order) ?? null;
