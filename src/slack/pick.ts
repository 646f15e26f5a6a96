import type { InputBlock, PlainTextOption } from '@slack/types';
import type { Peering } from '../domain/peering.ts';
import type { Vpc } from '../domain/vpc.ts';
import { asOption, asPlain, type Choice, MOST } from './blocks.ts';
import { oneLine, shorten } from './plain-words.ts';

/** Action ids of the menus that search as people type. The same id offers the same things in every form. */
export const PICK_PROJECT = 'pick_project';
export const PICK_VPC = 'pick_vpc';
export const PICK_PEERING = 'pick_peering';
export const PICK_SERVICE = 'pick_service';
/** A VPC, or the public internet. */
export const PICK_PLACE = 'pick_place';

/** How a menu names a VPC: names may be alike in different projects, and may hold anything. */
export const vpcWord = ({ id }: Pick<Vpc, 'id'>): string => `vpc:${id}`;

/** How a menu names a peering. */
export const peeringWord = ({ id }: Pick<Peering, 'id'>): string => `peering:${id}`;

export interface PickField {
  readonly block: string;
  readonly pick: string;
  readonly label: string;
  readonly placeholder: string;
  readonly hint?: string;
  readonly chosen?: Choice | undefined;
  /** Tells the bot at once what was chosen. */
  readonly dispatch?: boolean;
}

/** A menu that searches: Slack asks the bot what to offer for the letters typed so far. */
export const pickInput = ({
  block,
  pick,
  label,
  placeholder,
  hint,
  chosen,
  dispatch,
}: PickField): InputBlock => ({
  type: 'input',
  block_id: block,
  label: asPlain(label, MOST.hint),
  element: {
    type: 'external_select',
    action_id: pick,
    min_query_length: 0,
    placeholder: asPlain(placeholder, MOST.option * 2),
    ...(chosen === undefined ? {} : { initial_option: asOption(chosen) }),
  },
  ...(hint === undefined ? {} : { hint: asPlain(hint, MOST.hint) }),
  ...(dispatch === true ? { dispatch_action: true } : {}),
});

/** What such a menu offers: everything that holds all the words typed, whatever their order. */
export const buildPickOptions = (choices: readonly Choice[], typed: string): PlainTextOption[] => {
  const wanted = oneLine(typed).toLowerCase().split(' ');
  const hits = choices.filter(({ words, value, also = [] }) => {
    const text = [words, value, ...also].join(' ').toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  const once = new Map(hits.map((hit) => [shorten(hit.value, MOST.option), hit]));
  return [...once.values()].slice(0, MOST.options).map(asOption);
};
