import {
  CreateSecurityGroupCommand,
  type CreateSecurityGroupCommandInput,
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeSecurityGroupsCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { codeOf, openAmazon, VPC } from './amazon-world.ts';

const create = async (ec2: EC2Client, change: Partial<CreateSecurityGroupCommandInput> = {}) => {
  const wanted = { GroupName: 'timescale', Description: 'To the database', VpcId: VPC, ...change };
  return (await ec2.send(new CreateSecurityGroupCommand(wanted))).GroupId ?? '';
};
const look = async (ec2: EC2Client, id: string) => {
  const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }));
  return SecurityGroups?.[0];
};

/** A world with a new group in it. */
const grouped = async () => {
  const world = await openAmazon();
  const ec2 = world.owner();
  return { ...world, ec2, id: await create(ec2) };
};

test('tags come with what is made, are added, and go again', async () => {
  const { owner } = await openAmazon();
  const ec2 = owner();
  const tagged = [{ ResourceType: 'security-group' as const, Tags: [{ Key: 'vpcbot', Value: 'R7' }] }];
  const id = await create(ec2, { TagSpecifications: tagged });
  const tags = async () => (await look(ec2, id))?.Tags;
  await ec2.send(
    new CreateTagsCommand({
      Resources: [id],
      Tags: [
        { Key: 'Name', Value: 'db' },
        { Key: 'x', Value: '' },
      ],
    }),
  );
  expect(await tags()).toEqual([
    ...(tagged[0]?.Tags ?? []),
    { Key: 'Name', Value: 'db' },
    { Key: 'x', Value: '' },
  ]);
  await ec2.send(
    new DeleteTagsCommand({ Resources: [id], Tags: [{ Key: 'x' }, { Key: 'Name', Value: 'other' }] }),
  );
  expect(await tags()).toEqual([
    { Key: 'vpcbot', Value: 'R7' },
    { Key: 'Name', Value: 'db' },
  ]);
  await ec2.send(new DeleteTagsCommand({ Resources: [id] }));
  expect(await tags()).toEqual([]);
});

const REFUSED = [
  {
    tags: [{ Key: 'aws:x', Value: '1' }],
    code: 'InvalidParameterValue',
    because: 'AWS keeps the prefix for itself',
  },
  {
    tags: [
      { Key: 'a', Value: '1' },
      { Key: 'a', Value: '2' },
    ],
    code: 'InvalidParameterValue',
    because: 'a key comes once',
  },
  { tags: [{ Key: '', Value: '1' }], code: 'InvalidParameterValue', because: 'a key has a name' },
  {
    tags: Array.from({ length: 51 }, (_, n) => ({ Key: `k${n}`, Value: '' })),
    code: 'TagLimitExceeded',
    because: 'there are fifty at most',
  },
];

test.each(REFUSED)('tags are refused with $code, because $because', async ({ tags: Tags, code }) => {
  const { ec2, id } = await grouped();
  expect(await codeOf(ec2.send(new CreateTagsCommand({ Resources: [id], Tags })))).toBe(code);
  const unknown = new CreateTagsCommand({
    Resources: [id, 'rtb-0123456789abcdef0'],
    Tags: [{ Key: 'a', Value: '' }],
  });
  expect(await codeOf(ec2.send(unknown))).toBe('InvalidRouteTableID.NotFound');
  expect((await look(ec2, id))?.Tags).toEqual([]);
});
