import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { ID_KINDS, type IdPrefix } from './id-kinds.ts';
import type { Scene, Touched } from './operation.ts';
import type { Context } from './policy.ts';
import { listOf } from './query-fields.ts';
import type { Tags } from './tags.ts';
import type { Xml } from './xml.ts';

const MOST_TAGS = 50;
const LONGEST_KEY = 127;
const LONGEST_VALUE = 255;

const invalid = (message: string): Refusal => new Refusal(400, 'InvalidParameterValue', message);

export const tagList = listOf(z.strictObject({ Key: z.string(), Value: z.string().optional() }));
type TagList = z.output<typeof tagList>;

export const tagSpecifications = listOf(
  z.strictObject({ ResourceType: z.string(), Tag: tagList.optional() }),
).optional();
type TagSpecifications = z.output<typeof tagSpecifications>;

export const writeTags = (scene: Scene, id: string): readonly Xml[] =>
  Object.entries(scene.aws.tags.of(scene, id)).map(([key, value]) => ({ key, value }));

const checkTag = (key: string, value: string): void => {
  if (key === '' || key.length > LONGEST_KEY) throw invalid('Tag keys must have 1 to 127 characters.');
  if (value.length > LONGEST_VALUE) throw invalid('Tag values may have up to 255 characters.');
  if (key.toLowerCase().startsWith('aws:')) {
    throw invalid("Tag keys starting with 'aws:' are reserved for internal use");
  }
};

/** Tags as AWS takes them. */
export const readTags = (list: TagList): Tags => {
  const entries = list.map(({ Key, Value = '' }) => [Key, Value] as const);
  for (const [key, value] of entries) checkTag(key, value);
  const twice = entries.find(([key], index) => entries.findIndex(([other]) => other === key) !== index);
  if (twice !== undefined) throw invalid(`Duplicate tag key '${twice[0]}' specified.`);
  return Object.fromEntries(entries);
};

/** Of what is to be made: the tags it gets with it. */
export const readSpecifications = (given: TagSpecifications, prefix: IdPrefix): Tags => {
  const { type } = ID_KINDS[prefix];
  const other = given?.find(({ ResourceType }) => ResourceType !== type);
  if (other !== undefined) {
    throw invalid(`'${other.ResourceType}' is not a valid taggable resource type for this operation.`);
  }
  return readTags(given?.flatMap(({ Tag = [] }) => Tag) ?? []);
};

export const addTags = (scene: Scene, id: string, more: Tags): void => {
  const all = { ...scene.aws.tags.of(scene, id), ...more };
  if (Object.keys(all).length > MOST_TAGS) {
    throw new Refusal(400, 'TagLimitExceeded', `More than ${MOST_TAGS} tags specified`);
  }
  scene.aws.tags.add(scene, id, more);
};

export const requestTags = (tags: Tags): Context => ({
  ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
  ...(Object.keys(tags).length === 0 ? {} : { 'aws:TagKeys': Object.keys(tags) }),
});

/** Who tags while making something needs the permission to tag as well. */
export const touchedByTagging = (tags: Tags, prefix: IdPrefix, createAction: string): readonly Touched[] =>
  Object.keys(tags).length === 0
    ? []
    : [
        {
          action: 'ec2:CreateTags',
          type: ID_KINDS[prefix].type,
          id: '*',
          context: { ...requestTags(tags), 'ec2:CreateAction': createAction },
        },
      ];
