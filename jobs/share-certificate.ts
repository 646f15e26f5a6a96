import type { Deps } from '../src/deps.ts';
import { nextTry } from '../src/domain/timing.ts';
import { VpcbotError } from '../src/errors.ts';
import type { Outcome } from '../src/queue/jobs.ts';
import { nameCertificate, sayCertificate, sayNoCertificate } from '../src/slack/certificate.ts';
import type { Place } from '../src/slack/thread.ts';
import type { ClaimedNotice } from '../src/store/notice-claims.ts';
import { type Saying, sayMessage, sayOnce } from './say-once.ts';

type Needs = Pick<Deps, 'store' | 'thread' | 'files' | 'timescale' | 'timing' | 'now' | 'log'>;
type Where = Pick<Saying, 'findPlace' | 'giveUp' | 'startAnew'>;

const isSaid = (error: unknown, said: string): boolean => error instanceof VpcbotError && error.said === said;

/** Uploads it before it is shared, so that a second run shares the same file. Null: there is no certificate. */
const prepareFile = async (
  { store, files, timescale }: Needs,
  claimed: ClaimedNotice,
  project: string,
): Promise<string | null> => {
  const pem = await timescale(project).getCertificate();
  if (pem === null) return null;
  const fileId = await files.upload({ name: nameCertificate(project), text: pem });
  await store.recordFile(claimed, fileId);
  return fileId;
};

/** In place of the file. */
const wordsFor = (thread: Deps['thread'], { notice }: ClaimedNotice, project: string) =>
  sayMessage(thread, notice, { message: sayNoCertificate(project), broadcast: false });

/** A file of which this database does not know the id: it was put back to a day before the file was uploaded. */
const findForgotten = async (
  thread: Deps['thread'],
  project: string,
  place: Place,
  toldBefore: number | null,
): Promise<string | null> =>
  toldBefore === null ? null : thread.findFileNamed(place, nameCertificate(project), toldBefore);

/** Where the file could not be had for so long that what comes after it should not wait on. */
const sayInWords = (deps: Needs, claimed: ClaimedNotice, project: string, where: Where): Promise<Outcome> => {
  const words = wordsFor(deps.thread, claimed, project);
  return sayOnce(deps, claimed, {
    ...where,
    ...words,
    find: async (place, since, toldBefore) =>
      (await findForgotten(deps.thread, project, place, toldBefore)) ??
      (await words.find(place, since, toldBefore)),
  });
};

const shareFile = (
  { store, thread, files }: Needs,
  claimed: ClaimedNotice,
  fileId: string,
  project: string,
): Pick<Saying, 'post' | 'find' | 'shown'> => ({
  shown: null,
  find: async (place, since, toldBefore) => {
    const shared = await thread.findFile(place, fileId, since);
    if (shared !== null || toldBefore === null) return shared;
    return (
      (await findForgotten(thread, project, place, toldBefore)) ??
      (await wordsFor(thread, claimed, project).find(place, since, toldBefore))
    );
  },
  post: async (place) => {
    try {
      await files.shareUploaded(place, {
        fileId,
        name: nameCertificate(project),
        comment: sayCertificate(project),
      });
      return { ts: null };
    } catch (error) {
      if (isSaid(error, 'thread_not_found')) return 'gone';
      // Slack shares no file twice, and forgets those that are not shared: another one is uploaded.
      if (isSaid(error, 'file_not_found')) await store.recordFile(claimed, null);
      throw error;
    }
  },
});

/** Nothing was shared so far, whatever became of the call. */
const putOff = async ({ store, timing, now, log }: Needs, claimed: ClaimedNotice, error: VpcbotError) => {
  const at = nextTry({ now: now(), tries: claimed.tries, retryAfter: error.retryAfter }, timing);
  await store.settleNoticeUnsaid(claimed, at);
  log.warn({ err: error, noticeId: claimed.notice.id }, 'a certificate could not be had');
  return { kind: 'again', at } as const;
};

/** Shares the certificate of a project's own authority in a request's thread, as one file and once. */
export const shareCertificate = async (
  deps: Needs,
  claimed: ClaimedNotice,
  project: string,
  where: Where,
): Promise<Outcome> => {
  const { now, timing } = deps;
  const { fileId: known, unsureSince, toldBefore, notice } = claimed;
  const isLate = now() - notice.createdAt > timing.troubleAfter;
  // Only words can have been said without a file; after a restore the file may be there all the same.
  const saidWords = known === null && unsureSince !== null && toldBefore === null;
  if (saidWords && isLate) return sayInWords(deps, claimed, project, where);
  try {
    const fileId = known ?? (await prepareFile(deps, claimed, project));
    if (fileId === null) return sayInWords(deps, claimed, project, where);
    return await sayOnce(deps, claimed, { ...where, ...shareFile(deps, claimed, fileId, project) });
  } catch (error) {
    if (!(error instanceof VpcbotError)) throw error;
    return isLate ? sayInWords(deps, claimed, project, where) : putOff(deps, claimed, error);
  }
};
