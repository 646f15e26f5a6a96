import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding, Silence } from '../../src/domain/checkup.ts';
import type { CloudCheck, CloudFinding } from '../../src/domain/cloud-checkup.ts';
import { answerExamining, buildCheckup } from '../../src/slack/doctor-message.ts';
import { findMessageProblems, readMessage } from './block-kit.ts';
import { minutes } from './example.ts';
import { expectHarmless, nasty } from './hostile.ts';

const LATE: Silence = { code: 'TOO_LATE', said: null };
const saying = (said: string): Silence => ({ code: 'SLACK_REFUSED', said });

const SHARED: readonly Finding[] = [
  { about: 'scopes', level: 'works', missing: [], silence: null },
  { about: 'scopes', level: 'broken', missing: ['files:write', 'im:write'], silence: null },
  { about: 'scopes', level: 'broken', missing: [], silence: saying('invalid_auth') },
  { about: 'queue', level: 'works', silence: null },
  { about: 'queue', level: 'broken', silence: { code: 'QUEUE_DOWN', said: null } },
  { about: 'store', level: 'works', silence: null },
  { about: 'store', level: 'broken', silence: { code: 'UNKNOWN', said: 'database is locked' } },
  { about: 'name-server', level: 'works', by: 'system', silent: null },
  { about: 'name-server', level: 'warning', by: '10.0.0.2', silent: 'ECONNREFUSED' },
  { about: 'name-servers', level: 'warning', silence: LATE },
  { about: 'stranded', level: 'warning', project: 'ledger', requestIds: [3, 4] },
];

const OF_PROJECT: readonly Finding[] = [
  { about: 'channel', level: 'works', channel: 'C0PAYMENTS', problem: null },
  { about: 'channel', level: 'broken', channel: 'C0PAYMENTS', problem: 'not-a-member' },
  { about: 'channel', level: 'broken', channel: 'C0PAYMENTS', problem: 'archived' },
  { about: 'channel', level: 'broken', channel: 'C0PAYMENTS', problem: saying('missing_scope') },
  { about: 'key', level: 'works', belongsTo: null, plan: 'Scale', silence: null },
  { about: 'key', level: 'broken', belongsTo: 'rp2analytic', plan: 'Scale', silence: null },
  {
    about: 'key',
    level: 'broken',
    belongsTo: null,
    plan: null,
    silence: { code: 'TIMESCALE_UNAUTHORIZED', said: null },
  },
  { about: 'key', level: 'broken', belongsTo: null, plan: null, silence: LATE },
  { about: 'listed', level: 'works', count: 4 },
];

const MORE: readonly Finding[] = [
  { about: 'unlisted', level: 'warning', id: 'U0GONE', problem: 'not-found' },
  { about: 'unlisted', level: 'warning', id: 'U0OLD', problem: 'deactivated' },
  { about: 'unlisted', level: 'warning', id: 'S0EMPTY', problem: 'empty' },
  { about: 'unlisted', level: 'warning', id: 'U0BOB', problem: LATE },
  { about: 'no-deciders', level: 'warning' },
  { about: 'observation', level: 'works', at: minutes(1) },
  { about: 'observation', level: 'warning', at: null },
  { about: 'unsaid', level: 'warning', requestIds: [1, 12], since: minutes(2) },
];

test('each finding says what is so, and how to mend it', () => {
  const message = buildCheckup(SHARED, [
    { project: 'payments', findings: OF_PROJECT },
    { project: 'analytics', findings: MORE },
  ]);
  expect(findMessageProblems(message)).toEqual([]);
  expect(readMessage(message)).toMatchInlineSnapshot(`
    "# How vpcbot is

    10 broken and 10 warnings; 8 checks went well. Each line says how to mend it.

    (divider)

    *vpcbot itself*
    *Broken*  vpcbot’s token in Slack lacks \`files:write\` and \`im:write\`. _To mend it:_ Paste manifest.yml into the app’s settings at api.slack.com/apps again, reinstall the app, then restart vpcbot.
    *Broken*  Slack did not confirm vpcbot’s token: it says \`invalid_auth\`. _To mend it:_ Check that Slack can be reached and that SLACK_BOT_TOKEN is the token of the installed app, then restart vpcbot.
    *Broken*  The queue takes no jobs: it does not answer as it should. _To mend it:_ Start Redis, or check REDIS_URL; vpcbot goes on by itself then. Where it keeps the queue itself, restart it. Nothing is lost.
    *Broken*  The database cannot be written: it says \`database is locked\`. _To mend it:_ Check the disk that DATABASE_URL is on, and that no other program holds the file.
    *Warning*  The name server \`10.0.0.2\` does not answer: \`ECONNREFUSED\`. _To mend it:_ Check that it can be reached from where vpcbot runs, or take it out of dns.servers. Until then nobody is told whether it knows a moved service.
    *Warning*  The name servers could not be asked: there was no answer in time. _To mend it:_ Check dns.servers in vpcbot.yml.
    *Warning*  \`ledger\` is no longer configured, and R3 and R4 are under way in it. _To mend it:_ Put it back into vpcbot.yml and restart, until they are done or cancelled; or look after them in the Timescale console.
    *Works*  Slack takes vpcbot’s token, and it has every scope it needs.
    *Works*  The queue takes jobs.
    *Works*  The database can be written.
    *Works*  The system’s name server answers.

    *payments*
    *Broken*  vpcbot is not in <#C0PAYMENTS>, so nothing can be said there. _To mend it:_ Type \`/invite @vpcbot\` there. What is unsaid is said then.
    *Broken*  The channel <#C0PAYMENTS> is archived, so nothing can be said in it. _To mend it:_ Unarchive it, or name another in vpcbot.yml, then restart vpcbot.
    *Broken*  Slack does not tell whether vpcbot can post in <#C0PAYMENTS>: it says \`missing_scope\`. _To mend it:_ Ask an admin to type \`/vpc doctor\`, who also sees what is wrong with Slack itself.
    *Broken*  The key belongs to another project of Timescale, \`rp2analytic\`. _To mend it:_ Make a key in the right project in the Timescale console, put it into vpcbot’s environment, then restart vpcbot.
    *Broken*  Timescale refuses the key. _To mend it:_ Make a new one in the Timescale console, put it into vpcbot’s environment, then restart vpcbot.
    *Broken*  The key could not be tried at Timescale: there was no answer in time. _To mend it:_ Check that Timescale can be reached from where vpcbot runs, then type \`/vpc doctor\` again.
    *Works*  vpcbot can post in <#C0PAYMENTS>.
    *Works*  Timescale takes the key; the project is on the plan \`Scale\`.
    *Works*  Slack knows 4 of the people and groups that are listed.

    *analytics*
    *Warning*  Slack knows no \`U0GONE\`, which is listed. _To mend it:_ Take \`U0GONE\` out of vpcbot.yml or put in who is meant, then restart vpcbot.
    *Warning*  <@U0OLD> is listed and deactivated in Slack. _To mend it:_ Take \`U0OLD\` out of vpcbot.yml or put in who is meant, then restart vpcbot.
    *Warning*  The user group <!subteam^S0EMPTY> is listed and has no members. _To mend it:_ Take \`S0EMPTY\` out of vpcbot.yml or put in who is meant, then restart vpcbot.
    *Warning*  Slack does not tell about <@U0BOB>, who is listed: there was no answer in time. _To mend it:_ Type \`/vpc doctor\` again in a minute.
    *Warning*  Nobody is listed who could approve a request over the quota. _To mend it:_ List approvers or admins in vpcbot.yml, then restart vpcbot.
    *Warning*  The VPCs have not been read at Timescale yet, so ranges and quotas are judged on what was known then. _To mend it:_ vpcbot reads them by itself once Timescale answers. If the key works, look into vpcbot’s log.
    *Warning*  Slack has not taken what is to be said of R1 and R12, since 2026-11-22 09:02 UTC. _To mend it:_ Mend the channel if it is broken. vpcbot keeps trying; if it stays like this, look into its log.
    *Works*  The VPCs were last read at Timescale 2026-11-22 09:01 UTC."
  `);
});

const AWS = { kind: 'aws', account: '123456789012', region: 'us-east-1' } as const;
const GOOGLE = { kind: 'google', account: 'acme-net', region: null } as const;
const reach = (code: string | null, said: string | null = null): CloudFinding => ({
  about: 'cloud-reach',
  level: code === null ? 'works' : 'broken',
  silence: code === null ? null : { code, said },
  allow: ['accept', 'routes'],
});

test('each account of the other side has a part of its own, with what its cloud denies by name', () => {
  const clouds: readonly CloudCheck[] = [
    {
      place: AWS,
      findings: [
        reach(null),
        { about: 'cloud-denied', level: 'broken', actions: ['ec2:CreateRoute', 'ec2:DeleteRoute'] },
        { about: 'cloud-throttled', level: 'warning', actions: ['ec2:DescribeVpcs'] },
        { about: 'cloud-allowed', level: 'works', count: 9, untried: ['ec2:AcceptVpcPeeringConnection'] },
        { about: 'unlisted', level: 'warning', id: 'S0NET', problem: 'empty' },
      ],
    },
    {
      place: { ...AWS, region: 'eu-west-1' },
      findings: [
        reach('CLOUD_DENIED', 'User: arn:aws:iam::1:user/x is not authorized to perform: sts:AssumeRole'),
        reach('CLOUD_UNAUTHORIZED', 'could not load credentials'),
        reach('CLOUD_RATE_LIMITED', 'Rate exceeded'),
        reach('TOO_LATE'),
      ],
    },
    {
      place: GOOGLE,
      findings: [
        { ...reach(null), about: 'cloud-reach', level: 'works', silence: null, allow: [] },
        reach('CLOUD_DENIED', 'denied'),
        reach('CLOUD_UNAUTHORIZED', 'no credentials'),
        { about: 'cloud-denied', level: 'broken', actions: ['compute.networks.addPeering'] },
        { about: 'cloud-allowed', level: 'works', count: 3, untried: [] },
      ],
    },
  ];
  const message = buildCheckup(null, [], clouds);
  expect(findMessageProblems(message)).toEqual([]);
  expect(readMessage(message)).toMatchInlineSnapshot(`
    "# How vpcbot is

    8 broken and 2 warnings; 4 checks went well. Each line says how to mend it.

    (divider)

    *AWS account 123456789012, us-east-1*
    *Broken*  The role lacks \`ec2:CreateRoute\` and \`ec2:DeleteRoute\`. _To mend it:_ Add it as docs/aws.md has it, or take what needs it out of \`allow\` in vpcbot.yml.
    *Warning*  AWS asks for a pause at \`ec2:DescribeVpcs\`; vpcbot tries again later. _To mend it:_ Where it stays so, look for what else calls AWS in this account.
    *Warning*  The user group <!subteam^S0NET> is listed and has no members. _To mend it:_ Take \`S0NET\` out of vpcbot.yml or put in who is meant, then restart vpcbot.
    *Works*  AWS takes vpcbot’s role; vpcbot.yml lets it look and, once an owner approves, accept peerings and add routes.
    *Works*  AWS allows 9 of the actions that vpcbot needs there; nothing is there yet to try \`ec2:AcceptVpcPeeringConnection\` on.

    *AWS account 123456789012, eu-west-1*
    *Broken*  vpcbot cannot take the role: it says \`User: arn:aws:iam::1:user/x is not authorized to perform: sts:AssumeRole\`. _To mend it:_ Name vpcbot’s own identity and the external id of vpcbot.yml in the role’s trust policy; docs/aws.md has a template. Then type \`/vpc doctor\` again.
    *Broken*  AWS could not be looked at: it says \`could not load credentials\`. _To mend it:_ Check the credentials that vpcbot itself runs with, and that the account has this region enabled; docs/aws.md says how it finds them. Then type \`/vpc doctor\` again.
    *Broken*  AWS asks vpcbot to call less often, and it does: it says \`Rate exceeded\`.
    *Broken*  AWS could not be looked at: there was no answer in time. _To mend it:_ Check that it can be reached from where vpcbot runs. Then type \`/vpc doctor\` again.

    *Google Cloud project acme-net*
    *Broken*  Google Cloud could not be looked at: it says \`denied\`. _To mend it:_ Give the service account the role of docs/google.md in \`acme-net\`. Then type \`/vpc doctor\` again.
    *Broken*  Google Cloud could not be looked at: it says \`no credentials\`. _To mend it:_ Check the credentials that vpcbot itself runs with; docs/google.md says how it finds them. Then type \`/vpc doctor\` again.
    *Broken*  The service account lacks \`compute.networks.addPeering\`. _To mend it:_ Add it as docs/google.md has it, or take what needs it out of \`allow\` in vpcbot.yml.
    *Works*  Google Cloud takes vpcbot’s service account; vpcbot.yml lets it look and change nothing.
    *Works*  Google Cloud allows 3 of the actions that vpcbot needs there.

    An admin who types \`/vpc doctor\` also sees Slack, the queue, the database and the name servers."
  `);
});

test('where all is well nothing is asked of anybody, and whoever is no admin learns who sees more', () => {
  const message = buildCheckup(null, [
    { project: 'payments', findings: OF_PROJECT.filter(({ level }) => level === 'works') },
  ]);
  expect(message.text).toBe('All 3 checks went well. Nothing is needed from you.');
  expect(readMessage(message)).toMatchInlineSnapshot(`
    "# How vpcbot is

    All 3 checks went well. Nothing is needed from you.

    (divider)

    *payments*
    *Works*  vpcbot can post in <#C0PAYMENTS>.
    *Works*  Timescale takes the key; the project is on the plan \`Scale\`.
    *Works*  Slack knows 4 of the people and groups that are listed.

    An admin who types \`/vpc doctor\` also sees Slack, the queue, the database and the name servers."
  `);
  expect(findMessageProblems(answerExamining())).toEqual([]);
});

test('what does not fit is counted, the broken first', () => {
  const unlisted = Array.from(
    { length: 30 },
    (_, at): Finding => ({
      about: 'unlisted',
      level: 'warning',
      id: `U0GONE${at}`,
      problem: 'not-found',
    }),
  );
  const findings: readonly Finding[] = [...unlisted, ...OF_PROJECT];
  const message = buildCheckup(
    SHARED,
    Array.from({ length: 60 }, () => ({ project: 'payments', findings })),
  );
  expect(findMessageProblems(message)).toEqual([]);
  const text = readMessage(message);
  expect(text).toContain('And 45 projects more, counted above.');
  expect(text).toContain('and 27 more');
  expect(text.indexOf('*Broken*')).toBeLessThan(text.indexOf('*Warning*'));
});

test('no finding says more than we do, whatever things are called', () => {
  const property = fc.property(nasty, (text) => {
    const silence: Silence = { code: text, said: text };
    const shared: readonly Finding[] = [
      { about: 'scopes', level: 'broken', missing: [text, text], silence: null },
      { about: 'scopes', level: 'broken', missing: [], silence },
      { about: 'store', level: 'broken', silence },
      { about: 'name-server', level: 'warning', by: text, silent: text },
      { about: 'stranded', level: 'warning', project: text, requestIds: [1] },
      { about: 'channel', level: 'broken', channel: text, problem: silence },
      { about: 'key', level: 'broken', belongsTo: text, plan: text, silence: null },
      { about: 'key', level: 'works', belongsTo: null, plan: text, silence: null },
      { about: 'unlisted', level: 'warning', id: text, problem: 'not-found' },
      { about: 'unlisted', level: 'warning', id: text, problem: silence },
    ];
    const clouds: readonly CloudCheck[] = [
      {
        place: { kind: 'aws', account: text, region: text },
        findings: [
          { about: 'cloud-reach', level: 'broken', silence, allow: [] },
          { about: 'cloud-denied', level: 'broken', actions: [text, text] },
          { about: 'cloud-throttled', level: 'warning', actions: [text] },
          { about: 'cloud-allowed', level: 'works', count: 1, untried: [text] },
        ],
      },
    ];
    expectHarmless(buildCheckup(shared, [{ project: text, findings: shared }], clouds));
  });
  fc.assert(property, { numRuns: 60 });
});
