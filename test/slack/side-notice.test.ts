import { expect, test } from 'vitest';
import type { SideNotice } from '../../src/domain/notice-body.ts';
import { isBroadcast } from '../../src/domain/notice-kind.ts';
import { renderSideNotice } from '../../src/slack/side-notice.ts';
import { aGooglePeering } from '../domain/google-side-example.ts';
import { findMessageProblems, readMessage } from './block-kit.ts';
import { GOOGLE, PCX } from './cloud-example.ts';
import { minutes, range } from './example.ts';
import { aCard, aCompletion, aSeenSide, type CardChange, PEERING, someSteps } from './side-example.ts';

const DENIED = {
  kind: 'denied',
  action: 'ec2:CreateRoute',
  said: 'no',
  doing: 'adding a route to rtb-1',
  isUndo: false,
} as const;

const about = { peeringId: PEERING.id, peer: PEERING.peer, provisionedId: PCX } as const;
const google = { peeringId: PEERING.id, ...GOOGLE } as const;
const route = {
  key: 'route:rtb-1',
  kind: 'create-route',
  tableId: 'rtb-1',
  destination: range('10.0.1.0/24'),
  peeringId: PCX,
} as const;
const letOut = {
  key: 'let-out:5432',
  kind: 'let-out',
  group: { name: 'vpcbot-payments-eu' },
  to: range('10.0.1.0/24'),
  port: 5432,
} as const;
const trouble = { since: minutes(5), tries: 3, said: true, doing: 'describing route tables' } as const;

const read = (body: SideNotice, change: CardChange = {}): string => {
  const card = aCard(change);
  const message = renderSideNotice(body, card.view, card);
  expect(findMessageProblems(message)).toEqual([]);
  return readMessage(message);
};

interface Row {
  readonly what: string;
  readonly body: SideNotice;
  readonly change?: CardChange;
  readonly says: readonly string[];
  readonly never?: readonly string[];
  readonly because: string;
}

const ROWS: readonly Row[] = [
  {
    what: 'the plan',
    body: { kind: 'side-planned', peeringId: PEERING.id },
    says: ['# Plan for 123456789012, us-east-1', '[Complete it for me]'],
    because: 'it is a card',
  },
  {
    what: 'a request of another account',
    body: {
      kind: 'side-refused',
      ...about,
      owners: ['S0NET'],
      proof: {
        kind: 'refused',
        faults: [
          { kind: 'requester-account', seen: '666666666666', expected: ['111111111111'] },
          { kind: 'differs', what: 'accepter-account', expected: '123456789012', seen: '777777777777' },
          { kind: 'differs', what: 'requester-region', expected: 'us-east-1', seen: 'eu-west-1' },
          { kind: 'differs', what: 'accepter-vpc', expected: 'vpc-0a1b2c3d4e5f60718', seen: null },
        ],
      },
    },
    says: [
      '<@U0ADA> R12: the peering request `pcx-0123456789abcdef0` in account `123456789012`, region `us-east-1` is refused.',
      'it must come from `111111111111`, and it comes from another account',
      'the account that is to accept it must be `123456789012`, and it is another one',
      'the region that it comes from must be `us-east-1`, and it is `eu-west-1`',
      'the VPC that is to be peered must be `vpc-0a1b2c3d4e5f60718`, and AWS does not say',
      '<!subteam^S0NET>: do not accept it by hand either',
    ],
    never: ['666666666666', '777777777777'],
    because: 'everybody is told why, and an account that nobody knows is not printed',
  },
  {
    what: 'a request that AWS hides the account of',
    body: {
      kind: 'side-refused',
      ...about,
      owners: [],
      proof: { kind: 'refused', faults: [{ kind: 'requester-hidden' }] },
    },
    says: ['AWS does not say which account it comes from', '*Careful.* Do not accept it by hand either'],
    because: 'nothing proves it',
  },
  {
    what: 'a request that is over',
    body: {
      kind: 'side-refused',
      ...about,
      owners: ['S0NET'],
      proof: { kind: 'over', state: 'expired', message: 'Expired, says 900000000001' },
    },
    says: ['Nobody can accept it any more: AWS shows it as `expired`.', 'ask for it again on the card'],
    never: ['900000000001', 'S0NET'],
    because: 'nobody is to be warned of it',
  },
  {
    what: 'that somebody wants it',
    body: { kind: 'completion-asked', ...about, by: 'U0OMAR', owners: ['S0NET', 'U0NINA'] },
    says: [
      '<!subteam^S0NET> and <@U0NINA>: <@U0OMAR> wants vpcbot to complete',
      'Nothing is changed before.',
    ],
    because: 'the owners are called',
  },
  {
    what: 'an approval that confirms an account',
    body: { kind: 'completion-approved', ...about, by: 'U0NINA', confirmed: '999999999999', changes: 6 },
    says: [
      '<@U0NINA> approves the plan',
      'the AWS account `999999999999`, which the request comes from, is Timescale’s',
      '6 steps',
    ],
    because: 'what an owner said is on record',
  },
  {
    what: 'an approval',
    body: { kind: 'completion-approved', ...about, by: 'U0NINA', confirmed: null, changes: 1 },
    says: ['carries out 1 step, and says each here'],
    never: ['confirm'],
    because: 'nothing was confirmed',
  },
  {
    what: 'a refusal of an owner',
    body: { kind: 'completion-declined', ...about, by: 'U0NINA', reason: 'use the hub' },
    says: ['<@U0NINA> declines', '“use the hub”', 'Nothing was changed.'],
    because: 'who asked reads why',
  },
  {
    what: 'an acceptance',
    body: {
      kind: 'side-changed',
      ...about,
      change: { key: 'accept', kind: 'accept', peeringId: PCX },
      wasThere: false,
    },
    says: ['R12: accepted the peering request `pcx-0123456789abcdef0`.'],
    because: 'one line per step',
  },
  {
    what: 'a route',
    body: { kind: 'side-changed', ...about, change: route, wasThere: false },
    says: ['R12: added the route to `10.0.1.0/24` in `private-a` (`rtb-1`).'],
    because: 'people know the table by its name',
  },
  {
    what: 'a route of a table that is not seen any more',
    body: { kind: 'side-changed', ...about, change: route, wasThere: true },
    change: { side: { plan: null } },
    says: ['R12: the route to `10.0.1.0/24` was in `rtb-1` already.'],
    because: 'its id is what is left',
  },
  {
    what: 'a rule',
    body: { kind: 'side-changed', ...about, change: letOut, wasThere: false },
    says: ['R12: let TCP 5432 out to `10.0.1.0/24` in `vpcbot-payments-eu`.'],
    because: 'the group is called by its name',
  },
  {
    what: 'what a new group lost',
    body: {
      kind: 'side-changed',
      ...about,
      change: { key: 'revoke', kind: 'revoke-surplus', groupName: 'vpcbot-payments-eu' },
      wasThere: false,
    },
    says: ['took from `vpcbot-payments-eu` the rule of AWS that lets everything out'],
    because: 'it is of that group only',
  },
  {
    what: 'a peering at Google Cloud',
    body: {
      kind: 'side-changed',
      ...google,
      change: {
        key: 'peering',
        kind: 'add-peering',
        network: 'prod',
        name: 'timescale',
        to: { kind: 'google', projectId: 'ts', network: 'net' },
        exportCustomRoutes: true,
        importCustomRoutes: false,
      },
      wasThere: false,
    },
    says: ['created the peering `timescale` from `prod` to `ts/net` (custom routes exported, not imported).'],
    because: 'the flags were chosen',
  },
  {
    what: 'the end',
    body: {
      kind: 'completion-done',
      ...about,
      by: 'U0NINA',
      groupId: 'sg-9',
      left: [route],
      interfaces: aSeenSide().interfaces,
    },
    says: [
      'what <@U0NINA> approved is done in account `123456789012`',
      '`sg-9` works only once it is attached',
      '`orders-1` (`i-1`) and `eni-2` (ELB app/orders)',
      '*Left to you.* The configuration does not let vpcbot do this: add the route to `10.0.1.0/24` in `private-a` (`rtb-1`)',
      '*Undo* on the plan',
    ],
    because: 'the last step is a person’s',
  },
  {
    what: 'the end without a group',
    body: { kind: 'completion-done', ...about, by: 'U0NINA', groupId: null, left: [], interfaces: [] },
    says: ['is done in account'],
    never: ['Attach', 'Left to you'],
    because: 'nothing is left',
  },
  {
    what: 'a stop with something done',
    body: {
      kind: 'completion-stopped',
      ...about,
      by: 'U0NINA',
      stop: DENIED,
    },
    change: { side: { completion: aCompletion({ state: 'stopped', steps: someSteps() }) } },
    says: [
      'does not allow vpcbot `ec2:CreateRoute`',
      'It was asked for this: adding a route to rtb-1.',
      'What was done before stays: *Undo…*',
      'docs/aws.md',
    ],
    because: 'which permission is missing, where, and what stays are said',
  },
  {
    what: 'a stop after the acceptance',
    body: { kind: 'completion-stopped', ...about, by: 'U0NINA', stop: DENIED },
    change: { side: { completion: aCompletion({ state: 'stopped', steps: someSteps().slice(0, 1) }) } },
    says: ['What was done before stays. Whoever keeps', 'press *Complete it for me* on the plan again'],
    never: ['*Undo…*', 'Look again'],
    because: 'an acceptance cannot be taken back, and looking alone goes on with nothing',
  },
  {
    what: 'a stop of an undo',
    body: { kind: 'completion-stopped', ...about, by: 'U0NINA', stop: { ...DENIED, isUndo: true } },
    change: { side: { completion: aCompletion({ state: 'stopped', steps: someSteps() }) } },
    says: [
      'taking back what vpcbot made in account `123456789012`, as <@U0NINA> wanted, stopped.',
      'the rest is still there',
      'press *Undo…* on the plan again',
    ],
    never: ['completing', 'Complete it for me'],
    because: 'who wanted it gone must not make it anew',
  },
  {
    what: 'a stop before anything was done',
    body: {
      kind: 'completion-stopped',
      ...about,
      by: 'U0NINA',
      stop: { kind: 'proof', proof: { kind: 'not-there' } },
    },
    says: ['Nothing was changed.', 'AWS does not show it there yet.'],
    because: 'nobody has to clean up',
  },
  {
    what: 'an undo that begins',
    body: { kind: 'completion-undoing', ...about, by: 'U0NINA' },
    says: ['<@U0NINA> takes back what vpcbot made in account `123456789012`'],
    because: 'it takes a while',
  },
  {
    what: 'an undo',
    body: {
      kind: 'completion-undone',
      ...about,
      by: 'U0NINA',
      steps: [
        { made: { kind: 'group', groupId: 'sg-1' }, outcome: { kind: 'left', why: 'in-use' } },
        {
          made: { kind: 'rule', groupId: 'sg-2', ruleId: 'sgr-1', port: 5432, to: '10.0.1.0/24' },
          outcome: { kind: 'left', why: 'not-ours' },
        },
        {
          made: { kind: 'route', tableId: 'rtb-1', destination: '10.0.1.0/24', peeringId: PCX },
          outcome: { kind: 'gone' },
        },
      ],
    },
    says: [
      '• the security group `app` (`sg-1`) is in use, and stays',
      '• the rule `sgr-1` of `locked` (`sg-2`) is not vpcbot’s any more, and stays',
      '• the route to `10.0.1.0/24` in `private-a` (`rtb-1`) is gone',
      'press *Undo…* on the plan again',
      'The acceptance stays',
    ],
    because: 'what stays is said with why',
  },
  {
    what: 'an undo at Google Cloud',
    body: {
      kind: 'completion-undone',
      ...google,
      by: 'U0NINA',
      steps: [
        {
          made: {
            kind: 'google-peering',
            network: 'prod',
            name: 'timescale',
            to: { kind: 'google', projectId: 'ts', network: 'net' },
          },
          outcome: { kind: 'gone' },
        },
      ],
    },
    says: ['• the peering `timescale` of `prod` is gone'],
    never: ['acceptance'],
    because: 'nothing is accepted there',
  },
  {
    what: 'that a permission is missing',
    body: {
      kind: 'side-trouble',
      ...about,
      trouble: { ...trouble, code: 'CLOUD_DENIED', action: 'ec2:DescribeRouteTables' },
    },
    says: [
      'since 2026-11-22 09:05 UTC, vpcbot cannot see the other side',
      '`ec2:DescribeRouteTables`',
      'docs/aws.md',
      'do their part by hand',
    ],
    because: 'the peering does not wait for it',
  },
  {
    what: 'that Google Cloud does not answer',
    body: {
      kind: 'side-trouble',
      ...google,
      trouble: { ...trouble, code: 'CLOUD_UNREACHABLE', action: null },
    },
    says: ['Google Cloud does not answer as it should in project `acme-net`', 'Nothing is needed from you.'],
    because: 'it heals by itself',
  },
  {
    what: 'that it is seen again',
    body: { kind: 'side-recovered', ...about, since: minutes(5) },
    says: [
      'vpcbot sees the other side of `pcx-0123456789abcdef0` again. It could not since 2026-11-22 09:05 UTC.',
    ],
    because: 'trouble was told',
  },
  {
    what: 'what went wrong later',
    body: {
      kind: 'side-drifted',
      ...about,
      findings: [
        {
          fit: 'missing',
          kind: 'side-route',
          tableId: 'rtb-1',
          table: 'private-a',
          route: 'elsewhere',
          target: 'tgw-1',
        },
        { fit: 'missing', kind: 'side-route', tableId: 'rtb-2', table: null, route: 'absent', target: null },
        { fit: 'careful', kind: 'side-ranges', added: [], gone: ['10.9.0.0/16'] },
        { fit: 'missing', kind: 'side-peering', state: 'deleted' },
        {
          fit: 'missing',
          kind: 'side-egress',
          groupId: 'sg-9',
          group: 'vpcbot-payments-eu',
          closedPorts: [5432],
          attached: 0,
          of: 2,
        },
        { fit: 'missing', kind: 'side-google-peering', peering: aGooglePeering() },
      ],
    },
    says: [
      'something changed at the other side of `pcx-0123456789abcdef0`',
      '• `private-a` (`rtb-1`) leads `10.0.1.0/24` to `tgw-1`.',
      '• `rtb-2` has no route to `10.0.1.0/24`',
      'it lost `10.9.0.0/16`',
      'AWS shows the peering as `deleted`, and not as active.',
      'does not let TCP 5432 out to `10.0.1.0/24`',
    ],
    because: 'each is said with how to mend it',
  },
  {
    what: 'that it is mended',
    body: { kind: 'side-mended', ...about },
    says: ['is as it should be again'],
    because: 'nobody has to look any more',
  },
];

test.each(ROWS)('the thread says $what, because $because', ({ body, change, says, never = [] }) => {
  const text = read(body, change);
  for (const words of says) expect(text).toContain(words);
  for (const words of never) expect(text).not.toContain(words);
});

test('a refusal and what went wrong are for everybody in the channel, a step is not', () => {
  expect(ROWS.filter(({ body }) => isBroadcast(body.kind)).map(({ body }) => body.kind)).toEqual([
    'side-refused',
    'side-refused',
    'side-refused',
    'side-drifted',
  ]);
});

test('a plan whose peering is not the request’s any more says so in the place of the card', () => {
  const { view } = aCard();
  const message = renderSideNotice({ kind: 'side-planned', peeringId: 99 }, view, null);
  expect(readMessage(message)).toContain('there is nothing to plan');
  expect(findMessageProblems(message)).toEqual([]);
});
