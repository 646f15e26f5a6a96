import { expect, test } from 'vitest';
import type { Message } from '../../src/slack/blocks.ts';
import {
  buildServiceList,
  type ListedService,
  type ServicesOfProject,
} from '../../src/slack/service-list.ts';
import { findMessageProblems, readMessage } from './block-kit.ts';
import { aProject, aVpc } from './example.ts';

const read = (message: Message): string => {
  expect(findMessageProblems(message)).toEqual([]);
  return readMessage(message);
};

const aService = (change: Partial<ListedService> = {}): ListedService => ({
  providerId: 'svc1',
  name: 'payments-db',
  region: 'us-east-1',
  state: 'ready',
  rawStatus: 'READY',
  vpcProviderId: null,
  endpoints: [{ role: 'primary', name: null, host: 'svc1.tsdb.cloud.timescale.com', port: 31234 }],
  word: 'service:1',
  movedBy: null,
  progress: null,
  haReplicas: 0,
  ...change,
});

const of = (change: Partial<ServicesOfProject> = {}): ServicesOfProject => ({
  project: aProject(),
  services: [aService()],
  vpcs: [{ vpc: aVpc(), isPeered: true }],
  may: { kind: 'allowed' },
  isRead: true,
  ...change,
});

const NEW =
  '*A new service* goes into a VPC only when that is chosen while it is created: in Tiger Console, under *Create a service*, at the step *Connectivity*. Else it is on the public internet, and is attached later.\n• For the VPC `payments-eu`: choose the region `us-east-1`, then the VPC `payments-eu`; in Terraform `vpc_id = 4711`.';

test('each service says where it is, how it is reached, and what can be done with it', () => {
  const inside = aService({
    providerId: 'svc2',
    name: 'orders-db',
    vpcProviderId: '4711',
    endpoints: [
      { role: 'primary', name: null, host: 'svc2.vpc.example', port: 5432 },
      { role: 'pooler', name: null, host: 'svc2-pooler.vpc.example', port: 5432 },
      { role: 'replica', name: 'reports', host: 'svc2-repl.vpc.example', port: 5432 },
    ],
    word: 'service:2',
  });
  const message = buildServiceList([of({ services: [aService(), inside] })]);
  expect(read(message)).toBe(
    [
      '# Services',
      '*payments* has 2 services: 1 in 1 VPC, 1 on the public internet.',
      '*payments-db* (id `svc1`) in us-east-1, on the public internet, ready\n*Primary*: `svc1.tsdb.cloud.timescale.com:31234`',
      '[Attach]',
      '*orders-db* (id `svc2`) in us-east-1, in the VPC `payments-eu`, ready\n*Primary*: `svc2.vpc.example:5432`\n*Connection pooler*: `svc2-pooler.vpc.example:5432`\n*Read replica* `reports`: `svc2-repl.vpc.example:5432`',
      '[Move] [Detach]',
      NEW,
    ].join('\n\n'),
  );
  expect(JSON.stringify(message.blocks)).toContain('"action_id":"edit:attach_service"');
  expect(JSON.stringify(message.blocks)).toContain('"value":"{\\"service\\":\\"service:2\\"}"');
  expect(JSON.stringify(message.blocks)).toContain('"accessibility_label":"Detach orders-db"');
});

const REFUSED = { kind: 'refused', reason: 'not-a-requester', ask: [] } as const;

test.each([
  { change: { may: REFUSED }, because: 'this person may not move it' },
  { change: { services: [aService({ state: 'paused' })] }, because: 'it is not ready' },
  { change: { services: [aService({ movedBy: 12 })] }, because: 'it is on its way' },
  { change: { vpcs: [{ vpc: aVpc({ region: 'eu-west-1' }), isPeered: true }] }, because: 'no VPC is there' },
  { change: { vpcs: [{ vpc: aVpc({ state: 'creating' }), isPeered: true }] }, because: 'none is ready' },
])('a service has no button where $because', ({ change }) => {
  expect(read(buildServiceList([of(change)]))).not.toContain('[');
});

test.each([
  {
    change: { state: 'changing', rawStatus: 'CONFIGURING' },
    says: 'being changed (Timescale says “CONFIGURING”)',
  },
  {
    change: { state: 'unknown', rawStatus: 'PONDERING' },
    says: 'a state that vpcbot does not know (Timescale says “PONDERING”)',
  },
  { change: { state: 'changing', movedBy: 12 }, says: 'moved by R12' },
  { change: { vpcProviderId: '99' }, says: 'in the VPC `99`, ready' },
  { change: { endpoints: [] }, says: 'Timescale tells no address of it at the moment.' },
] as const)('a service that is not as usual says so: $says', ({ change, says }) => {
  expect(read(buildServiceList([of({ services: [aService(change)] })]))).toContain(says);
});

test('a VPC that nobody is peered with says that nobody reaches a service there', () => {
  expect(read(buildServiceList([of({ vpcs: [{ vpc: aVpc(), isPeered: false }] })]))).toContain(
    'in Terraform `vpc_id = 4711`. It has no active peering, so nobody reaches a service there yet: type `/vpc peer payments-eu`.',
  );
});

test('a project without a service or a VPC says what to do first', () => {
  expect(read(buildServiceList([of({ services: [], vpcs: [], isRead: false })]))).toBe(
    '# Services\n\n*payments* has no service. It has not been read at Timescale yet, so some may be missing.\n\n*A new service* is on the public internet. payments has no VPC to put it into: type `/vpc create payments` first.',
  );
});

const many = (length: number, prefix = 'db') =>
  Array.from({ length }, (_, index) => aService({ name: `${prefix}-${index}`, word: `service:${index}` }));

test('of very many services the first are shown and the others named', () => {
  const said = read(buildServiceList([of({ services: many(80) })]));
  expect(said.match(/^\*db-/gm)).toHaveLength(15);
  expect(said).toContain('And 65 more: `db-15`, `db-16`');
  expect(said).toContain('and 25 more.');
});

test('of very many projects each is shown in short, and the others are counted', () => {
  const projects = Array.from({ length: 30 }, (_, index) =>
    of({ project: aProject({ name: `project-${index}` }), services: many(9) }),
  );
  const said = read(buildServiceList(projects));
  expect(said).toContain('And 8 more: `db-1`, `db-2`, `db-3` and 5 more. Type `/vpc services project-7`.');
  expect(said).toContain('And 22 projects more: type `/vpc services` and the name of one.');
});
