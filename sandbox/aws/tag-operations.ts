import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { groupsOf, networksOf, tablesOf } from './find.ts';
import { ID_KINDS, type IdPrefix, notFound, prefixKnown } from './id-kinds.ts';
import { call, type Operation, operation, type Scene, type Touched } from './operation.ts';
import { peeringsOf, touchPeering } from './peering-xml.ts';
import type { Context } from './policy.ts';
import { listOf } from './query-fields.ts';
import { addTags, readTags, requestTags, tagList } from './tag-xml.ts';

const resources = listOf(z.string());

const kindOf = (id: string): IdPrefix => {
  const prefix = prefixKnown(id);
  if (prefix === null) throw new Refusal(400, 'InvalidID', `The ID '${id}' is not valid`);
  return prefix;
};

const idsOf = (scene: Scene): ReadonlySet<string> => {
  const groups = groupsOf(scene).map(({ group }) => group);
  const networks = networksOf(scene);
  return new Set([
    ...networks.map(({ id }) => id),
    ...networks.flatMap(({ subnets }) => subnets.map(({ id }) => id)),
    ...networks.flatMap(({ interfaces }) =>
      interfaces.flatMap(({ id, instanceId }) => [id, instanceId ?? id]),
    ),
    ...tablesOf(scene).map(({ table }) => table.id),
    ...groups.map(({ id }) => id),
    ...groups.flatMap(({ rules }) => rules.map(({ id }) => id)),
    ...peeringsOf(scene).map(({ id }) => id),
  ]);
};

const checkThere = (scene: Scene, wanted: readonly string[]): void => {
  const there = idsOf(scene);
  const missing = wanted.find((id) => !there.has(id));
  if (missing !== undefined) throw notFound(kindOf(missing), missing);
};

const touch = (scene: Scene, wanted: readonly string[], context: Context): readonly Touched[] =>
  wanted.map((id) => {
    const prefix = kindOf(id);
    const touched = prefix === 'pcx' ? touchPeering(scene, id) : { type: ID_KINDS[prefix].type, id };
    return { ...touched, context: { ...touched.context, ...context } };
  });

const createTags = operation('CreateTags', z.strictObject({ ...call, ResourceId: resources, Tag: tagList }), {
  touches: ({ ResourceId, Tag }, scene) => touch(scene, ResourceId, requestTags(readTags(Tag))),
  run: ({ ResourceId, Tag }, scene) => {
    checkThere(scene, ResourceId);
    const tags = readTags(Tag);
    for (const id of ResourceId) addTags(scene, id, tags);
    return { return: true };
  },
});

/** Without tags all of them; without a value the tag whatever its value; else only where the value is the same. */
const deleteTags = operation(
  'DeleteTags',
  z.strictObject({ ...call, ResourceId: resources, Tag: tagList.optional() }),
  {
    touches: ({ ResourceId, Tag }, scene) =>
      touch(
        scene,
        ResourceId,
        requestTags(Object.fromEntries((Tag ?? []).map(({ Key, Value = '' }) => [Key, Value]))),
      ),
    run: ({ ResourceId, Tag }, scene) => {
      checkThere(scene, ResourceId);
      for (const id of ResourceId) {
        scene.aws.tags.remove(
          scene,
          id,
          (key, value) =>
            Tag?.some((tag) => tag.Key === key && (tag.Value === undefined || tag.Value === value)) ?? true,
        );
      }
      return { return: true };
    },
  },
);

export const tagOperations: readonly Operation[] = [createTags, deleteTags];
