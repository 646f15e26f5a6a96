import type { Desk } from './desk.ts';
import type { Json } from './json.ts';
import { eventPayload } from './payloads.ts';

/** Sends an event to the app, whether or not it asked to be told; returns what was sent. */
export const sendEvent = (desk: Desk, event: Json): Json => {
  const whole = { event_ts: desk.timestamps.next(), ...event };
  const payload = eventPayload(desk, whole, `Ev${desk.timestamps.next()}`);
  void desk.delivery.send('events_api', payload);
  return payload;
};

/** Tells the app of something that happened, where its manifest subscribes to that. */
export const tellApp = (desk: Desk, event: Json & { readonly type: string }): void => {
  if (desk.installation.manifest.events.includes(event.type)) sendEvent(desk, event);
};
