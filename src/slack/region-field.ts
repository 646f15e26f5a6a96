import type { InputBlock } from '@slack/types';
import { type Cloud, findCloud } from '../domain/cloud.ts';
import { judgeRegion } from '../domain/region.ts';
import { groupInput, MOST, selectInput, textInput } from './blocks.ts';
import { renderRegionProblem } from './problem-words.ts';
import { groupRegions, nameRegion } from './region-words.ts';

export interface RegionField {
  readonly block: string;
  readonly action: string;
  /** Where a VPC may be made; none: the provider has not been asked yet. */
  readonly regions: readonly string[];
  /** The whole word, or an ending that only one of them has. */
  readonly typed: string | undefined;
}

/** The region that is meant; null: none, or none that can be. */
export const findChosenRegion = ({
  regions,
  typed,
}: Pick<RegionField, 'regions' | 'typed'>): string | null => {
  const verdict = judgeRegion(typed ?? '', regions);
  return verdict.kind === 'region' ? verdict.region : null;
};

/** The cloud that these regions have in common; null: they are of several, or nobody knows of which. */
export const findOnlyCloud = (regions: readonly string[]): Cloud | null => {
  const [only, ...more] = new Set(regions.map((region) => findCloud(region).cloud));
  return more.length === 0 ? (only ?? null) : null;
};

const LABEL = 'Region';
const LONGEST = 100;
const PLACEHOLDER = 'Choose a region';

const UNREAD = ':unread';

/** Slack shows another kind of field only in a block with another id. */
const buildUnread = ({ block, action, typed }: RegionField): InputBlock =>
  textInput({
    block: `${block.slice(0, MOST.id - UNREAD.length)}${UNREAD}`,
    action,
    label: LABEL,
    hint: 'vpcbot has not read yet where this project may have VPCs, and does so now. Type a region and press Enter, or open the form again in a minute. It cannot be changed later.',
    typed,
    placeholder: 'google-europe-west1',
    longest: LONGEST,
    dispatch: true,
  });

/** A menu of the regions, grouped by cloud where they name one. What is chosen is told at once where clouds differ. */
export const buildRegionField = (field: RegionField): InputBlock => {
  const { block, action, regions, typed } = field;
  if (regions.every((region) => region === '')) return buildUnread(field);
  const verdict = judgeRegion(typed ?? '', regions);
  const wrong = verdict.kind === 'region' || verdict.kind === 'empty' ? null : renderRegionProblem(verdict);
  const common = {
    block,
    action,
    label: LABEL,
    hint: wrong ?? 'Where your Timescale services are. It cannot be changed later.',
    placeholder: PLACEHOLDER,
    chosen: verdict.kind === 'region' ? verdict.region : undefined,
    // What is asked about a network follows its cloud.
    dispatch: findOnlyCloud(regions) === null,
  };
  if (regions.every((region) => nameRegion(region) === region)) {
    return selectInput({ ...common, choices: regions });
  }
  const groups = groupRegions(regions).map(({ name, regions: own }) => ({
    label: name,
    choices: own.map((region) => ({ words: nameRegion(region), value: region })),
  }));
  return groupInput({ ...common, groups });
};
