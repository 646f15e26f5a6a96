import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { createMemory, type LinkState, MemoryProvider } from '../../sandbox/page/memory.ts';
import { LinkBar } from '../../sandbox/page/shell/link-bar.tsx';

const show = (state: LinkState): string => {
  const memory = createMemory();
  memory.turn(state);
  return renderToString(
    <MemoryProvider value={memory}>
      <LinkBar />
    </MemoryProvider>,
  );
};

test('a page that hears everything says nothing of it', () => {
  expect(show('opening')).toBe('');
  expect(show('open')).toBe('');
});

test('a page that lost the demo says how to start it', () => {
  expect(show('lost')).toMatch(/role="alert".*npm run demo/);
});

test('a page of a person who is not there offers one who is', () => {
  expect(show('nobody')).toMatch(/role="alert".*<a href="\/">/);
});
