import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NoticeBody } from '../../src/domain/notice-body.ts';
import { buildCopy } from '../../src/slack/copy-message.ts';
import { renderNotice } from '../../src/slack/notice-message.ts';
import { readMessage } from './block-kit.ts';
import { aPeer, aProject, aRequest, aView, minutes } from './example.ts';
import { expectHarmless, nasty } from './hostile.ts';

const THREAD = 'https://acme.slack.com/archives/C0PAYMENTS/p1700000000000100';

test('a copy names the project and the request, leads to the thread, and calls nobody', () => {
  const copy = buildCopy(
    {
      text: '<@U0ADA> R12: it is done. <@U0BOB> approved it, for <!subteam^S0PLATFORM>.',
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: '<@U0ADA> R12: it is done.' } },
        { type: 'section', fields: [{ type: 'mrkdwn', text: '*By*\n<@U0BOB>' }] },
        { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Press' } }] },
        { type: 'divider' },
      ],
    },
    aRequest(),
    THREAD,
  );
  expectHarmless(copy);
  expect(copy.text).toBe('From payments: R12: it is done. somebody approved it, for a user group.');
  expect(readMessage(copy)).toMatchInlineSnapshot(`
    "From *payments* · R12 · <https://acme.slack.com/archives/C0PAYMENTS/p1700000000000100|Open its thread>

    R12: it is done.

    *By* somebody

    (divider)"
  `);
  expect(readMessage(buildCopy({ text: 'x', blocks: [] }, aRequest(), null))).toBe('From *payments* · R12');
});

test('no copy of an end says more than we do, or calls anybody', () => {
  const property = fc.property(nasty, (text) => {
    const peer = aPeer({ vpcId: text, accountId: text, region: text });
    const bodies: readonly NoticeBody[] = [
      { kind: 'peering-active', peer, provisionedId: text },
      { kind: 'peering-ended', peer, state: 'expired', said: text },
      { kind: 'vpc-failed', failure: { kind: 'refused', said: text } },
    ];
    const view = aView({ request: { project: text }, vpc: { name: text } });
    for (const body of bodies) {
      const said = renderNotice({ body }, view, aProject({ name: text }), null, minutes(1));
      const copy = buildCopy(said, view.request, THREAD);
      expectHarmless(copy);
      expect(JSON.stringify(copy)).not.toMatch(/<@[UW]|<!subteam/);
    }
  });
  fc.assert(property, { numRuns: 40 });
});
