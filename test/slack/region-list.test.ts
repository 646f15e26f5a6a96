import { expect, test } from 'vitest';
import type { Message } from '../../src/slack/blocks.ts';
import { buildRegionList, buildRegionsInGeneral } from '../../src/slack/region-list.ts';
import { findMessageProblems, readMessage } from './block-kit.ts';
import { aProject } from './example.ts';

const read = (message: Message): string => {
  expect(findMessageProblems(message)).toEqual([]);
  return readMessage(message);
};
const at = (...regions: readonly string[]) => regions.map((region) => ({ region }));

const RULES =
  'A service goes into a VPC of its own region only, so choose the region where your services are, or will be. Your own network may be in any region of the same cloud: it is peered across regions, too. A VPC, and its peerings, belong to one project and one region.';

test('the regions of a project say what is there, and what must be in the same region', () => {
  const project = aProject({ regions: ['us-east-1', 'eu-west-1', 'eu-west-2'] });
  const of = {
    project,
    regions: project.regions,
    vpcs: at('us-east-1'),
    services: at('us-east-1', 'us-east-1', 'eu-west-2'),
  };
  expect(read(buildRegionList([of]))).toBe(
    `*payments* may have VPCs in 3 regions.\n\`us-east-1\`: 1 VPC, 2 services\n\`eu-west-2\`: 0 VPCs, 1 service\nNothing yet in \`eu-west-1\`.\n\n${RULES}\n\nTo make a VPC, type \`/vpc create payments\`.`,
  );
});

test('what is in a region that is not configured is told', () => {
  const project = aProject({ regions: ['us-east-1'] });
  expect(
    read(buildRegionList([{ project, regions: project.regions, vpcs: at('us-west-1'), services: [] }])),
  ).toContain(
    'It also has something in `us-west-1`, where vpcbot makes no VPC: whoever keeps vpcbot can add the region.',
  );
});

test('of very many projects the first are shown and the others counted', () => {
  const many = Array.from({ length: 60 }, (_, index) => ({
    project: aProject({ name: `p${index}` }),
    regions: ['us-east-1'],
    vpcs: [],
    services: [],
  }));
  const said = read(buildRegionList(many));
  expect(said).toContain('*p39* may');
  expect(said).not.toContain('*p40* may');
  expect(said).toContain(
    'And 20 projects more: type `/vpc regions` and the name of one. To make a VPC, type `/vpc create`.',
  );
});

test('who is listed nowhere still learns where VPCs can be', () => {
  expect(read(buildRegionsInGeneral(['U0BOB']))).toBe(
    `Tiger Cloud has VPCs in \`us-east-1\`, \`us-east-2\`, \`us-west-2\`, \`ca-central-1\`, \`sa-east-1\`, \`eu-central-1\`, \`eu-central-2\`, \`eu-west-1\`, \`eu-west-2\`, \`ap-south-1\`, \`ap-northeast-1\`, \`ap-southeast-1\` and \`ap-southeast-2\`. A project may have more, and one of Managed Service has those of AWS, Google Cloud and Azure that Timescale lists for it.\n\n${RULES}\n\nYou are not listed in any project. Ask <@U0BOB> to list you, then type \`/vpc create\`.`,
  );
});

const managed = aProject({ name: 'metrics', product: 'managed', regions: [] });

test('regions of several clouds stand cloud by cloud, in words that can be typed', () => {
  const regions = ['timescale-google-europe-west1', 'timescale-google-us-east1', 'timescale-aws-us-east-1'];
  const of = { project: managed, regions, vpcs: at('timescale-google-europe-west1'), services: [] };
  expect(read(buildRegionList([of]))).toBe(
    '*metrics* may have VPCs in 3 regions.\n`europe-west1 (Google Cloud)`: 1 VPC, 0 services\nNothing yet in AWS: `us-east-1`.\nNothing yet in Google Cloud: `us-east1`.\n\nA service goes into a VPC of its own region only, so choose the region where your services are, or will be. Your own network may be in any region of the same cloud: it is peered across regions, too. A VPC, and its peerings, belong to one project and one region.\n\nTo make a VPC, type `/vpc create metrics`.',
  );
});

test('a project whose regions were never read says so, and what to do', () => {
  expect(read(buildRegionList([{ project: managed, regions: [], vpcs: [], services: [] }]))).toContain(
    '*metrics*: vpcbot has not read yet where it may have VPCs, and does so with its next reading. Type `/vpc regions metrics` again in a minute.',
  );
});
