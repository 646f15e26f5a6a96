import { createHash } from 'node:crypto';

/** Has the form of a UUID and is the same for the same text. */
export const uuidFor = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-a$4-$5');
};
