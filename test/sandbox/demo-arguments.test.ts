import { expect, test } from 'vitest';
import { readArguments } from '../../sandbox/demo/arguments.ts';

const read = (line: string) => readArguments(line.split(' ').filter((word) => word !== ''));

test.each([
  ['', 4100, 'quick', 'nothing has to be chosen'],
  ['--port 0', 0, 'quick', 'any free port is a choice'],
  ['--port=4200 --pace=week', 4200, 'week', 'both may be chosen'],
  ['--pace real --pace week', 4100, 'week', 'the last of several counts'],
  ['--port 65535', 65_535, 'quick', 'it is the last port there is'],
])('the demo takes "%s" as port %i and pace %s, because %s', (line, port, pace) => {
  expect(read(line)).toMatchObject({ kind: 'demo', port, pace: { id: pace } });
});

test.each([
  ['--port many', ['--port "many" is unknown: it is a number from 0 to 65535.']],
  ['--port 65536', ['--port "65536" is unknown: it is a number from 0 to 65535.']],
  ['--port -1', ['--port "-1" is unknown: it is a number from 0 to 65535.']],
  ['--port=', ['--port "" is unknown: it is a number from 0 to 65535.']],
  ['--port', ['--port takes a word: a number from 0 to 65535.']],
  ['--pace fast', ['--pace "fast" is unknown: it is quick, real or week.']],
  ['4200', ['"4200" stands alone: write npm run demo -- --port 4200.']],
  ['week', ['"week" stands alone: write npm run demo -- --pace week.']],
  ['now', ['"now" stands alone, and is neither a port nor a pace.']],
  [
    '--prot 4200',
    [
      '--prot is no option; there are --port, --pace and --help.',
      '"4200" stands alone: write npm run demo -- --port 4200.',
    ],
  ],
])('the demo refuses "%s" and says what is allowed', (line, problems) => {
  expect(read(line)).toEqual({ kind: 'wrong', problems });
});

test('whoever asks for help is told the usage', () => {
  expect(read('--help')).toEqual({ kind: 'usage' });
  expect(read('-h --port many')).toEqual({ kind: 'usage' });
});
