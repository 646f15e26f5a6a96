import { createSocket } from 'node:dgram';
import { isIPv4 } from 'node:net';
import fc from 'fast-check';
import { createResolver, type LookUp } from '../../../src/dns/resolver.ts';
import { hostileText } from './hostile-values.ts';
import { findPollution } from './slack-target.ts';
import { createDoor, type Target, type Verdict } from './throw-at.ts';

export interface Resolved {
  /** A label; null: something that is no host name stands in its place. */
  readonly host: string | null;
  /** What the name server sends back, as changes to a right answer: where, and which byte. */
  readonly edits: readonly (readonly [number, number])[];
  /** Bytes that are left of it. */
  readonly length: number;
  /** Sent in its place. */
  readonly instead: readonly number[] | null;
}

const HEADER = 12;

/** A right answer to a question: the name points back to it, then 10.0.0.1. */
const answerTo = (question: Buffer): Buffer => {
  const answer = Buffer.from([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 10, 0, 0, 1]);
  const end = question.indexOf(0, HEADER) + 5;
  const whole = Buffer.concat([question.subarray(0, end), answer]);
  whole.writeUInt16BE(0x8180, 2);
  whole.writeUInt16BE(1, 6);
  whole.writeUInt16BE(0, 10);
  return whole;
};

const spoil = (answer: Buffer, { edits, length, instead }: Resolved): Buffer => {
  if (instead !== null) return Buffer.concat([answer.subarray(0, 2), Buffer.from(instead)]);
  for (const [at, byte] of edits) answer[at % answer.length] = byte;
  return answer.subarray(0, Math.min(length, answer.length));
};

const resolved: fc.Arbitrary<Resolved> = fc.record({
  host: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: hostileText }),
  edits: fc.oneof(
    fc.constant([]),
    fc.array(fc.tuple(fc.nat({ max: 200 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 }),
  ),
  length: fc.oneof({ weight: 4, arbitrary: fc.constant(512) }, { weight: 1, arbitrary: fc.nat({ max: 60 }) }),
  instead: fc.option(fc.array(fc.nat({ max: 255 }), { maxLength: 400 }), { nil: null, freq: 6 }),
});

const judge = (lookUps: readonly LookUp[]): Verdict => {
  const own = lookUps[1];
  const addresses = lookUps.flatMap((each) => (each.kind === 'answers' ? each.addresses : []));
  return {
    answer: own?.kind ?? 'none',
    broken: [
      ...(lookUps.length === 2 ? [] : [`${lookUps.length} answers of two servers`]),
      ...addresses.filter((address) => !isIPv4(address)).map((address) => `"${address}" is no address`),
      ...lookUps.flatMap((each) =>
        each.kind === 'no-answer' && each.said.trim() === '' ? ['it says nothing'] : [],
      ),
    ],
  };
};

/** A look-up waits so long for a server that says nothing right. */
const PATIENCE = 120;

const openTarget = async (): Promise<Target<Resolved>> => {
  const socket = createSocket('udp4');
  const answers = new Map<string, Resolved>();
  socket.on('message', (question, from) => {
    const label = question.subarray(HEADER + 1, HEADER + 1 + (question[HEADER] ?? 0)).toString('latin1');
    const wanted = answers.get(label.toLowerCase());
    if (wanted !== undefined) socket.send(spoil(answerTo(question), wanted), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const resolver = createResolver({ servers: [`127.0.0.1:${socket.address().port}`], timeout: PATIENCE });
  let count = 0;
  return {
    attack: async (input) => {
      count += 1;
      const label = `h${count}`;
      answers.set(label, input);
      const verdict = judge(await resolver.lookUp(input.host ?? `${label}.invalid`));
      answers.delete(label);
      return { answer: verdict.answer, broken: [...verdict.broken, ...findPollution()] };
    },
    close: () => new Promise<void>((resolve) => void socket.close(() => resolve())),
  };
};

export const DNS_DOOR = createDoor<Resolved>({
  name: 'name servers’ answers',
  inputs: () => resolved,
  atOnce: 50,
  prepare: async () => openTarget,
});
