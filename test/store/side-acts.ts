import { onTestFinished } from 'vitest';
import type { NoticeBody } from '../../src/domain/notice-body.ts';
import { type ErrorCode, VpcbotError } from '../../src/errors.ts';
import type { CloudCall } from '../clouds/fake-aws.ts';
import { createSideWorld, type SideWish, type SideWorld } from './side-world.ts';

export const open = async (wish: SideWish = {}) => {
  const world = await createSideWorld(wish);
  onTestFinished(world.close);
  return world;
};

export const last = ({ told }: SideWorld): NoticeBody | undefined => told().at(-1);

/** The cloud says no to this call until the test says otherwise. */
export const fail = (
  { aws }: SideWorld,
  call: CloudCall,
  code: ErrorCode,
  when: 'before' | 'after' = 'before',
) => {
  aws.hooks[when] = (name, what) => {
    if (name !== call) return;
    throw new VpcbotError(code, { doing: `${name} ${what}`.trim(), said: 'no', action: 'ec2:CreateRoute' });
  };
  return () => {
    aws.hooks[when] = () => {};
  };
};

/** A world whose plan an owner has just approved. */
export const approved = async (wish: SideWish = {}) => {
  const world = await open(wish);
  await world.look();
  await world.approve();
  return world;
};
