import type { AllMiddlewareArgs, BlockButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
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
import { answerFor } from './trouble.ts';

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

/** Sends the certificate of a project's own authority to whoever presses. Nothing is recorded, so Slack is answered first. */
export const createGetCertificate =
  (deps: Needs) =>
  async ({
    ack,
    body,
    action,
    respond,
  }: SlackActionMiddlewareArgs<BlockButtonAction> & AllMiddlewareArgs) => {
    await ack();
    const message = await sendTo(deps, body.user.id, action.value ?? '').catch((err: unknown) => {
      deps.log.error({ err }, 'a certificate could not be sent');
      return answerFor(err);
    });
    await respond({ ...message, response_type: 'ephemeral', replace_original: false });
  };
