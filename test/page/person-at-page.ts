import type { Browser, Locator, Page } from 'playwright-core';
import { areasOf } from './areas.ts';

/** How long anything may take to appear, in ms, and the bot to start on a machine that does much else. */
const PATIENCE = 60_000;
const BOT_STARTS_WITHIN = 90_000;
/** Presses of Tab that no page of this size needs. */
const MOST_STOPS = 150;

const DESKTOP = { width: 1280, height: 800 };

export interface Look {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
}

/** Said by Chromium of a page that is left while its connection is on the way. */
const LEFT_EARLY =
  /^WebSocket connection to \S+ failed: (?:WebSocket is closed before|Close received|Connection closed)/;

/** What the page must never do: throw, or complain in its console. */
const watchTroubles = (page: Page): readonly string[] => {
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`thrown in the page: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    if (LEFT_EARLY.test(message.text())) return;
    troubles.push(`said in the console: ${message.text()} (${message.location().url})`);
  });
  return troubles;
};

const escaped = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const whole = (words: string): RegExp => new RegExp(`^${escaped(words)}$`);

const acts = (page: Page, at: ReturnType<typeof areasOf>) => {
  /** By its name, with Slack's own word behind it where it may stay empty. */
  const field = (label: string): Locator =>
    at.dialog.getByLabel(new RegExp(`^${escaped(label)}(?: \\(optional\\))?$`)).first();
  /** The number of replies below the message with these words. */
  const replies = (words: string): Locator => {
    const counts = page.getByRole('button', { name: /^\d+ repl(?:y|ies)/ });
    const root = at.log.getByRole('article').filter({ hasText: words, has: counts }).last();
    return root.getByRole('button', { name: /^\d+ repl(?:y|ies)/ });
  };
  const sends = async (box: Locator, line: string): Promise<void> => {
    await box.fill(line);
    await box.press('Enter');
  };
  return {
    field,
    goesTo: async (place: string): Promise<void> => {
      await at.places.getByRole('button', { name: place }).click();
      await page.getByRole('heading', { level: 1, name: place }).waitFor();
    },
    /** Types a line into the message box of the open place and sends it. */
    types: (line: string) => sends(at.composer, line),
    /** Waits for a message with these words; returns the newest one. */
    reads: async (words: string | RegExp, area: Locator = at.log): Promise<Locator> => {
      const message = area.getByRole('article').filter({ hasText: words }).last();
      await message.waitFor();
      return message;
    },
    replies,
    /** Opens what was replied to the message with these words. */
    opensThread: async (words: string): Promise<void> => {
      await replies(words).click();
      await at.thread.waitFor();
    },
    waitsForDialog: async (title: string): Promise<Locator> => {
      await page.getByRole('dialog', { name: title }).last().waitFor();
      return at.dialog;
    },
    fills: async (label: string, text: string): Promise<void> => field(label).fill(text),
    /** Chooses from a native menu by the words of the option. */
    chooses: async (label: string, option: string): Promise<void> => {
      await field(label).selectOption({ label: option });
    },
    /** Types into a menu that asks the app, and takes the first option with these words. */
    looksUp: async (label: string, query: string, option: string | RegExp): Promise<void> => {
      await field(label).click();
      await page.keyboard.type(query);
      await page.getByRole('option', { name: option }).first().click();
    },
    /** By its words, or by what a screen reader says in their place. */
    presses: async (button: string, area: Locator = at.dialog): Promise<void> => {
      const named = area.getByRole('button', { name: button, exact: true });
      await named
        .or(area.getByRole('button').filter({ hasText: whole(button) }))
        .last()
        .click();
    },
    opensBeside: async (pane: string): Promise<void> => at.otherSide.getByRole('tab', { name: pane }).click(),
    /** Waits until the page says how the bot is: `ready`, `down`. */
    waitsForBot: (state: string): Promise<void> =>
      at.otherSide.getByText(`The bot is ${state}`).first().waitFor({ timeout: BOT_STARTS_WITHIN }),
    /** Takes the peering request on the other side. */
    accepts: async (pcx: string): Promise<void> =>
      at.otherSide.getByRole('button', { name: `Accept ${pcx}` }).click(),
    becomes: async (name: string): Promise<void> => {
      const option = at.person.locator('option').filter({ hasText: new RegExp(`^${name}\\b`, 'i') });
      await at.person.selectOption(await option.getAttribute('value'));
    },
    /** Waits until this has the focus. */
    focuses: async (target: Locator): Promise<void> => {
      await target.and(page.locator(':focus')).waitFor();
    },
    /** What a screen reader adds to the name of a field. */
    describes: async (target: Locator): Promise<string> => {
      const ids = ((await target.getAttribute('aria-describedby')) ?? '').split(/\s+/).filter(Boolean);
      const texts = await Promise.all(ids.map((id) => page.locator(`[id="${id}"]`).textContent()));
      return texts.join(' ');
    },
    /** A colour, say, as the browser computes it. */
    paints: (property: string, target: Locator): Promise<string> =>
      target.evaluate((element, name) => {
        const view = element.ownerDocument.defaultView;
        return view?.getComputedStyle(element).getPropertyValue(name) ?? '';
      }, property),
    /** Presses Tab until this has the focus, as somebody without a mouse would. */
    tabsTo: async (target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
      await target.waitFor();
      for (let stop = 0; stop < MOST_STOPS; stop += 1) {
        if (await target.evaluate((element) => element.matches(':focus'))) return;
        await page.keyboard.press(key);
      }
      throw new Error(`no Tab leads to ${target}`);
    },
  };
};

/** Somebody with the page before them; everything is found by its role and the name a screen reader says. */
export const openPerson = async (browser: Browser, url: string, user: string, look: Look = {}) => {
  const { viewport = DESKTOP, colorScheme = 'light' } = look;
  const context = await browser.newContext({
    viewport,
    colorScheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const at = areasOf(page);
  return {
    user,
    page,
    at,
    troubles: watchTroubles(page),
    /** Settles once the workspace is there. */
    arrives: async (): Promise<void> => {
      await page.goto(`${url}/?as=${user}`);
      await at.places.waitFor();
    },
    leaves: () => context.close(),
    ...acts(page, at),
  };
};

export type PersonAtPage = Awaited<ReturnType<typeof openPerson>>;
