import type { Cidr } from './cidr.ts';
import { cutText } from './cut-text.ts';

/** Timescale documents no rule; this fits a DNS label and every tag, and reads well in a sentence. */
export const LONGEST_VPC_NAME = 63;
/** Leaves room for the letters that tell it from others. */
const LONGEST_BASE = LONGEST_VPC_NAME - 8;

export type VpcNameProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-long'; readonly text: string; readonly length: number; readonly longest: number }
  /** Line breaks, tabs and what cannot be seen. */
  | { readonly kind: 'control-characters'; readonly text: string }
  /** Each character once, as typed, the first few. */
  | { readonly kind: 'bad-characters'; readonly text: string; readonly characters: readonly string[] }
  /** A name begins and ends with a letter or a digit. */
  | { readonly kind: 'edge-punctuation'; readonly text: string; readonly character: string };

export type VpcNameResult = { readonly kind: 'name'; readonly name: string } | VpcNameProblem;

const CHARACTERS_NAMED = 5;

/** Parses a VPC's name: ASCII letters, digits, spaces, `-`, `_` and `.`; several spaces become one. */
export function parseVpcName(text: string): VpcNameResult {
  const name = text.trim().replace(/ {2,}/g, ' ');
  const shown = cutText(name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u{FFFD}'));
  if (name === '') return { kind: 'empty' };
  const length = Array.from(name).length;
  if (length > LONGEST_VPC_NAME) return { kind: 'too-long', text: shown, length, longest: LONGEST_VPC_NAME };
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(name)) return { kind: 'control-characters', text: shown };
  const bad = new Set(name.match(/[^A-Za-z0-9 ._-]/gu));
  if (bad.size > 0) {
    return { kind: 'bad-characters', text: shown, characters: [...bad].slice(0, CHARACTERS_NAMED) };
  }
  const [character] = /^[^A-Za-z0-9]|[^A-Za-z0-9]$/.exec(name) ?? [];
  if (character !== undefined) return { kind: 'edge-punctuation', text: shown, character };
  return { kind: 'name', name };
}

/** A name that nobody has: `payments-us-east-1`, then `payments-us-east-1-b`. Case does not tell names apart. */
export function suggestVpcName(project: string, region: string, takenNames: readonly string[]): string {
  const word = project.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[._-]+/, '');
  const base = `${trimEnd(word.slice(0, 30)) || 'vpc'}-${cutProduct(region)}`.slice(0, LONGEST_BASE);
  return nextFree(trimEnd(base), takenNames);
}

/** What a VPC is called that has no name at its provider and was not made here. Two may have one range. */
export function nameFoundVpc(region: string, cidr: Cidr, takenNames: readonly string[]): string {
  const base = `${cutProduct(region)}-${cidr.text.replace('/', '-')}`.slice(-LONGEST_BASE);
  return nextFree(trimEnd(base.replace(/^[._-]+/, '')), takenNames);
}

function nextFree(base: string, takenNames: readonly string[]): string {
  const taken = new Set(takenNames.map((name) => name.trim().toLowerCase()));
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base}-${letters(number)}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

/** Managed Service puts its own name before that of every cloud. */
function cutProduct(region: string): string {
  return region.replace(/^timescale-/, '');
}

function trimEnd(name: string): string {
  return name.replace(/(?<![._-])[._-]+$/, '');
}

/** 2 -> `b`, 26 -> `z`, 27 -> `aa`: a number would read as part of the region. */
function letters(number: number): string {
  const rest = Math.floor((number - 1) / 26);
  return (rest > 0 ? letters(rest) : '') + String.fromCharCode(97 + ((number - 1) % 26));
}
