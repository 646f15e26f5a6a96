import { readFileSync } from 'node:fs';

/** Of vpcbot, as its package says. */
export const readVersion = (): string => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const found: unknown = JSON.parse(text);
  const version = typeof found === 'object' && found !== null && 'version' in found ? found.version : null;
  return typeof version === 'string' ? version : 'unknown';
};
