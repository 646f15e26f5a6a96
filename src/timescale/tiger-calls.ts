import { assertKnown, failed, isDone, messageOf } from './answer.ts';
import type { Change, TimescalePlace } from './api.ts';
import { joinPath, openCalls } from './calls.ts';
import { type HttpAnswer, saidIn } from './http.ts';

export interface TigerOptions extends TimescalePlace {
  readonly publicKey: string;
  readonly secretKey: string;
}

const TIGER_CLOUD = 'https://console.cloud.tigerdata.com/public/api/v1';

// Tiger tells refusals apart by words alone: no code of theirs is documented.
const NO_SUCH_VPC = /vpc (was )?not found|vpc does not exist/i;
/** The second is said of a service for a while after it changed its place (terraform-provider-timescale). */
const BUSY = /already being updated|no endpoint for that service/i;

export const isMissing = (answer: HttpAnswer): boolean =>
  answer.status === 404 || (!isDone(answer) && NO_SUCH_VPC.test(saidIn(answer.json) ?? ''));
export const isBusy = (answer: HttpAnswer): boolean => !isDone(answer) && BUSY.test(messageOf(answer));

/** Something else is changed there at the moment: the same call succeeds later. */
export const assertIdle = (doing: string, answer: HttpAnswer): void => {
  if (isBusy(answer)) throw failed('TIMESCALE_BUSY', doing, answer);
};

export const judgeChange = (doing: string, answer: HttpAnswer): Change => {
  assertKnown(doing, answer);
  if (isDone(answer)) return { kind: 'accepted' };
  const message = messageOf(answer);
  if (answer.status === 409 || isBusy(answer)) return { kind: 'busy', message };
  return { kind: isMissing(answer) ? 'gone' : 'refused', message };
};

const basicCredential = (base: string, publicKey: string, secretKey: string) => {
  const token = Buffer.from(`${publicKey}:${secretKey}`).toString('base64');
  return { id: `${base} ${publicKey}`, authorization: `Basic ${token}`, secrets: [secretKey, token] };
};

/** `inProject` puts a path into the project. */
export const openTigerCalls = (options: TigerOptions) => ({
  ...openCalls(options, {
    base: TIGER_CLOUD,
    credentialFor: (base) => basicCredential(base, options.publicKey, options.secretKey),
  }),
  inProject: (...parts: readonly string[]): string => joinPath('/projects', [options.projectId, ...parts]),
});

export type TigerCalls = ReturnType<typeof openTigerCalls>;
