import { findBlockProblems } from '../../../sandbox/slack/block-limits.ts';
import type { Said } from './fake-slack.ts';

/** Nothing that was said before is read a second time. */
const KEPT = 20_000;

const LEAKS = /\bundefined\b|\bNaN\b|\[object \w+\]|\bTypeError\b|\bInfinity\b|node_modules|SQLITE_/g;

/** Every text in a payload that people read: those of blocks, and what an option stands for is none. */
const listTexts = (payload: unknown): readonly string[] => {
  if (Array.isArray(payload)) return payload.flatMap(listTexts);
  if (typeof payload !== 'object' || payload === null) return [];
  const own = 'text' in payload && typeof payload.text === 'string' ? [payload.text] : [];
  return [...own, ...Object.values(payload).flatMap(listTexts)];
};

/** The texts in which Slack reads mrkdwn. */
const listMrkdwn = (payload: unknown): readonly string[] => {
  if (Array.isArray(payload)) return payload.flatMap(listMrkdwn);
  if (typeof payload !== 'object' || payload === null) return [];
  const isOne = 'type' in payload && payload.type === 'mrkdwn' && 'text' in payload;
  return [...(isOne ? [String(payload.text)] : []), ...Object.values(payload).flatMap(listMrkdwn)];
};

/** Everything in our own mrkdwn that Slack reads as more than words: a mention of ours is made of an id alone. */
const CONTROLS =
  /<(?![@#!]|https:)[^>]*>|<[^>]*EVIL[^>]*>|<!(?:channel|here|everyone)[^>]*>|\p{Cs}|[\u202A-\u202E\u2066-\u2069]/gu;

const listLeaks = (text: string): readonly string[] => text.match(LEAKS) ?? [];

/** Whether a word came in with what was thrown. */
export type Thrown = (word: string) => boolean;

/** The same, with words of what was thrown before and recorded: they are said again. `holds`: whether the store has it. */
export const createThrown = (holds: Thrown) => {
  const before = new Set<string>();
  return (thrown: string): Thrown => {
    for (const word of listLeaks(thrown)) before.add(word);
    return (word) => thrown.includes(word) || (before.has(word) && holds(word));
  };
};

/** Words of the engine's among ours; what was thrown may hold them, too. */
export const findLeaks = (texts: readonly string[], isThrown: Thrown): readonly string[] =>
  texts
    .flatMap(listLeaks)
    .filter((word) => !isThrown(word))
    .map((word) => `"${word}" is said to people`);

const TEXT_MOST = 4_000;

const findShapeProblems = ({ kind, method, payload }: Said): readonly string[] => {
  if (kind === 'view') return findBlockProblems(method === 'views.publish' ? 'home' : 'modal', payload);
  const { text } = payload;
  return [
    ...(typeof text !== 'string' || text.trim() === '' ? ['a message without a text'] : []),
    ...(typeof text === 'string' && text.length > TEXT_MOST ? [`a text of ${text.length} characters`] : []),
    ...findBlockProblems('message', payload),
  ];
};

const kindText = ({ kind, payload }: Said): readonly string[] =>
  kind === 'message' && typeof payload['text'] === 'string' ? [payload['text']] : [];

const findControls = (texts: readonly string[]): readonly string[] =>
  texts
    .flatMap((text) => text.match(CONTROLS) ?? [])
    .map((found) => `${JSON.stringify(found)} would be more than words`);

/** What is wrong with what people would be shown: Slack would refuse it, or it says what nobody means to say. */
export const createSaidJudge = () => {
  const known = new Map<string, readonly string[]>();
  return (said: Said, isThrown: Thrown): readonly string[] => {
    const key = JSON.stringify(said);
    const hit = known.get(key);
    if (hit !== undefined) return hit;
    const texts = listTexts(said.payload);
    const found = [
      ...findShapeProblems(said),
      ...findControls([...kindText(said), ...listMrkdwn(said.payload)]),
      ...findLeaks(texts, isThrown),
    ];
    const problems = found.map((problem) => `${said.method}: ${problem}`);
    if (known.size > KEPT) known.clear();
    known.set(key, problems);
    return problems;
  };
};
