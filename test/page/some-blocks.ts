import type { Json } from '../../sandbox/slack/json.ts';

/* Blocks as an app may send them. */

export const plain = (text: string): Json => ({ type: 'plain_text', text });
export const words = (text: string): Json => ({ type: 'mrkdwn', text });
export const section = (change: Json = {}): Json => ({ type: 'section', text: words('*R1*'), ...change });
export const actions = (...elements: Json[]): Json => ({ type: 'actions', block_id: 'b', elements });
export const button = (change: Json = {}): Json => ({
  type: 'button',
  action_id: 'a',
  text: plain('Go'),
  ...change,
});
export const rich = (...elements: Json[]): Json => ({ type: 'rich_text', elements });
export const line = (...elements: Json[]): Json => ({ type: 'rich_text_section', elements });
export const cells = (...texts: string[]): Json[] => texts.map((text) => ({ type: 'raw_text', text }));
export const drawn = 'data:image/png;base64,iVBORw0KGgo=';
export const image = (change: Json = {}): Json => ({
  type: 'image',
  alt_text: 'a map',
  image_url: drawn,
  ...change,
});
export const task = (status: string): Json => ({
  type: 'task_card',
  task_id: status,
  title: 'Create',
  status,
});
export const card: Json = { type: 'card', title: words('*Title*'), body: words('Body'), actions: [button()] };
export const long = 'word '.repeat(200);
