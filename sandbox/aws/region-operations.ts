import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { applyFilters, filters } from './describe.ts';
import { call, type Operation, operation } from './operation.ts';
import { flag, listOf } from './query-fields.ts';
import { AWS_REGIONS } from './region-list.ts';

export const regionOperations: readonly Operation[] = [
  operation(
    'DescribeRegions',
    z.strictObject({
      ...call,
      ...filters,
      RegionName: listOf(z.string()).optional(),
      AllRegions: flag.optional(),
    }),
    {
      run: ({ RegionName, AllRegions = false, Filter = [] }) => {
        const unknown =
          RegionName?.filter((name) => AWS_REGIONS.every((region) => region.name !== name)) ?? [];
        if (unknown.length > 0) {
          throw new Refusal(400, 'InvalidParameterValue', `Invalid region names: [${unknown.join(', ')}]`);
        }
        const regions = AWS_REGIONS.filter(
          ({ name, optInStatus }) =>
            RegionName?.includes(name) ?? (AllRegions || optInStatus !== 'not-opted-in'),
        );
        const found = applyFilters(regions, Filter, {
          'region-name': ({ name }) => [name],
          endpoint: ({ endpoint }) => [endpoint],
          'opt-in-status': ({ optInStatus }) => [optInStatus],
        });
        return {
          regionInfo: found.map(({ name, endpoint, optInStatus }) => ({
            regionName: name,
            regionEndpoint: endpoint,
            optInStatus,
          })),
        };
      },
    },
  ),
];
