import { expect } from 'vitest';
import { askForVpc } from './asking.ts';
import { tellStories } from './story.ts';

const story = tellStories();

story(
  'over the quota nobody decides on their own, one approver does, and the other is told',
  async ({ open }) => {
    const omar = await open('U0OMAR');
    const grace = await open('U0GRACE');
    const lin = await open('U0LIN');
    await omar.goesTo('analytics');
    await askForVpc(omar, '/vpc create analytics us-east-1');
    for (const person of [grace, lin]) {
      await person.at.places.getByRole('button', { name: /^analytics, \d+ unread$/ }).waitFor();
      await person.goesTo('analytics');
    }
    for (const person of [omar, grace, lin]) {
      await person.opensThread('R1: VPC analytics-us-east-1 for analytics');
      const card = await person.reads('R1: one VPC more for analytics', person.at.thread);
      await person.presses('Approve one VPC more for R1', card);
      await person.waitsForDialog('Approve R1?');
    }
    await omar.presses('Approve');
    const refused = await omar.reads('nobody decides on their own', omar.at.thread);
    expect(await refused.textContent()).toContain('Only visible to you');

    await grace.presses('Approve');
    await omar.reads('@omar @grace approved R1', omar.at.thread);
    await lin.presses('Approve');
    const late = await lin.reads('R1 was decided before you pressed. Approved by @grace', lin.at.thread);
    expect(await late.textContent()).toContain('Only visible to you');
    expect(await grace.at.thread.getByText('Only visible to you').count()).toBe(0);
    const card = await grace.reads('R1: one VPC more for analytics', grace.at.thread);
    // The card is edited after the late one is told.
    await expect.poll(() => card.getByRole('button', { name: /^Approve/ }).count()).toBe(0);
    await omar.reads('waits to be accepted', omar.at.thread);
  },
);

story(
  'what somebody has not read is counted for them alone, and one tab can be everybody',
  async ({ open }) => {
    const nina = await open('U0NINA');
    const ada = await open('U0ADA');
    await nina.goesTo('random');
    await ada.goesTo('vpc-requests');
    await ada.types('Has anybody seen *our* new VPC?');
    await ada.reads('Has anybody seen our new VPC?');
    await ada.types('<@U0NINA> you might know');
    const unread = nina.at.places.getByRole('button', { name: /^vpc-requests, 2 unread/ });
    await unread.waitFor();
    await unread.click();
    await nina.reads('you might know');
    await nina.at.places.getByRole('button', { name: 'vpc-requests', exact: true }).waitFor();

    await nina.goesTo('random');
    await nina.becomes('eve');
    await nina.page.waitForURL(/as=U0EVE/);
    await nina.at.places.getByRole('button', { name: /^vpc-requests, 2 unread/ }).waitFor();
    await nina.page.reload();
    await nina.at.places.getByRole('button', { name: /^vpc-requests, 2 unread/ }).waitFor();
    expect(await nina.at.person.inputValue()).toBe('U0EVE');
  },
);

story('blocks that the page does not know are shown as what they are', async ({ open, demo }) => {
  const omar = await open('U0OMAR');
  await omar.goesTo('vpc-requests');
  const title = { type: 'plain_text', text: 'How to peer' };
  const video = { video_url: 'https://example.com/v', thumbnail_url: 'https://example.com/t.png' };
  const answer = await fetch(`${demo.world.urls().slack}chat.postMessage`, {
    method: 'POST',
    headers: { authorization: 'Bearer xoxb-sandbox', 'content-type': 'application/json' },
    body: JSON.stringify({
      channel: 'C0VPC',
      text: 'A film',
      blocks: [{ type: 'video', title, alt_text: 'A film', ...video }],
    }),
  });
  expect(await answer.json()).toMatchObject({ ok: true });
  const message = await omar.reads('video');
  expect(await message.textContent()).toContain('How to peer');
});
