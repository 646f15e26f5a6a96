import { createHash } from 'node:crypto';
import { z } from 'zod';
import { assertKnown, failed, isDone, messageOf, read } from './answer.ts';
import type { Change, Deletion, TimescalePlace } from './api.ts';
import { joinPath, openCalls } from './calls.ts';
import type { HttpAnswer, HttpRequest } from './http.ts';
import { vpcListAnswer } from './managed-answers.ts';

export interface ManagedOptions extends TimescalePlace {
  readonly token: string;
}

const AIVEN = 'https://api.aiven.io/v1';

// The API documents neither codes nor words for its refusals.
const BUSY =
  /in progress|try again|being (built|created|changed|updated|modified|moved|deleted)|not (yet )?(active|ready)/i;
const NO_SUCH_VPC = /vpc.{0,60}(not found|does not exist|not exist)/i;

const isBusy = (answer: HttpAnswer): boolean => !isDone(answer) && BUSY.test(messageOf(answer));

/** Something else is changed there at the moment: the same call succeeds later. */
export const assertIdle = (doing: string, answer: HttpAnswer): void => {
  if (isBusy(answer)) throw failed('TIMESCALE_BUSY', doing, answer);
};

const stateAnswer = z.object({ state: z.string() });

/** What is deleted stays for a while, and may be deleted again. */
export const judgeDeletion = (answer: HttpAnswer): Deletion => {
  if (isDone(answer)) {
    const state = stateAnswer.safeParse(answer.json).data?.state.toUpperCase();
    return { kind: state === 'DELETED' ? 'gone' : 'deleted' };
  }
  if (answer.status === 404) return { kind: 'gone' };
  // Services are still there, or machines of services that were.
  return { kind: answer.status === 409 || isBusy(answer) ? 'busy' : 'refused', message: messageOf(answer) };
};

export const judgeChange = (answer: HttpAnswer): Change => {
  if (isDone(answer)) return { kind: 'accepted' };
  const message = messageOf(answer);
  if (answer.status === 404 || NO_SUCH_VPC.test(message)) return { kind: 'gone', message };
  return { kind: answer.status === 409 || isBusy(answer) ? 'busy' : 'refused', message };
};

const tokenCredential = (base: string, token: string) => ({
  // Several projects may be opened by one person's token, and share its pace.
  id: `${base} ${createHash('sha256').update(token).digest('hex').slice(0, 16)}`,
  authorization: `aivenv1 ${token}`,
  secrets: [token],
});

/** `inProject` puts a path into the project. */
export const openManagedCalls = (options: ManagedOptions) => {
  const { projectId } = options;
  const { ask, look } = openCalls(options, {
    base: AIVEN,
    credentialFor: (base) => tokenCredential(base, options.token),
  });
  const inProject = (...parts: readonly string[]): string => joinPath('/project', [projectId, ...parts]);

  /** Of a VPC that was deleted the API may say 403, as to a key that may not look: the list tells which. */
  const judgeForbidden = async (vpcId: string, doing: string, answer: HttpAnswer): Promise<HttpAnswer> => {
    const list = await look(inProject('vpcs'), doing);
    const isThere = read(vpcListAnswer, doing, list).some(({ providerId }) => providerId === vpcId);
    if (isThere) throw failed('TIMESCALE_UNAUTHORIZED', doing, answer);
    return { ...answer, status: 404 };
  };

  return {
    projectId,
    ask,
    look,
    inProject,
    /** A GET of what every key of the project may see: where it is not found, the key opens another project. */
    lookAtProject: async (path: string, doing: string): Promise<HttpAnswer> => {
      const answer = await look(path, doing);
      if (answer.status === 404) throw failed('TIMESCALE_UNAUTHORIZED', doing, answer);
      return answer;
    },
    /** Any call about one VPC, of which `path` is the rest. 404: the VPC, or what is asked for in it, is not there. */
    askOfVpc: async (
      vpcId: string,
      method: HttpRequest['method'],
      path: readonly string[],
      doing: string,
      body?: unknown,
    ): Promise<HttpAnswer> => {
      const answer = await ask(method, inProject('vpcs', vpcId, ...path), doing, body);
      if (answer.status === 403) return judgeForbidden(vpcId, doing, answer);
      assertKnown(doing, answer);
      return answer;
    },
  };
};

export type ManagedCalls = ReturnType<typeof openManagedCalls>;
