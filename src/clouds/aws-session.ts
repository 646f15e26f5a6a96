import { VpcbotError } from '../errors.ts';
import { type AwsCall, readAwsError } from './aws-errors.ts';
import { within } from './within.ts';

/** What opens one account of the customer's. */
export interface AwsAccess {
  readonly account: string;
  /** The ARN of the role that the bot takes there. */
  readonly role: string;
  /** What the role's owner wants to hear; secret. Null: nothing. */
  readonly externalId: string | null;
  readonly regions: readonly string[];
  /** Default: AWS's own. */
  readonly endpoint?: string | undefined;
  readonly stsEndpoint?: string | undefined;
  /** Milliseconds for one call. */
  readonly timeout: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** Session names show up in the customer's CloudTrail. */
const SESSION_NAME = 'vpcbot';
/** Credentials that end sooner than this are not used any more; the SDK thinks so, too. */
const EARLY = 5 * 60_000;

/** Takes a second, so only who has such an account pays for it. */
const openSts = async ({ regions, stsEndpoint }: AwsAccess) => {
  const { STS } = await import('@aws-sdk/client-sts');
  return new STS({
    region: regions[0] ?? 'us-east-1',
    maxAttempts: 1,
    ...(stsEndpoint === undefined ? {} : { endpoint: stsEndpoint }),
  });
};

const assumeRole = async (access: AwsAccess): Promise<AwsCredentials> => {
  const { account, role, externalId, timeout } = access;
  const call: AwsCall = { doing: `taking the role in account ${account}`, action: 'sts:AssumeRole' };
  const sts = await openSts(access);
  try {
    const wanted = { RoleArn: role, RoleSessionName: SESSION_NAME };
    const { Credentials: given } = await within(timeout, (abortSignal) =>
      sts.assumeRole(externalId === null ? wanted : { ...wanted, ExternalId: externalId }, { abortSignal }),
    );
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given ?? {};
    if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) {
      throw new VpcbotError('CLOUD_UNREADABLE', { doing: call.doing });
    }
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration: Expiration,
    };
  } catch (error) {
    throw readAwsError(error, call, externalId === null ? [] : [externalId]);
  } finally {
    sts.destroy();
  }
};

/** The bot in its role: takes it once, and again before the credentials end. */
export const createAwsSession = (access: AwsAccess) => {
  let taken: Promise<AwsCredentials> | null = null;
  const take = (): Promise<AwsCredentials> => {
    const next = assumeRole(access);
    taken = next;
    next.catch(() => {
      if (taken === next) taken = null;
    });
    return next;
  };
  return {
    /** Throws CLOUD_DENIED with the action `sts:AssumeRole` where the role does not trust the bot. */
    credentials: async (): Promise<AwsCredentials> => {
      const mine = taken ?? take();
      const held = await mine;
      if (access.now() < held.expiration.getTime() - EARLY) return held;
      // Whoever sees it first takes the next one for all.
      return taken === null || taken === mine ? take() : taken;
    },
    /** AWS does not know these credentials any more, whatever their end says. */
    forget: (): void => {
      taken = null;
    },
  };
};
