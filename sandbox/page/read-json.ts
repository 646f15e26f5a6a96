import type { Json } from '../slack/json.ts';

/* What an app sent is read member by member: Slack's limits were judged, its shapes are not known. */

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const asJson = (value: unknown): Json => (isJson(value) ? value : {});

export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const asObjects = (value: unknown): readonly Json[] => asList(value).filter(isJson);

/** The words of a text object, or of a plain string. */
export const wordsOf = (value: unknown): string =>
  typeof value === 'string' ? value : asText(asJson(value)['text']);
