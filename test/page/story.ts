import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasChromium, needsChromium, openBrowser } from './browser.ts';
import { type Demo, startDemo } from './demo.ts';
import { type Look, openPerson, type PersonAtPage } from './person-at-page.ts';

/** Each test of a story waits for a real bot. */
const LONG = 180_000;

const PICTURES = join(tmpdir(), 'vpcbot-page-failures');

export interface Stage {
  readonly demo: Demo;
  /** Somebody else opens the page, in a browser profile of their own. */
  open(user: string, look?: Look): Promise<PersonAtPage>;
}

const picture = async ({ user, page }: PersonAtPage, name: string): Promise<string> => {
  mkdirSync(PICTURES, { recursive: true });
  const path = join(PICTURES, `${name.replace(/\W+/g, '-').slice(0, 60)}-${user}`);
  await page.screenshot({ path: `${path}.png` });
  writeFileSync(`${path}.txt`, await page.locator('body').ariaSnapshot());
  return `${path}.png`;
};

/** A file's stories: one demo and one browser, played one after another as they stand in the file. */
export const tellStories = () => {
  let demo: Demo | null = null;
  let browser: Browser | null = null;
  const people: PersonAtPage[] = [];

  beforeAll(async () => {
    if (!hasChromium) return;
    [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  }, LONG);

  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  }, LONG);

  const setTheStage = (): Stage => {
    if (demo === null || browser === null) throw new Error('the demo has not started');
    const here = { demo, browser };
    return {
      demo,
      open: async (user, look) => {
        const person = await openPerson(here.browser, here.demo.url, user, look);
        people.push(person);
        await person.arrives();
        return person;
      },
    };
  };

  const play = async (name: string, story: (stage: Stage) => Promise<void>): Promise<void> => {
    try {
      await story(setTheStage());
      expect(people.flatMap(({ troubles }) => troubles)).toEqual([]);
    } catch (error) {
      const pictures = await Promise.all(people.map((person) => picture(person, name)));
      const troubles = people.flatMap((person) => person.troubles);
      const said = demo?.world.bot().lines ?? [];
      const lines = [String(error), ...troubles, ...pictures.map((path) => `see ${path}`), ...said];
      throw new Error(lines.join('\n'), { cause: error });
    } finally {
      await Promise.all(people.splice(0).map((person) => person.leaves()));
    }
  };
  return (name: string, story: (stage: Stage) => Promise<void>): void => {
    test.skipIf(!hasChromium)(needsChromium(name), () => play(name, story), LONG);
  };
};
