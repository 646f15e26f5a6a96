import { findBlockProblems } from './block-limits.ts';
import type { Desk } from './desk.ts';
import { asText, isJson, type Json } from './json.ts';
import { accept, type Method, refuse } from './method.ts';
import { problem } from './shape.ts';
import { type View, viewJson } from './views.ts';

const largestView = 250_000;

/** What Slack would answer to this view; null when it would show it. `replaced` may keep its own external_id. */
export const judgeView = (
  { views }: Desk,
  surface: 'modal' | 'home',
  sent: unknown,
  replaced?: View,
): Json | null => {
  if (!isJson(sent)) return refuse('invalid_arguments', [problem('/view', 'must be a valid view')]);
  const problems = findBlockProblems(surface, sent);
  if (problems.length > 0) return refuse('invalid_arguments', problems);
  if (JSON.stringify(sent).length > largestView) return refuse('view_too_large');
  const twin = views.findExternal(asText(sent['external_id']));
  return twin === undefined || twin.id === replaced?.id ? null : refuse('duplicate_external_id');
};

const shown = (view: View, { workspace }: Desk): Json => accept({ view: viewJson(view, workspace) });

const sentView = (args: Json): Json => (isJson(args['view']) ? args['view'] : {});

const open: Method = (desk, args) => {
  const refusal = judgeView(desk, 'modal', args['view']);
  if (refusal !== null) return refusal;
  const exchange = desk.triggers.exchange(asText(args['trigger_id']));
  if (exchange.kind === 'refused') return refuse(exchange.error);
  return shown(desk.views.open(exchange, sentView(args)), desk);
};

const push: Method = (desk, args) => {
  const refusal = judgeView(desk, 'modal', args['view']);
  if (refusal !== null) return refusal;
  const exchange = desk.triggers.exchange(asText(args['trigger_id']));
  if (exchange.kind === 'refused') return refuse(exchange.error);
  if (desk.views.top(exchange.user) === null) return refuse('not_found');
  if (desk.views.isFull(exchange.user)) return refuse('push_limit_reached');
  return shown(desk.views.push(exchange, sentView(args)), desk);
};

const isStale = (view: View | null, args: Json): boolean => {
  const hash = asText(args['hash']);
  return hash !== '' && view !== null && view.hash !== hash;
};

const update: Method = (desk, args) => {
  const id = asText(args['view_id']);
  const view = id === '' ? desk.views.findExternal(asText(args['external_id'])) : desk.views.find(id);
  if (view === undefined) return refuse('not_found');
  const refusal = judgeView(desk, view.type, args['view'], view);
  if (refusal !== null) return refusal;
  if (isStale(view, args)) return refuse('hash_conflict');
  return shown(desk.views.update(view, sentView(args)), desk);
};

const publish: Method = (desk, args) => {
  if (!desk.installation.manifest.hasHome) return refuse('not_enabled');
  const user = desk.directory.user(asText(args['user_id']));
  if (user === undefined) return refuse('invalid_arguments', [problem('/user_id', 'user not found')]);
  const before = desk.views.home(user.id);
  const refusal = judgeView(desk, 'home', args['view'], before ?? undefined);
  if (refusal !== null) return refusal;
  if (isStale(before, args)) return refuse('hash_conflict');
  return shown(desk.views.publish(user.id, sentView(args)), desk);
};

export const viewMethods: Record<string, Method> = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
};
