import type { Button } from '@slack/types';
import { answer } from './answers.ts';
import { button, type Message, message, section } from './blocks.ts';
import { code, mrkdwn } from './mrkdwn.ts';

/** Action id. The value of this button is the project's word. */
export const GET_CERTIFICATE = 'get_certificate';

export const buildCertificateButton = (project: string): Button =>
  button({
    action: GET_CERTIFICATE,
    words: 'Get the CA certificate',
    value: project,
    label: `Get the CA certificate of ${project} as a file`,
  });

export const nameCertificate = (project: string): string =>
  `${project.replace(/[^A-Za-z0-9.-]+/g, '-').slice(0, 60)}-ca.pem`;

/** What stands beside the file: why it is needed and how it is used (libpq, "SSL Support"). */
export const sayCertificate = (project: string): string => {
  const file = nameCertificate(project);
  const parts = [
    mrkdwn`The CA certificate of *${project}*. Managed Service signs the certificates of its services with an authority of the project’s own, which no machine trusts by itself.`,
    mrkdwn`\`sslmode=require\` encrypts but checks nobody. To be sure whom you talk to, save the file and connect with ${code(`sslmode=verify-full sslrootcert=${file}`)}. Where you reach the service by a name of your own, \`verify-full\` refuses it, for the certificate does not hold that name: use \`verify-ca\` there.`,
    mrkdwn`It is no secret: pass it on to whoever connects.`,
  ];
  return parts.join('\n');
};

/** In place of the file, where Timescale or Slack did not let it through. */
export const sayNoCertificate = (project: string): Message => {
  const words = mrkdwn`The CA certificate of *${project}*, with which clients check whom they talk to, could not be fetched. Connections with \`sslmode=require\` work without it. To get it, press *Get the CA certificate* above, or type ${code(`/vpc services ${project}`)}.`;
  return message(words, [section(words)]);
};

export const answerCertificateSent = (project: string): Message =>
  answer(
    mrkdwn`The CA certificate of ${project} is in your direct messages with vpcbot, with how to use it.`,
  );

export const answerNoCertificate = (project: string): Message =>
  answer(
    mrkdwn`${project} has no CA certificate of its own: its services show certificates that clients trust already.`,
  );

/** `mayBeThere`: Slack did not answer, so the file may have arrived. */
export const answerCertificateNotSent = (mayBeThere: boolean): Message =>
  answer(
    mayBeThere
      ? mrkdwn`Slack did not answer in time. Look into your direct messages with vpcbot; if the certificate is not there, press the button again.`
      : mrkdwn`The CA certificate could not be fetched or sent now. Press the button again in a minute.`,
  );
