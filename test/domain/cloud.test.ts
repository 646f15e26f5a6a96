import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findCloud, isTigerRegion } from '../../src/domain/cloud.ts';
import { AWS_REGIONS, judgeRegion, TIGER_REGIONS } from '../../src/domain/region.ts';
import { findEndpointLimit, findPeeringLimit } from '../../src/domain/vpc-limits.ts';
import { nameRegion } from '../../src/slack/region-words.ts';

test.each([
  { region: 'us-east-1', cloud: 'aws', own: 'us-east-1', reads: 'us-east-1', because: 'Tiger is in AWS' },
  {
    region: 'timescale-aws-us-east-1',
    cloud: 'aws',
    own: 'us-east-1',
    reads: 'us-east-1 (AWS)',
    because: 'Managed Service names the cloud',
  },
  {
    region: 'timescale-google-europe-west1',
    cloud: 'google',
    own: 'europe-west1',
    reads: 'europe-west1 (Google Cloud)',
    because: 'Managed Service names the cloud',
  },
  {
    region: 'azure-westeurope',
    cloud: 'azure',
    own: 'westeurope',
    reads: 'westeurope (Azure)',
    because: 'the product need not stand before it',
  },
  { region: 'do-fra', cloud: null, own: 'do-fra', reads: 'do-fra', because: 'nobody peers that here' },
  { region: 'google-', cloud: null, own: 'google-', reads: 'google-', because: 'no region follows' },
  {
    region: 'xaws-us-east-1',
    cloud: null,
    own: 'xaws-us-east-1',
    reads: 'xaws-us-east-1',
    because: 'xaws is no cloud',
  },
])('$region is $cloud, because $because', ({ region, cloud, own, reads }) => {
  expect(findCloud(region)).toEqual({ cloud, region: own });
  expect(nameRegion(region)).toBe(reads);
});

test('every region that Tiger Cloud or AWS has is in AWS, and reads as it is', () => {
  for (const region of [...TIGER_REGIONS, ...AWS_REGIONS]) {
    expect(findCloud(region)).toEqual({ cloud: 'aws', region });
    expect(isTigerRegion(region)).toBe(true);
    expect(isTigerRegion(`timescale-aws-${region}`)).toBe(false);
  }
});

test('any text is answered, and is in one line when it is shown', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const { cloud, region } = findCloud(text);
      expect(cloud === null ? region === text : text.endsWith(region)).toBe(true);
      expect(nameRegion(`timescale-google-${text}`)).not.toMatch(/[\r\n]/);
    }),
  );
});

test.each([
  { region: 'us-east-1', peerings: { most: 50, by: 'timescale' }, endpoints: 50, because: 'Tiger says so' },
  {
    region: 'timescale-aws-us-east-1',
    peerings: { most: 50, by: 'aws' },
    endpoints: null,
    because: 'AWS allows so many, and services need no endpoints',
  },
  {
    region: 'timescale-google-europe-west1',
    peerings: { most: 25, by: 'google' },
    endpoints: null,
    because: 'Google Cloud allows so many',
  },
  { region: 'timescale-azure-westeurope', peerings: null, endpoints: null, because: 'nobody knows' },
  { region: 'do-fra', peerings: null, endpoints: null, because: 'nobody knows' },
])('the limits of $region are said, because $because', ({ region, peerings, endpoints }) => {
  expect(findPeeringLimit(region)).toEqual(peerings);
  expect(findEndpointLimit(region)).toBe(endpoints);
});

const MANAGED = ['timescale-google-europe-west1', 'timescale-aws-eu-west-1', 'timescale-google-eu-west-1'];

test.each([
  { text: 'europe-west1', says: { kind: 'region', region: MANAGED[0] }, because: 'one has this ending' },
  {
    text: ' Google-Europe-West1 ',
    says: { kind: 'region', region: MANAGED[0] },
    because: 'case is forgiven',
  },
  {
    text: 'eu-west-1',
    says: { kind: 'ambiguous-region', regions: [MANAGED[1], MANAGED[2]] },
    because: 'two clouds have it',
  },
  {
    text: 'europe-west2',
    says: { kind: 'unknown-region', nearest: 'europe-west1' },
    because: 'the nearest is named by the word that is short to type',
  },
  { text: 'west1', says: { kind: 'region', region: MANAGED[0] }, because: 'it is an ending after a hyphen' },
])('a region of Managed Service is read from “$text”: $because', ({ text, says }) => {
  expect(judgeRegion(text, MANAGED)).toMatchObject(says);
});

test('while nobody knows the regions, none is called wrong', () => {
  expect(judgeRegion('europe-west1', [])).toEqual({ kind: 'regions-unread', text: 'europe-west1' });
  expect(judgeRegion(' ', [])).toEqual({ kind: 'empty' });
});
