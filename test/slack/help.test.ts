import { expect, test } from 'vitest';
import type { Message } from '../../src/slack/blocks.ts';
import { buildHelp, buildVerbHelp, type Reach } from '../../src/slack/help.ts';
import { VERB_GROUPS, VERBS } from '../../src/slack/verbs.ts';
import { findMessageProblems, readMessage } from './block-kit.ts';

const read = (message: Message): string => {
  expect(findMessageProblems(message)).toEqual([]);
  return readMessage(message);
};

const REQUESTER: Reach = { reads: ['payments', 'orders'], asks: ['payments'], ask: ['U0BOB'] };
const APPROVER: Reach = { reads: ['payments'], asks: [], ask: ['U0BOB', 'S0PLATFORM'] };
const STRANGER: Reach = { reads: [], asks: [], ask: ['U0BOB'] };

test('help lists every verb once, with its usage, in its group', () => {
  const words = read(buildHelp(REQUESTER));
  expect(words).toMatchInlineSnapshot(`
    "# What you can type

    vpcbot makes Timescale VPCs, peers them with your own networks and moves services into them. This is what you can type:

    *VPCs*
    \`/vpc create [project] [region] [cidr]\`  Makes a VPC with its first peerings.
    \`/vpc list [project]\`  Lists the VPCs of one project, or of all.
    \`/vpc show &lt;vpc&gt;\`  Shows one VPC, its identifiers and its peerings.
    \`/vpc rename &lt;vpc&gt; &lt;name&gt;\`  Gives a VPC another name.
    \`/vpc delete &lt;vpc&gt;\`  Deletes a VPC and its peerings.

    *Peerings*
    \`/vpc peer [vpc] [account] [vpc-id] [region] [ranges], or [vpc] [network link] [ranges]\`  Peers a VPC with one more network of yours, or shares a peering that is there.
    \`/vpc unpeer &lt;peering&gt;\`  Deletes a peering, or leaves one that you share.
    \`/vpc verify &lt;vpc&gt;\`  Looks whether a VPC can be reached, and says what is missing.

    *Services*
    \`/vpc services [project]\`  Lists services, where each is reached, and what to choose for a new one.
    \`/vpc attach [service] [vpc]\`  Moves a service from the public internet into a VPC.
    \`/vpc detach &lt;service&gt;\`  Moves a service back to the public internet.
    \`/vpc migrate &lt;service&gt; &lt;vpc|public&gt;\`  Moves a service from one VPC to another, or to the public internet.

    *Regions and ranges*
    \`/vpc regions [project]\`  Lists the regions where a VPC can be.
    \`/vpc cidr &lt;project&gt; [/prefix]\`  Offers ranges that nothing uses yet.
    \`/vpc check &lt;cidr&gt;\`  Says what a range would overlap.

    *Requests and quotas*
    \`/vpc cancel &lt;request&gt;\`  Stops a request and removes what it made so far.
    \`/vpc retry &lt;request&gt;\`  Tries a failed request again; a peering can be corrected first.
    \`/vpc quota [project], or increase &lt;project&gt;\`  Shows how many VPCs are used, or asks for more.
    \`/vpc history &lt;vpc|project&gt;\`  Tells who did what, when and why.

    *This bot*
    \`/vpc subscribe [project]\`  Tells this channel how requests of a project end.
    \`/vpc unsubscribe [project]\`  Stops telling this channel.
    \`/vpc doctor\`  Checks vpcbot’s connections and its permissions in your clouds, and says how to mend them.
    \`/vpc help [verb]\`  Shows what you can type, or how one verb works.

    Only you read what lists, shows, checks or explains. Type \`/vpc help create\` for how one works, or \`/vpc create\` to start."
  `);
  expect(VERB_GROUPS.flatMap(({ verbs }) => verbs).sort()).toEqual(Object.keys(VERBS).sort());
  for (const { meaning } of Object.values(VERBS)) expect(words.split(meaning)).toHaveLength(2);
});

test('what no project lists somebody for is marked in words, with whom to ask', () => {
  const words = read(buildHelp(APPROVER));
  expect(words).toContain(
    '`/vpc create [project] [region] [cidr]`  Makes a VPC with its first peerings. (not for you)',
  );
  expect(words).toContain('`/vpc list [project]`  Lists the VPCs of one project, or of all.\n');
  expect(words).toContain(
    'Where it says “not for you”, no project lists you for it: ask <@U0BOB> or <!subteam^S0PLATFORM>.',
  );
  const stranger = read(buildHelp(STRANGER));
  expect(stranger).toContain('or of all. (not for you)');
  expect(stranger).toContain('`/vpc regions [project]`  Lists the regions where a VPC can be.\n');
});

test('help is there, without marks, where nobody knows who asks', () => {
  expect(read(buildHelp(null))).not.toContain('not for you');
  expect(read(buildVerbHelp('create', null))).not.toContain('*You*');
});

test.each([
  {
    verb: 'create',
    reach: REQUESTER,
    says: '`/vpc create [project] [region] [cidr]`\nMakes a VPC with its first peerings.\n*For example:* `/vpc create payments us-east-1 10.0.0.0/24` or `/vpc create metrics google-europe-west1 10.0.0.0/24`\n*Who may use it:* requesters and admins of the project.\n*You* may, in payments.',
  },
  {
    verb: 'rename',
    reach: APPROVER,
    says: '`/vpc rename &lt;vpc&gt; &lt;name&gt;`\nGives a VPC another name.\n*For example:* `/vpc rename payments-us-east-1 payments-main`\n*Who may use it:* requesters and admins of the project.\n*You* may not: no project lists you for it. Ask <@U0BOB> or <!subteam^S0PLATFORM>.',
  },
  {
    verb: 'list',
    reach: REQUESTER,
    says: '`/vpc list [project]`\nLists the VPCs of one project, or of all.\n*For example:* `/vpc list payments`\n*Who may use it:* requesters, approvers and admins of a project, who see that project.\n*You* may, in payments and orders.',
  },
  {
    verb: 'cancel',
    reach: STRANGER,
    says: '`/vpc cancel &lt;request&gt;`\nStops a request and removes what it made so far.\n*For example:* `/vpc cancel R12`\n*Who may use it:* whoever asked for it, and approvers and admins of its project.',
  },
  {
    verb: 'help',
    reach: STRANGER,
    says: '`/vpc help [verb]`\nShows what you can type, or how one verb works.\n*For example:* `/vpc help create`\n*Who may use it:* everybody.',
  },
] as const)('help of $verb says what it means, an example and who may use it', ({ verb, reach, says }) => {
  expect(read(buildVerbHelp(verb, reach))).toBe(says);
});
