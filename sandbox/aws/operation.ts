import type { z } from 'zod';
import type { Caller } from './access-keys.ts';
import type { Aws } from './clouds.ts';
import type { Context, Need } from './policy.ts';
import type { QueryTree } from './query.ts';
import { flag, readQuery } from './query-fields.ts';
import { arnOf, type Place } from './resource-id.ts';
import type { XmlMembers } from './xml.ts';

/** What a call of EC2 sees: the caller's account in the region that it signed for. */
export interface Scene extends Place {
  readonly caller: Caller;
  readonly aws: Aws;
  /** Of the clouds, epoch ms. */
  readonly now: number;
}

/** A resource that a call needs a permission for. */
export interface Touched {
  /** As an ARN names it: `route-table`. */
  readonly type: string;
  /** `*`: one that is to be made. */
  readonly id: string;
  readonly context?: Context;
  /** Where it is not the call itself: `ec2:CreateTags`. */
  readonly action?: string;
}

export interface Prepared {
  readonly isDryRun: boolean;
  readonly needs: readonly Need[];
  readonly run: () => XmlMembers;
}

/** An Action of the API. */
export interface Operation {
  readonly name: string;
  /** Reads the parameters; refuses what cannot be read. */
  readonly prepare: (tree: QueryTree, scene: Scene) => Prepared;
}

/** Parameters of every call that can be tried without being done. */
export const call = { DryRun: flag.optional() };

interface Plan<Input> {
  /** Default: a permission that knows no resources. */
  readonly touches?: (input: Input, scene: Scene) => readonly Touched[];
  readonly run: (input: Input, scene: Scene) => XmlMembers;
}

const tagContext = (scene: Scene, id: string): Context =>
  Object.fromEntries(
    Object.entries(scene.aws.tags.of(scene, id)).flatMap(([key, value]) => [
      [`aws:ResourceTag/${key}`, value],
      [`ec2:ResourceTag/${key}`, value],
    ]),
  );

const needOf = (scene: Scene, ownAction: string, touched: Touched): Need => {
  const { type, id, context, action = ownAction } = touched;
  const regions = { 'ec2:Region': scene.region, 'aws:RequestedRegion': scene.region };
  const own = type === 'vpc' ? { 'ec2:VpcID': id } : {};
  return {
    action,
    resource: arnOf(scene, type, id),
    context: { ...regions, ...own, ...tagContext(scene, id), ...context },
  };
};

export const operation = <Schema extends z.ZodType<{ readonly DryRun?: boolean | undefined }>>(
  name: string,
  schema: Schema,
  { touches, run }: Plan<z.output<Schema>>,
): Operation => ({
  name,
  prepare: (tree, scene) => {
    const input = readQuery(schema, tree);
    const action = `ec2:${name}`;
    const { region } = scene;
    const everywhere = {
      action,
      resource: '*',
      context: { 'ec2:Region': region, 'aws:RequestedRegion': region },
    };
    return {
      isDryRun: input.DryRun === true,
      needs:
        touches === undefined
          ? [everywhere]
          : touches(input, scene).map((touched) => needOf(scene, action, touched)),
      run: () => run(input, scene),
    };
  },
});
