import type { Desk } from './desk.ts';
import { tellApp } from './events.ts';
import { type Impossible, impossible } from './gesture.ts';
import { patience } from './scene.ts';
import { type SeenView, seeView } from './seen.ts';
import { type View, viewJson } from './views.ts';

/** A modal or the App Home as this person sees it. */
export const lookAt = (desk: Desk, user: string, where: 'top' | 'home'): SeenView | null => {
  const view = where === 'home' ? desk.views.home(user) : desk.views.top(user);
  return view === null ? null : seeView(desk, view);
};

const tellOpened = (desk: Desk, user: string, tab: 'home' | 'messages'): void => {
  const before = tab === 'home' ? desk.views.home(user) : null;
  tellApp(desk, {
    type: 'app_home_opened',
    user,
    channel: desk.directory.openDirect(user).id,
    tab,
    ...(before === null ? {} : { view: viewJson(before, desk.workspace) }),
  });
};

/** Opens the App Home: tells the app and waits a moment for what it publishes. */
export const openHome = async (
  desk: Desk,
  user: string,
  settleMs = patience,
): Promise<SeenView | null | Impossible> => {
  const { hasHome, events } = desk.installation.manifest;
  if (!hasHome) return impossible('the manifest enables no Home tab');
  const before = desk.views.home(user);
  const isTold = events.includes('app_home_opened');
  if (!isTold && before === null) {
    return impossible('nothing was published, and the manifest does not subscribe to app_home_opened');
  }
  tellOpened(desk, user, 'home');
  const published = (): View | null => {
    const now = desk.views.home(user);
    return now === null || now.hash === before?.hash ? null : now;
  };
  const home = (await desk.changes.until(published, isTold ? settleMs : 0)) ?? before;
  return home === null ? null : seeView(desk, home);
};

/** Opens the app's Messages tab, which the app is told of by the same event. */
export const openMessages = (desk: Desk, user: string): void => tellOpened(desk, user, 'messages');
