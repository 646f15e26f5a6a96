import { expect, test } from 'vitest';
import { findSubject, type PastVpc } from '../../src/domain/history.ts';

const vpc = (id: number, project: string, name: string, providerId: string | null = null): PastVpc => ({
  id,
  project,
  name,
  providerId,
});

const VPCS = [
  vpc(1, 'payments', 'main', '4711'),
  vpc(2, 'payments', 'Main', '4712'),
  vpc(3, 'analytics', 'shared'),
  vpc(4, 'payments', 'shared'),
  vpc(5, 'secret', 'hidden', '4799'),
  vpc(6, 'payments', 'analytics'),
];
const SEEN = ['payments', 'analytics'];

test.each([
  {
    typed: 'PAYMENTS',
    subject: { kind: 'project', project: 'payments' },
    because: 'a project is meant, however it is written',
  },
  {
    typed: 'analytics',
    subject: { kind: 'project', project: 'analytics' },
    because: 'a project comes before a VPC of its name',
  },
  {
    typed: 'main',
    subject: { kind: 'vpcs', project: 'payments', name: 'main', ids: [1, 2] },
    because: 'a VPC may have been made anew under its name',
  },
  {
    typed: '4712',
    subject: { kind: 'vpcs', project: 'payments', name: 'Main', ids: [2] },
    because: 'an id means one of them',
  },
])('"$typed" is understood: $because', ({ typed, subject }) => {
  expect(findSubject(typed, SEEN, VPCS)).toEqual({ kind: 'found', subject });
});

test('a name in several projects is not guessed at, and what may not be seen is not there', () => {
  expect(findSubject('shared', SEEN, VPCS)).toEqual({ kind: 'several', projects: ['analytics', 'payments'] });
  expect(findSubject('hidden', SEEN, VPCS)).toEqual({ kind: 'none' });
  expect(findSubject('4799', SEEN, VPCS)).toEqual({ kind: 'none' });
});
