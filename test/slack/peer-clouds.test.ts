import { expect, test } from 'vitest';
import { guideAct } from '../../src/clouds/guide.ts';
import { type EndedPeering, readGuideFacts } from '../../src/domain/guide.ts';
import { PEERING_STATES, type Peering } from '../../src/domain/peering.ts';
import type { SeenPeer } from '../../src/domain/verification.ts';
import { buildHome } from '../../src/slack/home.ts';
import { renderNotice } from '../../src/slack/notice-message.ts';
import { renderPeeringEnd, renderWantedPeer } from '../../src/slack/outcome-words.ts';
import { planPeering } from '../../src/slack/peering-steps.ts';
import { buildRepeatButton } from '../../src/slack/pending-peer-buttons.ts';
import { buildRequestCard } from '../../src/slack/request-card.ts';
import { buildUnpeerForm } from '../../src/slack/unpeer-form.ts';
import { buildVpcShow } from '../../src/slack/vpc-show.ts';
import { buildVerification } from '../../src/slack/vpc-verify.ts';
import { findMessageProblems, findViewProblems, listMrkdwn, readMessage } from './block-kit.ts';
import { AZURE, ENDED, GOOGLE, UNSEEN, waiting } from './cloud-example.ts';
import { aPeering, aProject, aRequest, aView, aVpc, minutes } from './example.ts';

/* What is said of a peering that waits, on each cloud, wherever it is said. */

const VPC = aVpc({ region: 'timescale-google-europe-west1' });

const viewOf = (ended: EndedPeering, change: Partial<Peering> = {}) =>
  aView({ vpc: VPC, peering: { ...waiting(ended), ...change } });

const pendingOf = (ended: EndedPeering) => {
  const view = viewOf(ended);
  const body = { kind: 'peering-pending', ...ended, expiresAt: view.peerings[0]?.expiresAt ?? null } as const;
  const guide = guideAct(readGuideFacts(ended, VPC, UNSEEN));
  const message = renderNotice({ body }, view, aProject(), guide, minutes(5));
  expect(findMessageProblems(message)).toEqual([]);
  return message;
};

test('pending peer on Google Cloud carries project and network, the command and no deadline', () => {
  expect(readMessage(pendingOf(GOOGLE))).toMatchInlineSnapshot(`
    "<@U0ADA> R12: it is the turn of the owner of project \`acme-net\`. Timescale’s side is made: create the matching peering from \`acme-net/default\` to Timescale’s \`ts-prod-7/project-vpc-1\`.

    *Timescale project* \`ts-prod-7\`
    *Timescale network* \`project-vpc-1\`
    *Your project* \`acme-net\`
    *Your network* \`default\`
    *Timescale VPC* \`payments-eu\`
    *Timescale range* \`10.0.1.0/24\`
    *Timescale region* \`europe-west1 (Google Cloud)\`

    *Careful.* Connect only to exactly this project and network: \`ts-prod-7\` and \`project-vpc-1\`. Google Cloud shows no request that could be compared with them.

    *Create it.* In project \`acme-net\`, choose _Create peering connection_ under <https://console.cloud.google.com/networking/peering/list?project=acme-net|VPC network peering>, your network \`default\` and _In another project_. Or with the gcloud CLI:

        gcloud compute networks peerings create timescale-project-vpc-1 --project acme-net --network default --peer-project ts-prod-7 --peer-network project-vpc-1

    The peering turns active once both sides name each other, and nothing expires until then. vpcbot looks by itself and says here when it is active. No route is added by hand. Where a firewall rule of yours denies traffic out, allow TCP (5432, or the port that \`/vpc services\` shows) to \`10.0.1.0/24\`.

    [I have created the peering] [How to create it] [Send to someone]"
  `);
});

test('pending peer on Azure carries tenant and network, whole, and what it takes', () => {
  expect(readMessage(pendingOf(AZURE))).toMatchInlineSnapshot(`
    "<@U0ADA> R12: it is the turn of the owner of subscription \`10000000-0000-4000-8000-000000000001\`. Timescale’s side is made: create the matching peering from \`app-vnet\` to Timescale’s \`ts-vnet-1\`.

    *Timescale tenant* \`90000000-0000-4000-8000-000000000009\`
    *Your tenant* \`20000000-0000-4000-8000-000000000002\`
    *Your subscription* \`10000000-0000-4000-8000-000000000001\`
    *Your resource group* \`network-rg\`
    *Your virtual network* \`app-vnet\`
    *Your application* \`30000000-0000-4000-8000-000000000003\`
    *Timescale VPC* \`payments-eu\`
    *Timescale range* \`10.0.1.0/24\`
    *Timescale region* \`europe-west1 (Google Cloud)\`

    *Timescale network id*

        /subscriptions/80000000-0000-4000-8000-000000000008/resourceGroups/ts-rg/providers/Microsoft.Network/virtualNetworks/ts-vnet-1

    *Careful.* Connect only to exactly this tenant and network: \`90000000-0000-4000-8000-000000000009\` and \`/subscriptions/80000000-0000-4000-8000-000000000008/resourceGroups/ts-rg/providers/Microsoft.Network/virtualNetworks/ts-vnet-1\`.

    *Create it.* It takes the application \`30000000-0000-4000-8000-000000000003\` and its password, signed in to your tenant and to Timescale’s at once, which the Azure portal cannot do. *How to create it* has the commands.

    The peering turns active once both sides name each other, and nothing expires until then. vpcbot looks by itself and says here when it is active. No route is added by hand. Where a network security group of yours denies traffic out, allow TCP (5432, or the port that \`/vpc services\` shows) to \`10.0.1.0/24\`.

    [I have created the peering] [How to create it] [Send to someone]"
  `);
});

const seen = (ended: EndedPeering, state: SeenPeer['state']): SeenPeer => ({
  ...ended,
  state,
  expiresAt: null,
  said: null,
  rawStatus: state,
  sharers: [],
  overlaps: [VPC.cidr],
});

const verify = (ended: EndedPeering, state: SeenPeer['state']): string =>
  readMessage(
    buildVerification(VPC, {
      findings: [{ fit: 'missing', kind: 'peering', peering: seen(ended, state), isSeen: false }],
      next: { kind: 'accept', peering: seen(ended, state) },
    }),
  );

const homeOf = (ended: EndedPeering): string => {
  const view = viewOf(ended);
  const peering = view.peerings[0] ?? aPeering(waiting(ended));
  const waits = [
    { kind: 'accept', view, peering, message: 'https://acme.slack.com/archives/D1/p1' },
  ] as const;
  const own = [{ view, project: aProject(), card: null }];
  return listMrkdwn(buildHome({ mayAsk: false, waiting: waits, own, projects: [] }).blocks).join('\n');
};

const unpeerOf = (ended: EndedPeering, state: Peering['state']): string => {
  const peering = aPeering({ ...waiting(ended), state });
  const record = { vpc: VPC, peerings: [peering], requests: [aRequest()] };
  const form = buildUnpeerForm({ peering, record, services: [] });
  expect(findViewProblems(form)).toEqual([]);
  return JSON.stringify(form.blocks);
};

const showOf = (ended: EndedPeering): string => {
  const record = { vpc: VPC, peerings: [aPeering(waiting(ended))], requests: [aRequest()] };
  const message = buildVpcShow({ record, services: [], may: { change: false, remove: false } });
  expect(findMessageProblems(message)).toEqual([]);
  return readMessage(message);
};

const saidOf = (ended: EndedPeering): readonly string[] => [
  readMessage(pendingOf(ended)),
  readMessage(buildRequestCard(viewOf(ended), aProject(), minutes(5))),
  readMessage(buildRequestCard(viewOf(ended, { state: 'approved' }), aProject(), minutes(5))),
  verify(ended, 'active'),
  verify(ended, 'pending-peer'),
  homeOf(ended),
  unpeerOf(ended, 'active'),
  unpeerOf(ended, 'pending-peer'),
  showOf(ended),
  String(renderWantedPeer({ peer: ended.peer, peerRanges: [] })),
  JSON.stringify(buildRepeatButton({ id: 3, peer: ended.peer })),
  ...PEERING_STATES.filter((state) => !['expired', 'rejected-by-peer'].includes(state)).flatMap((state) => {
    const { what, act } = renderPeeringEnd(state, ended.peer, null);
    const steps = planPeering(aPeering({ ...waiting(ended), state }), VPC);
    return [`${what} ${act}`, ...steps.map((step) => String(step.what))];
  }),
];

test.each([GOOGLE, AZURE])('on $peer.kind nothing that is said takes it for AWS', (ended) => {
  for (const words of saidOf(ended)) {
    expect(words).not.toMatch(/AWS|pcx|VPC id|\baccounts?\b|\baccept|seven days|before 20/i);
  }
});

test.each(ENDED)('on $peer.kind whoever owns the other network is told its part everywhere', (ended) => {
  const part =
    ended.peer.kind === 'aws' ? /accept `pcx-/i : /create the (?:matching )?peering (?:from .* )?to /i;
  for (const words of [verify(ended, 'pending-peer'), homeOf(ended), ...saidOf(ended).slice(1, 2)]) {
    expect(words).toMatch(part);
  }
});
