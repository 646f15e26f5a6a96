import { expect, test } from 'vitest';
import { aProject, minutes, NINE } from '../slack/example.ts';
import { openStage } from './stage.ts';

test('a home is due until it is shown, and again at each opening', async () => {
  const { store } = openStage();
  await store.recordHomeOpened('U0ADA', NINE);
  expect(await store.findDueHomes(0, NINE)).toEqual(['U0ADA']);
  const viewer = await store.findHomeViewer('U0ADA');
  if (viewer === null) throw new Error('nobody looks');
  await store.recordHomeShown('U0ADA', viewer, { shown: 'x', lookAgainAt: minutes(1) });
  expect(await store.findDueHomes(0, NINE)).toEqual([]);
  expect(await store.findDueHomes(0, minutes(1))).toEqual(['U0ADA']);
  expect(await store.findDueHomes(NINE, minutes(1))).toEqual([]);
  expect(await store.listHomeViewers(NINE - 1)).toEqual(['U0ADA']);

  await store.recordHomeOpened('U0ADA', minutes(2));
  // A run that began before must not make it look shown.
  await store.recordHomeShown('U0ADA', viewer, { shown: 'old', lookAgainAt: minutes(9) });
  expect(await store.findHomeViewer('U0ADA')).toMatchObject({ openedAt: minutes(2), shown: null });
  await store.forgetHomeViewer('U0ADA');
  expect(await store.findHomeViewer('U0ADA')).toBeNull();
});

test('somebody’s requests are their own, the living and those that ended lately', async () => {
  const { store, open, doing } = openStage(aProject({ vpcQuota: 1 }));
  const first = await open();
  const second = await open({ name: 'second', cidr: '10.2.0.0/24' });
  await open({ name: 'third', cidr: '10.3.0.0/24', doing: doing({ actor: 'U0NINA' }) });
  await store.cancelRequest(second.requestId, doing({ now: minutes(1) }));
  const ids = async (since: number) =>
    (await store.listOwnViews('U0OMAR', since)).map(({ request }) => request.id);
  expect(await ids(0)).toEqual([second.requestId, first.requestId]);
  expect((await store.listHeldViews(['payments'])).map(({ request }) => request.requesterId)).toEqual([
    'U0NINA',
  ]);
  expect(await store.listHeldViews(['analytics'])).toEqual([]);
});
