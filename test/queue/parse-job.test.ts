import { expect, test } from 'vitest';
import { jobKey, parseJob } from '../../src/queue/parse-job.ts';

test.each([
  [{ name: 'advance-vpc', payload: { vpcId: 12 } }, 'advance-vpc-12'],
  [{ name: 'advance-move', payload: { moveId: 7 } }, 'advance-move-7'],
  [{ name: 'advance-quota', payload: { quotaId: 5 } }, 'advance-quota-5'],
  [{ name: 'advance-side', payload: { peeringId: 4 } }, 'advance-side-4'],
  [{ name: 'speak', payload: { requestId: 3 } }, 'speak-3'],
  [{ name: 'observe-project', payload: { project: 'pay:ments eu' } }, 'observe-project-pay%3Aments%20eu'],
  [{ name: 'publish-home', payload: { userId: 'U0OMAR' } }, 'publish-home-U0OMAR'],
  [{ name: 'sweep', payload: {} }, 'sweep'],
])('%j is read back, and is the same job as any with the key %s', (raw, key) => {
  const job = parseJob(raw);
  expect(job).toEqual(raw);
  expect(job && jobKey(job)).toBe(key);
});

test.each([
  { because: 'a newer version may have left it', raw: { name: 'dance', payload: {} } },
  { because: 'an id is a number', raw: { name: 'speak', payload: { requestId: '3' } } },
  { because: 'no row has this id', raw: { name: 'advance-vpc', payload: { vpcId: 0 } } },
  { because: 'the payload is missing', raw: { name: 'advance-vpc', payload: undefined } },
])('$raw is not a job: $because', ({ raw }) => {
  expect(parseJob(raw)).toBeNull();
});
