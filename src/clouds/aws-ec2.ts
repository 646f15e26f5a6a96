import type { EC2 } from '@aws-sdk/client-ec2';
import { VpcbotError } from '../errors.ts';
import { awsCodeOf, readAwsError } from './aws-errors.ts';
import { type AwsAccess, createAwsSession } from './aws-session.ts';
import { within } from './within.ts';

interface CallOptions {
  readonly abortSignal: AbortSignal;
}

/** One call of EC2's API. */
export interface Ec2Call<T> {
  readonly region: string;
  /** `adding a route to rtb-1`; where it is done is added. */
  readonly doing: string;
  /** `CreateRoute`. */
  readonly action: string;
  readonly run: (ec2: EC2, options: CallOptions) => Promise<T>;
}

interface Page {
  readonly NextToken?: string | undefined;
}

export interface Ec2ListCall<T extends Page> extends Omit<Ec2Call<T>, 'run'> {
  readonly run: (ec2: EC2, page: { readonly NextToken?: string }, options: CallOptions) => Promise<T>;
}

/** What a call came to whose refusal may be as good as its success. */
export type Ec2Outcome<T> =
  | { readonly kind: 'done'; readonly answer: T }
  | { readonly kind: 'refused'; readonly code: string; readonly said: string };

/** Nobody has as many; an answer that always names another page is no list. */
const PAGES_MOST = 100;

/** Takes a second, so only who has such an account pays for it. */
const loadSdk = () => import('@aws-sdk/client-ec2');

/**
 * EC2 of one account, in all of its regions. Nothing is tried twice but for a session that AWS has
 * forgotten: whoever asked decides what an unknown outcome means.
 */
export const createEc2 = (access: AwsAccess) => {
  const { account, timeout, endpoint, externalId } = access;
  const session = createAwsSession(access);
  let clients = new Map<string, Promise<EC2>>();

  const open = async (region: string): Promise<EC2> => {
    const { EC2 } = await loadSdk();
    return new EC2({
      region,
      credentials: session.credentials,
      maxAttempts: 1,
      ...(endpoint === undefined ? {} : { endpoint }),
    });
  };
  const clientOf = (region: string): Promise<EC2> => {
    const client = clients.get(region) ?? open(region);
    clients.set(region, client);
    return client;
  };

  const sendOnce = async <T>({ region, run }: Ec2Call<T>): Promise<T> => {
    const ec2 = await clientOf(region);
    await session.credentials();
    return within(timeout, (abortSignal) => run(ec2, { abortSignal }));
  };

  /** Throws AWS's own error, or one of the catalogue. */
  const send = async <T>(call: Ec2Call<T>): Promise<T> => {
    try {
      return await sendOnce(call);
    } catch (error) {
      // Refused before anything was done: the session was ended from outside.
      if (readAwsError(error, { doing: '', action: '' }, []).code !== 'CLOUD_UNAUTHORIZED') throw error;
      if (error instanceof VpcbotError) throw error;
      session.forget();
      clients = new Map();
      return sendOnce(call);
    }
  };

  const translate = (error: unknown, { region, doing, action }: Ec2Call<unknown>): VpcbotError => {
    const secrets = externalId === null ? [] : [externalId];
    const where = `${doing} in account ${account}, ${region}`;
    return readAwsError(error, { doing: where, action: `ec2:${action}` }, secrets);
  };

  const call = async <T>(wanted: Ec2Call<T>): Promise<T> => {
    try {
      return await send(wanted);
    } catch (error) {
      throw translate(error, wanted);
    }
  };

  return {
    /** Throws a VpcbotError: CLOUD_*. */
    call,
    /** As `call`, and returns a refusal by one of these codes of AWS's. */
    attempt: async <T>(wanted: Ec2Call<T>, expected: readonly string[]): Promise<Ec2Outcome<T>> => {
      try {
        return { kind: 'done', answer: await send(wanted) };
      } catch (error) {
        const code = awsCodeOf(error);
        const told = translate(error, wanted);
        if (code === null || !expected.includes(code)) throw told;
        return { kind: 'refused', code, said: told.said ?? code };
      }
    },
    /** Every page, each under the time limit. */
    list: async <T extends Page>({ run, ...wanted }: Ec2ListCall<T>): Promise<readonly T[]> => {
      const pages: T[] = [];
      let next: string | undefined;
      do {
        const from = next === undefined ? {} : { NextToken: next };
        const page = await call({ ...wanted, run: (ec2, options) => run(ec2, from, options) });
        pages.push(page);
        next = page.NextToken;
      } while (next !== undefined && next !== '' && pages.length < PAGES_MOST);
      return pages;
    },
  };
};

export type Ec2 = ReturnType<typeof createEc2>;
