import { expect, test } from 'vitest';
import type { SideFinding } from '../../src/domain/side-health.ts';
import { buildSideCard } from '../../src/slack/side-card.ts';
import { aRoute, aTable, LOCAL } from '../domain/aws-side-example.ts';
import { aGooglePeering, aGoogleRoute, aGoogleSide } from '../domain/google-side-example.ts';
import { findMessageProblems, readMessage } from './block-kit.ts';
import { PCX } from './cloud-example.ts';
import { minutes, range } from './example.ts';
import {
  ASKING,
  aCard,
  aCompletion,
  aDonePlan,
  aGooglePlan,
  aPlan,
  aStep,
  type CardChange,
  GOOGLE_ACCOUNT,
  GOOGLE_PEERING,
  someSteps,
} from './side-example.ts';

const build = (change: CardChange = {}) => {
  const message = buildSideCard(aCard(change));
  expect(findMessageProblems(message)).toEqual([]);
  return message;
};

const read = (change: CardChange = {}): string => readMessage(build(change));

const buttonsOf = (change: CardChange = {}): readonly string[] =>
  build(change)
    .blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []))
    .map((one) => ('value' in one ? `${one.action_id} ${one.value}` : one.type));

test('a plan says what is made, where, and which traffic goes where', () => {
  expect(read()).toMatchInlineSnapshot(`
    "# Plan for 123456789012, us-east-1

    R12: the peering \`pcx-0123456789abcdef0\` between \`orders\` (\`vpc-0a1b2c3d4e5f60718\`), \`10.20.0.0/16\`, and the Timescale VPC \`payments-eu\`, \`10.0.1.0/24\`.

    *Peering request*
    *+ create*  Acceptance of \`pcx-0123456789abcdef0\`. Its id, the VPC, both regions and the account that asks are those expected.

    *Routes* to \`10.0.1.0/24\` through \`pcx-0123456789abcdef0\`
    *+ create*  \`private-a\` (\`rtb-1\`), followed by \`app-a\` and \`app-b\`
    *+ create*  \`rtb-2\`, the main table, followed by \`subnet-3\`; \`10.0.1.128/25\` keeps going to \`tgw-9\`; until then the range goes to \`vgw-2\` by \`10.0.0.0/8\`

    *Security group*
    *+ create*  Security group \`vpcbot-payments-eu\` in \`vpc-0a1b2c3d4e5f60718\`; AWS’s rule that lets everything out is taken from this group only.
    *+ create*  Its one way out: TCP 5432 to \`10.0.1.0/24\`.
    A security group works only once it is attached to what connects: vpcbot lists that at the end, and attaches it to nothing.

    *DNS*
    Nothing to do: Timescale’s host names are public and lead to private addresses. Name servers of yours only have to let such answers through.

    *In all* 5 to create, 0 exist, 0 conflicts.

    Next, an owner of account \`123456789012\` presses *Complete it for me*, and it is done. Whoever else may ask in this project can press it too: then its owners are called.

    [Complete it for me] [Change the plan…] [Look again]

    vpcbot keeps looking there by itself, and edits this plan."
  `);
});

test('a plan for a project of Google Cloud says what is made and what is left as it is', () => {
  const google = { peering: GOOGLE_PEERING, account: GOOGLE_ACCOUNT };
  expect(read({ ...google, side: { plan: aGooglePlan() } })).toMatchInlineSnapshot(`
    "# Plan for acme-net

    R12: the peering \`ts-prod-7/project-vpc-1\` between \`prod\` (in custom mode) and the Timescale VPC \`payments-eu\`, \`10.0.1.0/24\`.

    *Peering*
    *+ create*  Peering \`timescale-vpc-7a1\` in \`prod\` to \`timescale-mst/vpc-7a1\`; custom routes not exported, not imported.

    *Routes, firewall and DNS*
    Nothing to do: Google Cloud brings the route to \`10.0.1.0/24\` with the peering, lets traffic out unless a rule of yours denies it, and Timescale’s host names are public.

    *In all* 1 to create, 0 exist, 0 conflicts.

    Next, an owner of project \`acme-net\` presses *Complete it for me*, and it is done. Whoever else may ask in this project can press it too: then its owners are called.

    [Complete it for me] [Change the plan…] [Look again]

    vpcbot keeps looking there by itself, and edits this plan."
  `);
  const side = aGoogleSide({
    peerings: [aGooglePeering()],
    routes: [aGoogleRoute('10.0.0.0/8'), aGoogleRoute('10.0.1.0/25', { name: 'hole' })],
  });
  expect(read({ ...google, side: { plan: aGooglePlan({ side }) } })).toMatchInlineSnapshot(`
    "# Plan for acme-net

    R12: the peering \`ts-prod-7/project-vpc-1\` between \`prod\` (in custom mode) and the Timescale VPC \`payments-eu\`, \`10.0.1.0/24\`.

    *Peering*
    *! conflict*  The route \`hole\` leads \`10.0.1.0/25\` to \`vpnTunnels/office\`, which has addresses of Timescale’s range. Whoever keeps that network deletes this route if it is not needed.
    *= exists*  Peering \`timescale-vpc-7a1\`, not active yet: both sides have to name each other; custom routes not exported, not imported. It is left as it is. Google Cloud says “[2026-01-01T00:00:00.000Z]: Waiting for peer network to connect.”.
    Other routes: \`10.0.0.0/8\` goes to \`vpnTunnels/office\`, but for Timescale’s range, once the peering is active.

    *Routes, firewall and DNS*
    Nothing to do: Google Cloud brings the route to \`10.0.1.0/24\` with the peering, lets traffic out unless a rule of yours denies it, and Timescale’s host names are public.

    *In all* 0 to create, 1 exists, 1 conflict.

    Nothing is changed while there is a conflict. Once it is settled, press *Look again*; vpcbot also looks by itself.

    [Change the plan…] [Look again]

    vpcbot keeps looking there by itself, and edits this plan."
  `);
});

const conflicted = aPlan({
  choice: { tableIds: ['rtb-1', 'rtb-5', 'rtb-gone'], security: 'existing', groupId: 'sg-gone' },
  side: {
    ranges: [range('10.0.0.0/16')],
    tables: [
      aTable({ id: 'rtb-1', name: 'old', routes: [LOCAL, aRoute('10.0.1.0/24', 'pcx-old', 'blackhole')] }),
      aTable({ id: 'rtb-5', routes: [aRoute('10.0.1.0/24', PCX, 'blackhole')] }),
    ],
  },
});

test('a conflict says what stands there and what to do, before all else; nothing can be pressed on it', () => {
  expect(read({ side: { plan: conflicted } })).toMatchInlineSnapshot(`
    "# Plan for 123456789012, us-east-1

    R12: the peering \`pcx-0123456789abcdef0\` between \`orders\` (\`vpc-0a1b2c3d4e5f60718\`), \`10.0.0.0/16\`, and the Timescale VPC \`payments-eu\`, \`10.0.1.0/24\`.

    *Peering request*
    *! conflict*  The VPC has \`10.0.0.0/16\`, which overlaps Timescale’s range. Ask for another Timescale VPC with a range that is free: \`/vpc create\`.
    *+ create*  Acceptance of \`pcx-0123456789abcdef0\`. Its id, the VPC, both regions and the account that asks are those expected.

    *Routes* to \`10.0.1.0/24\` through \`pcx-0123456789abcdef0\`
    *! conflict*  The route table \`rtb-gone\` is not there any more. Choose the tables anew with *Change the plan*.
    *! conflict*  In \`old\` (\`rtb-1\`), \`10.0.1.0/24\` leads to \`pcx-old\` (a black hole by now). Whoever keeps that table deletes this route if it is not needed; or choose other tables with *Change the plan*.
    *= exists*  \`rtb-5\`, followed by \`app-a\`; it leads nowhere until the peering is active

    *Security group*
    *! conflict*  The security group \`sg-gone\` is not there any more. Choose another with *Change the plan*.

    *DNS*
    Nothing to do: Timescale’s host names are public and lead to private addresses. Name servers of yours only have to let such answers through.

    *In all* 1 to create, 1 exists, 4 conflicts.

    Nothing is changed while there is a conflict. Once it is settled, press *Look again*; vpcbot also looks by itself.

    [Change the plan…] [Look again]

    vpcbot keeps looking there by itself, and edits this plan."
  `);
  expect(buttonsOf({ side: { plan: conflicted } })).toEqual(['change_side_plan 3.4', 'look_at_side 3.4']);
});

const finding = (change: SideFinding): SideFinding => change;
const GOOD: readonly SideFinding[] = [
  finding({ fit: 'good', kind: 'side-peering', state: 'active' }),
  finding({
    fit: 'good',
    kind: 'side-route',
    tableId: 'rtb-1',
    table: 'private-a',
    route: 'active',
    target: null,
  }),
  finding({
    fit: 'good',
    kind: 'side-egress',
    groupId: 'sg-9',
    group: 'vpcbot-payments-eu',
    closedPorts: [],
    attached: 2,
    of: 2,
  }),
  finding({ fit: 'good', kind: 'side-ranges', added: [], gone: [] }),
];
const WRONG: readonly SideFinding[] = [
  finding({
    fit: 'missing',
    kind: 'side-route',
    tableId: 'rtb-2',
    table: null,
    route: 'blackhole',
    target: null,
  }),
  finding({ fit: 'missing', kind: 'side-ranges', added: ['10.77.0.0/16'], gone: [] }),
];
const healthOf = (findings: readonly SideFinding[], driftSince: number | null = null) => ({
  findings,
  at: minutes(9),
  told: findings,
  driftSince,
});

test('once the peering is active, a list says what is as it should be, and how to mend what is not', () => {
  const done = { state: 'done', decidedBy: 'U0NINA', steps: someSteps() } as const;
  const side = { plan: aDonePlan(), completion: aCompletion(done) };
  const active = { peering: { state: 'active' } } as const;
  expect(read({ ...active, side: { ...side, health: healthOf(GOOD) } })).toMatchInlineSnapshot(`
    "# Plan for 123456789012, us-east-1

    R12: the peering \`pcx-0123456789abcdef0\` between \`orders\` (\`vpc-0a1b2c3d4e5f60718\`), \`10.20.0.0/16\`, and the Timescale VPC \`payments-eu\`, \`10.0.1.0/24\`.

    *The peering is active, and its other side is as it should be*
    *Good.* AWS shows the peering as \`active\`.
    *Good.* \`private-a\` (\`rtb-1\`) leads \`10.0.1.0/24\` through the peering.
    *Good.* The security group \`vpcbot-payments-eu\` (\`sg-9\`) lets it out to \`10.0.1.0/24\`; 2 of 2 network interfaces can get out so.
    *Good.* The network has the ranges that it had when the peering was made.

    *Done*, approved by <@U0NINA>, 2026-11-22 09:06 UTC. Nothing is left to do here: all of it is there.

    *Attach* \`vpcbot-payments-eu\` (\`sg-9\`) to whatever connects, beside the groups that they have: it works only then. In the VPC are 2 things that can have it: \`orders-1\` (\`i-1\`) and \`eni-2\` (ELB app/orders).

    [Change the plan…] [Look again] [Undo…]

    vpcbot keeps looking there by itself, and edits this plan."
  `);
  const wrong = healthOf([...GOOD, ...WRONG], minutes(9));
  expect(read({ ...active, side: { ...side, health: wrong } })).toMatchInlineSnapshot(`
    "# Plan for 123456789012, us-east-1

    R12: the peering \`pcx-0123456789abcdef0\` between \`orders\` (\`vpc-0a1b2c3d4e5f60718\`), \`10.20.0.0/16\`, and the Timescale VPC \`payments-eu\`, \`10.0.1.0/24\`.

    *The peering is active; of what its other side takes, 2 of 6 is not as it should be*, since 2026-11-22 09:09 UTC
    *Missing.* The route to \`10.0.1.0/24\` in \`rtb-2\` leads nowhere: AWS calls it a black hole. Look whether the peering is active in AWS too; if it was made anew, delete this route and press *Complete it for me*.
    *Missing.* The ranges of the network changed since the peering was made: it got \`10.77.0.0/16\`. Timescale does not notice that. For answers to reach \`10.77.0.0/16\`, the peering has to be made anew: \`/vpc unpeer\`, then \`/vpc peer\`.
    *Good.* AWS shows the peering as \`active\`.
    *Good.* \`private-a\` (\`rtb-1\`) leads \`10.0.1.0/24\` through the peering.
    *Good.* The security group \`vpcbot-payments-eu\` (\`sg-9\`) lets it out to \`10.0.1.0/24\`; 2 of 2 network interfaces can get out so.
    *Good.* The network has the ranges that it had when the peering was made.

    *Done*, approved by <@U0NINA>, 2026-11-22 09:06 UTC. vpcbot has nothing to add there; what is not as it should be is yours to mend, as said above.

    *Attach* \`vpcbot-payments-eu\` (\`sg-9\`) to whatever connects, beside the groups that they have: it works only then. In the VPC are 2 things that can have it: \`orders-1\` (\`i-1\`) and \`eni-2\` (ELB app/orders).

    [Change the plan…] [Look again] [Undo…]

    vpcbot keeps looking there by itself, and edits this plan."
  `);
});

const COMPLETE = 'complete_side 3.4';
const CHANGE = 'change_side_plan 3.4';
const DECLINE = 'decline_completion 3.4';
const LOOK = 'look_at_side 3.4';
const UNDO = 'undo_completion 3.8';

const steps = someSteps();
const approvedBy = { decidedBy: 'U0NINA', steps } as const;
const deny = {
  kind: 'denied',
  action: 'ec2:CreateRoute',
  said: 'You are not authorized: arn:aws:sts::123456789012:assumed-role/vpcbot, 900000000001',
  doing: 'adding a route to rtb-1',
  isUndo: false,
} as const;
const trouble = { since: minutes(5), tries: 3, said: true, action: null, doing: 'describing route tables' };

interface StateRow {
  readonly state: string;
  readonly change: CardChange;
  readonly says: readonly string[];
  readonly never?: readonly string[];
  readonly buttons: readonly string[];
  readonly because: string;
}

const STATES: readonly StateRow[] = [
  {
    state: 'planned, by an unconfirmed account',
    change: { side: { plan: aPlan({ proof: { kind: 'unconfirmed', accountId: ASKING } }) } },
    says: [
      'that the AWS account which asks is Timescale’s, an owner confirms once',
      '5 to create, 0 exist, 0 conflicts',
    ],
    never: [ASKING],
    buttons: [COMPLETE, CHANGE, LOOK],
    because: 'an owner can say yes to it, and nobody else is to read the account',
  },
  {
    state: 'planned, while AWS does not show the request',
    change: { side: { plan: aPlan({ proof: { kind: 'not-there' } }) } },
    says: ['*! conflict*  AWS does not show it there yet. vpcbot looks again by itself', '1 conflict'],
    buttons: [CHANGE, LOOK],
    because: 'there is nothing to accept yet',
  },
  {
    state: 'refused for another account',
    change: {
      side: {
        plan: aPlan({
          proof: {
            kind: 'refused',
            faults: [{ kind: 'requester-account', seen: '666666666666', expected: ['111111111111'] }],
          },
        }),
      },
    },
    says: ['it must come from `111111111111`, and it comes from another account', 'Nobody should accept it.'],
    never: ['666666666666', 'Complete it for me]'],
    buttons: [CHANGE, LOOK],
    because: 'an account that nobody knows is not printed',
  },
  {
    state: 'planned, where vpcbot may only accept',
    change: { account: { allow: ['accept'] } },
    says: [
      '*+ create, by hand*  `private-a`',
      '*Left to you.* The configuration does not let vpcbot do this: add the route to `10.0.1.0/24` in `private-a` (`rtb-1`)',
      '*How to accept* in this thread has the steps',
    ],
    buttons: [COMPLETE, CHANGE, LOOK],
    because: 'what is left to people is said before anybody presses',
  },
  {
    state: 'planned, where vpcbot may only look',
    change: { account: { allow: [], owners: [] } },
    says: ['vpcbot may do nothing of what is left. *How to accept*'],
    buttons: [CHANGE, LOOK],
    because: 'a button that does nothing is not shown',
  },
  {
    state: 'asked for',
    change: { side: { completion: aCompletion() } },
    says: [
      '*Asked for* by <@U0OMAR>, 2026-11-22 09:06 UTC',
      '<!subteam^S0NET> or <@U0NINA> press *Complete it for me* or *Decline…*',
    ],
    buttons: [COMPLETE, DECLINE, CHANGE, LOOK],
    because: 'the owners decide',
  },
  {
    state: 'declined',
    change: {
      side: {
        completion: aCompletion({ state: 'declined', decidedBy: 'U0NINA', reason: 'use the <!channel> hub' }),
      },
    },
    says: ['*Declined* by <@U0NINA>, 2026-11-22 09:06 UTC: “use the &lt;!channel&gt; hub”'],
    buttons: [COMPLETE, CHANGE, LOOK],
    because: 'somebody may want it again',
  },
  {
    state: 'being carried out',
    change: { side: { completion: aCompletion({ ...approvedBy, state: 'approved' }) } },
    says: ['*Being carried out*, 3 of 6 steps done. Approved by <@U0NINA>'],
    buttons: [LOOK],
    because: 'nothing is pressed in between',
  },
  {
    state: 'done',
    change: {
      side: { plan: aDonePlan(), completion: aCompletion({ ...approvedBy, state: 'done' }) },
      peering: { state: 'active' },
    },
    says: ['*Done*, approved by <@U0NINA>', '*Attach* `vpcbot-payments-eu` (`sg-9`)', '`orders-1` (`i-1`)'],
    buttons: [CHANGE, LOOK, UNDO],
    because: 'the group works only once it is attached',
  },
  {
    state: 'stopped for want of a permission',
    change: { side: { completion: aCompletion({ ...approvedBy, state: 'stopped', stop: deny }) } },
    says: [
      '*Stopped* 2026-11-22 09:06 UTC, 3 of 6 steps done',
      'account `123456789012`, region `us-east-1` does not allow vpcbot `ec2:CreateRoute`',
      'adds `ec2:CreateRoute` to vpcbot’s role there (docs/aws.md',
      'press *Complete it for me* on the plan again',
    ],
    never: ['900000000001'],
    buttons: [COMPLETE, CHANGE, LOOK, UNDO],
    because: 'which permission, where, and who adds it are said; an account in AWS’s words is not',
  },
  {
    state: 'stopped while it was taken back',
    change: {
      side: { completion: aCompletion({ ...approvedBy, state: 'stopped', stop: { ...deny, isUndo: true } }) },
    },
    says: ['*Stopped while it was taken back*', '0 of 2 seen to', 'press *Undo…* on the plan again'],
    never: ['*Complete it for me* on the plan again'],
    buttons: [COMPLETE, CHANGE, LOOK, UNDO],
    because: 'only another press goes on with it',
  },
  {
    state: 'stopped as it changed',
    change: {
      side: {
        completion: aCompletion({ ...approvedBy, steps: [], state: 'stopped', stop: { kind: 'changed' } }),
      },
    },
    says: ['0 of 6 steps done. What there is to do is not what was approved any more.'],
    buttons: [COMPLETE, CHANGE, LOOK],
    because: 'nothing else than what was approved is done',
  },
  {
    state: 'stopped by a conflict',
    change: {
      side: {
        plan: conflicted,
        completion: aCompletion({
          ...approvedBy,
          state: 'stopped',
          stop: { kind: 'conflicts', conflicts: conflicted.conflicts.slice(0, 1) },
        }),
      },
    },
    says: ['Something stands in the way: The VPC has `10.0.0.0/16`'],
    buttons: [CHANGE, LOOK, UNDO],
    because: 'what was made before can be taken back',
  },
  {
    state: 'refused by AWS',
    change: {
      side: {
        completion: aCompletion({
          ...approvedBy,
          state: 'stopped',
          stop: {
            kind: 'refused',
            said: 'RouteLimitExceeded',
            doing: 'adding a route to rtb-1',
            isUndo: false,
          },
        }),
      },
    },
    says: ['AWS refuses it: adding a route to rtb-1. AWS says “RouteLimitExceeded”.'],
    buttons: [COMPLETE, CHANGE, LOOK, UNDO],
    because: 'its words say what to put right',
  },
  {
    state: 'being taken back',
    change: {
      side: {
        completion: aCompletion({
          ...approvedBy,
          state: 'undoing',
          steps: steps.map((step, at) =>
            at === 2 ? { ...step, state: 'taken-back', outcome: { kind: 'gone' } } : step,
          ),
        }),
      },
    },
    says: ['*Being taken back*, 1 of 2 seen to, as <@U0NINA> wanted.'],
    buttons: [LOOK],
    because: 'the acceptance is not among what goes',
  },
  {
    state: 'undone',
    change: {
      side: {
        completion: aCompletion({
          ...approvedBy,
          state: 'undone',
          steps: steps.map((step) => ({ ...step, state: 'taken-back', outcome: { kind: 'gone' } })),
        }),
      },
    },
    says: ['*Undone* by <@U0NINA>', 'The acceptance stays; `/vpc unpeer` ends the peering itself.'],
    buttons: [COMPLETE, CHANGE, LOOK],
    because: 'it may be done anew',
  },
  {
    state: 'never seen',
    change: { side: { plan: null, lookedAt: null } },
    says: ['vpcbot looks at account `123456789012`, region `us-east-1` now.'],
    buttons: [LOOK],
    because: 'it is looked at first',
  },
  {
    state: 'missing',
    change: { side: { plan: null, isMissing: true } },
    says: ['AWS has no `vpc-0a1b2c3d4e5f60718` of account `123456789012` in us-east-1'],
    buttons: [LOOK],
    because: 'somebody mistyped it',
  },
  {
    state: 'not to be seen for want of a permission',
    change: {
      side: { plan: null, trouble: { ...trouble, code: 'CLOUD_DENIED', action: 'ec2:DescribeRouteTables' } },
    },
    says: ['*Trouble* since 2026-11-22 09:05 UTC', '`ec2:DescribeRouteTables`', 'docs/aws.md'],
    buttons: [LOOK],
    because: 'which permission is missing, and where, is said',
  },
  {
    state: 'not to be seen at all',
    change: { side: { trouble: { ...trouble, code: 'CLOUD_UNAUTHORIZED' } } },
    says: ['AWS does not let vpcbot into account `123456789012`', 'its trust policy and its external id'],
    buttons: [COMPLETE, CHANGE, LOOK],
    because: 'the last plan stands beside it',
  },
  {
    state: 'throttled',
    change: { side: { trouble: { ...trouble, code: 'CLOUD_RATE_LIMITED' } } },
    says: ['AWS asks vpcbot to slow down', 'Nothing is needed from you.'],
    buttons: [COMPLETE, CHANGE, LOOK],
    because: 'it heals by itself',
  },
  {
    state: 'over, with things left',
    change: {
      side: { completion: aCompletion({ ...approvedBy, state: 'done' }) },
      peering: { state: 'deleted' },
    },
    says: ['This peering is over: nothing is left to do here'],
    never: ['+ create'],
    buttons: [UNDO],
    because: 'what was made is still to be taken back',
  },
  {
    state: 'no longer in the configuration',
    change: { account: null },
    says: ['The configuration does not let vpcbot see account `123456789012`, region `us-east-1` any more'],
    buttons: [],
    because: 'a press would be refused',
  },
];

test.each(STATES)(
  'a plan that is $state says so, because $because',
  ({ change, says, never = [], buttons }) => {
    const text = read(change);
    for (const words of says) expect(text).toContain(words);
    for (const words of never) expect(text).not.toContain(words);
    expect(buttonsOf(change)).toEqual(buttons);
  },
);

test('the dialog before an undo lists what goes and says what stays', () => {
  const completion = aCompletion({
    ...approvedBy,
    state: 'done',
    steps: [
      ...steps,
      aStep({
        key: 'let-out:5432',
        made: { kind: 'rule', groupId: 'sg-1', ruleId: 'sgr-7', port: 5432, to: '10.0.1.0/24' },
      }),
    ],
  });
  const undo = build({ side: { completion } })
    .blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []))
    .find((one) => 'confirm' in one);
  expect(undo).toMatchObject({
    confirm: {
      title: { text: 'Take back what vpcbot made?' },
      text: {
        text: 'This goes: the rule sgr-7, the security group sg-9 and the route in private-a. The acceptance stays: end the peering with /vpc unpeer.',
      },
    },
  });
});

test('two hundred route tables and five hundred groups fit, and none that conflicts is cut', () => {
  const tables = Array.from({ length: 200 }, (_, at) =>
    aTable({
      id: `rtb-${'0'.repeat(14)}${at}`,
      name: `a-long-name-of-a-route-table-in-some-zone-${at}`,
      subnets: Array.from({ length: 8 }, (_, subnet) => ({
        id: `subnet-${at}-${subnet}`,
        name: `app-${subnet}`,
      })),
      routes: [LOCAL, ...(at === 190 ? [aRoute('10.0.1.0/24', 'tgw-1')] : [])],
    }),
  );
  const groups = Array.from({ length: 500 }, (_, at) => ({
    id: `sg-${at}`,
    name: `group-${at}`,
    request: null,
    egress: [],
  }));
  const text = read({ side: { plan: aPlan({ side: { tables, groups }, choice: { security: 'leave' } }) } });
  expect(text).toContain('a-long-name-of-a-route-table-in-some-zone-190');
  expect(text).toMatch(/and 1[89][0-9] more \(1[89][0-9] to create, 0 exist, 0 conflicts\)/);
  expect(text).toContain('200 to create, 0 exist, 1 conflict');
  expect(text).toContain('*Careful.* No security group lets TCP 5432 out');
  expect(text).toContain('Nothing is changed while there is a conflict');
});
