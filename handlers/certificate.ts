import type { Deps } from '../src/deps.ts';
import { VpcbotError } from '../src/errors.ts';
import { answerNoProject } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import {
  answerCertificateNotSent,
  answerCertificateSent,
  answerNoCertificate,
  nameCertificate,
  sayCertificate,
} from '../src/slack/certificate.ts';
import { findReadableProjects, listersOf } from './people.ts';
import { createSent } from './press.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'projects' | 'timescale' | 'thread' | 'files' | 'log'>;

const sendTo = async (deps: Needs, user: string, named: string): Promise<Message> => {
  const { timescale, thread, files, log } = deps;
  const mine = await findReadableProjects(deps, user);
  const project = mine.find(({ name }) => name === named);
  if (project === undefined) return answerNoProject(listersOf(deps.projects.values()));
  const { name } = project;
  try {
    const text = await timescale(name).getCertificate();
    if (text === null) return answerNoCertificate(name);
    const file = { name: nameCertificate(name), text, comment: sayCertificate(name) };
    await files.share(await thread.openLane(user), file);
    return answerCertificateSent(name);
  } catch (err) {
    if (!(err instanceof VpcbotError)) throw err;
    log.warn({ err, project: name }, 'a certificate could not be sent');
    return answerCertificateNotSent(err.code === 'SLACK_UNREACHABLE');
  }
};

/** Sends the certificate of a project's own authority to whoever presses. */
export const createGetCertificate = createSent<Needs>(
  (deps, user, named = '') => sendTo(deps, user, named),
  'a certificate could not be sent',
);
