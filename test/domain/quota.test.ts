import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeQuota } from '../../src/domain/quota.ts';
import { limitOf } from '../../src/domain/vpc-request.ts';
import { aProject } from '../slack/example.ts';

test.each([
  { used: 0, limit: 1, kind: 'within', because: 'nothing is there yet' },
  { used: 2, limit: 3, kind: 'within', because: 'one more fits' },
  { used: 3, limit: 3, kind: 'over', because: 'the last place is taken' },
  { used: 9, limit: 3, kind: 'over', because: 'people made more by hand' },
  { used: 0, limit: 0, kind: 'over', because: 'every VPC of this project needs a yes' },
])('judgeQuota says $kind at $used of $limit, because $because', ({ used, limit, kind }) => {
  const verdict = judgeQuota({ used, limit });
  expect(verdict).toEqual(kind === 'within' ? { kind } : { kind, used, limit });
});

test.each([
  { vpcQuota: 3, granted: 0, limit: 3, because: 'nobody granted anything' },
  { vpcQuota: 3, granted: 5, limit: 5, because: 'an approval raised it' },
  { vpcQuota: 6, granted: 5, limit: 6, because: 'the configuration has caught up' },
])('limitOf is $limit, because $because', ({ vpcQuota, granted, limit }) => {
  expect(limitOf(aProject({ vpcQuota }), { granted })).toBe(limit);
});

test('judgeQuota lets one through exactly where the count after it keeps the limit', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(50), (used, limit) => {
      expect(judgeQuota({ used, limit }).kind === 'within').toBe(used + 1 <= limit);
    }),
  );
});
