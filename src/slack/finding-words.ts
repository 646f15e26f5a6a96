import type { ChannelProblem, Finding, ListedProblem, Silence } from '../domain/checkup.ts';
import { code, listSome, type Mrkdwn, mention, mentionChannel, mrkdwn, when } from './mrkdwn.ts';
import { formatRequestNumber } from './request-number.ts';

const NAMED = 10;

/** What is so, and how to mend it; null: nothing to mend. */
export interface Diagnosis {
  readonly what: Mrkdwn;
  readonly mend: Mrkdwn | null;
}

const works = (what: Mrkdwn): Diagnosis => ({ what, mend: null });

export const saySilence = ({ code: error, said }: Silence): Mrkdwn => {
  if (error === 'TOO_LATE') return mrkdwn`there was no answer in time`;
  return said === null || said === ''
    ? mrkdwn`it does not answer as it should`
    : mrkdwn`it says ${code(said)}`;
};

const RESTART = mrkdwn`then restart vpcbot`;

const describeScopes = ({ missing, silence }: Of<'scopes'>): Diagnosis => {
  if (silence !== null) {
    return {
      what: mrkdwn`Slack did not confirm vpcbot’s token: ${saySilence(silence)}.`,
      mend: mrkdwn`Check that Slack can be reached and that SLACK_BOT_TOKEN is the token of the installed app, ${RESTART}.`,
    };
  }
  if (missing.length === 0)
    return works(mrkdwn`Slack takes vpcbot’s token, and it has every scope it needs.`);
  return {
    what: mrkdwn`vpcbot’s token in Slack lacks ${listSome(missing.map(code), NAMED)}.`,
    mend: mrkdwn`Paste manifest.yml into the app’s settings at api.slack.com/apps again, reinstall the app, ${RESTART}.`,
  };
};

const describePart = ({ about, silence }: Of<'queue' | 'store'>): Diagnosis => {
  if (about === 'queue') {
    return silence === null
      ? works(mrkdwn`The queue takes jobs.`)
      : {
          what: mrkdwn`The queue takes no jobs: ${saySilence(silence)}.`,
          mend: mrkdwn`Start Redis, or check REDIS_URL; vpcbot goes on by itself then. Where it keeps the queue itself, restart it. Nothing is lost.`,
        };
  }
  return silence === null
    ? works(mrkdwn`The database can be written.`)
    : {
        what: mrkdwn`The database cannot be written: ${saySilence(silence)}.`,
        mend: mrkdwn`Check the disk that DATABASE_URL is on, and that no other program holds the file.`,
      };
};

const nameServer = (by: string): Mrkdwn =>
  by === 'system' ? mrkdwn`The system’s name server` : mrkdwn`The name server ${code(by)}`;

const describeNameServer = ({ by, silent }: Of<'name-server'>): Diagnosis =>
  silent === null
    ? works(mrkdwn`${nameServer(by)} answers.`)
    : {
        what: mrkdwn`${nameServer(by)} does not answer: ${code(silent)}.`,
        mend: mrkdwn`Check that it can be reached from where vpcbot runs${by === 'system' ? '' : ', or take it out of dns.servers'}. Until then nobody is told whether it knows a moved service.`,
      };

const describeStranded = ({ project, requestIds }: Of<'stranded'>): Diagnosis => ({
  what: mrkdwn`${code(project)} is no longer configured, and ${listSome(
    requestIds.map((id) => mrkdwn`${formatRequestNumber(id)}`),
    NAMED,
  )} ${requestIds.length === 1 ? 'is' : 'are'} under way in it.`,
  mend: mrkdwn`Put it back into vpcbot.yml and restart, until they are done or cancelled; or look after them in the Timescale console.`,
});

const isSilence = (problem: ChannelProblem | ListedProblem | Silence): problem is Silence =>
  typeof problem === 'object';

const describeChannel = ({ channel, problem }: Of<'channel'>): Diagnosis => {
  const place = mentionChannel(channel);
  if (problem === null) return works(mrkdwn`vpcbot can post in ${place}.`);
  if (isSilence(problem)) {
    return {
      what: mrkdwn`Slack does not tell whether vpcbot can post in ${place}: ${saySilence(problem)}.`,
      mend: mrkdwn`Ask an admin to type \`/vpc doctor\`, who also sees what is wrong with Slack itself.`,
    };
  }
  if (problem === 'archived') {
    return {
      what: mrkdwn`The channel ${place} is archived, so nothing can be said in it.`,
      mend: mrkdwn`Unarchive it, or name another in vpcbot.yml, ${RESTART}.`,
    };
  }
  return {
    what: mrkdwn`vpcbot is not in ${place}, so nothing can be said there.`,
    mend: mrkdwn`Type \`/invite @vpcbot\` there. What is unsaid is said then.`,
  };
};

const describeKey = ({ belongsTo, plan, silence }: Of<'key'>): Diagnosis => {
  if (belongsTo !== null) {
    return {
      what: mrkdwn`The key belongs to another project of Timescale, ${code(belongsTo)}.`,
      mend: mrkdwn`Make a key in the right project in the Timescale console, put it into vpcbot’s environment, ${RESTART}.`,
    };
  }
  if (silence === null) {
    const on = plan === null || plan === '' ? mrkdwn`` : mrkdwn`; the project is on the plan ${code(plan)}`;
    return works(mrkdwn`Timescale takes the key${on}.`);
  }
  if (silence.code === 'TIMESCALE_UNAUTHORIZED') {
    return {
      what: mrkdwn`Timescale refuses the key.`,
      mend: mrkdwn`Make a new one in the Timescale console, put it into vpcbot’s environment, ${RESTART}.`,
    };
  }
  return {
    what: mrkdwn`The key could not be tried at Timescale: ${saySilence(silence)}.`,
    mend: mrkdwn`Check that Timescale can be reached from where vpcbot runs, then type \`/vpc doctor\` again.`,
  };
};

export const describeUnlisted = ({ id, problem }: Pick<Of<'unlisted'>, 'id' | 'problem'>): Diagnosis => {
  if (isSilence(problem)) {
    return {
      what: mrkdwn`Slack does not tell about ${mention(id)}, who is listed: ${saySilence(problem)}.`,
      mend: mrkdwn`Type \`/vpc doctor\` again in a minute.`,
    };
  }
  const mend = mrkdwn`Take ${code(id)} out of vpcbot.yml or put in who is meant, ${RESTART}.`;
  switch (problem) {
    case 'not-found':
      return { what: mrkdwn`Slack knows no ${code(id)}, which is listed.`, mend };
    case 'deactivated':
      return { what: mrkdwn`${mention(id)} is listed and deactivated in Slack.`, mend };
    case 'empty':
      return { what: mrkdwn`The user group ${mention(id)} is listed and has no members.`, mend };
    default:
      return problem satisfies never;
  }
};

const describeObservation = ({ at, level }: Of<'observation'>): Diagnosis => {
  const since =
    at === null
      ? mrkdwn`The VPCs have not been read at Timescale yet`
      : mrkdwn`The VPCs were last read at Timescale ${when(at)}`;
  if (level === 'works') return works(mrkdwn`${since}.`);
  return {
    what: mrkdwn`${since}, so ranges and quotas are judged on what was known then.`,
    mend: mrkdwn`vpcbot reads them by itself once Timescale answers. If the key works, look into vpcbot’s log.`,
  };
};

const describeUnsaid = ({ requestIds, since }: Of<'unsaid'>): Diagnosis => ({
  what: mrkdwn`Slack has not taken what is to be said of ${
    requestIds.length === 0
      ? 'changes at Timescale'
      : listSome(
          requestIds.map((id) => mrkdwn`${formatRequestNumber(id)}`),
          NAMED,
        )
  }, since ${when(since)}.`,
  mend: mrkdwn`Mend the channel if it is broken. vpcbot keeps trying; if it stays like this, look into its log.`,
});

type Of<K extends Finding['about']> = Extract<Finding, { about: K }>;

/** What a finding says. */
export const describeFinding = (finding: Finding): Diagnosis => {
  switch (finding.about) {
    case 'scopes':
      return describeScopes(finding);
    case 'queue':
    case 'store':
      return describePart(finding);
    case 'name-server':
      return describeNameServer(finding);
    case 'name-servers':
      return {
        what: mrkdwn`The name servers could not be asked: ${saySilence(finding.silence)}.`,
        mend: mrkdwn`Check dns.servers in vpcbot.yml.`,
      };
    case 'stranded':
      return describeStranded(finding);
    case 'channel':
      return describeChannel(finding);
    case 'key':
      return describeKey(finding);
    case 'listed':
      return works(mrkdwn`Slack knows ${finding.count} of the people and groups that are listed.`);
    case 'unlisted':
      return describeUnlisted(finding);
    case 'no-deciders':
      return {
        what: mrkdwn`Nobody is listed who could approve a request over the quota.`,
        mend: mrkdwn`List approvers or admins in vpcbot.yml, ${RESTART}.`,
      };
    case 'observation':
      return describeObservation(finding);
    case 'unsaid':
      return describeUnsaid(finding);
    default:
      return finding satisfies never;
  }
};
