import { BOT_ACCOUNT, ROLE_NAME } from './roles.ts';

/** Who signs a call. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
  /** An owner may do everything, a role what its policy says, the bot by itself nothing but take a role. */
  readonly kind: 'owner' | 'role' | 'bot';
}

export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  /** Of a session alone. */
  readonly token: string | null;
  /** Epoch ms; null: never. */
  readonly expiresAt: number | null;
  readonly caller: Caller;
}

/** The bot's own, with which it takes a role in an account. */
export const BOT_KEY: AccessKey = {
  id: 'AKIASANDBOXVPCBOT000',
  secret: 'sandbox-secret-of-vpcbot',
  token: null,
  expiresAt: null,
  caller: {
    account: BOT_ACCOUNT,
    arn: `arn:aws:iam::${BOT_ACCOUNT}:user/vpcbot`,
    userId: 'AIDASANDBOXVPCBOT000',
    kind: 'bot',
  },
};

/** Whoever owns an account and works with it by hand. */
export const ownerOf = (account: string): Caller => ({
  account,
  arn: `arn:aws:iam::${account}:user/owner`,
  userId: `AIDA${account}OWNR`,
  kind: 'owner',
});

const ownerKey = (account: string): AccessKey => ({
  id: `AKIA${account}OWNR`,
  secret: `sandbox-secret-of-${account}`,
  token: null,
  expiresAt: null,
  caller: ownerOf(account),
});

const padded = (count: number): string => String(count).padStart(16, '0');

/** The keys that AWS knows: the bot's, one for the owner of each account, and those of sessions. */
export const createAccessKeys = (isAccount: (account: string) => boolean) => {
  const sessions = new Map<string, AccessKey>();
  return {
    find: (id: string): AccessKey | null => {
      if (id === BOT_KEY.id) return BOT_KEY;
      const [, account] = /^AKIA([0-9]{12})OWNR$/.exec(id) ?? [];
      if (account !== undefined && isAccount(account)) return ownerKey(account);
      return sessions.get(id) ?? null;
    },
    /** A session of the account's role. */
    open: (account: string, sessionName: string, expiresAt: number): AccessKey => {
      const number = padded(sessions.size + 1);
      const key: AccessKey = {
        id: `ASIA${number}`,
        secret: `sandbox-secret-of-session-${number}`,
        token: `sandbox-token-of-session-${number}`,
        expiresAt,
        caller: {
          account,
          arn: `arn:aws:sts::${account}:assumed-role/${ROLE_NAME}/${sessionName}`,
          userId: `AROA${account}ROLE:${sessionName}`,
          kind: 'role',
        },
      };
      sessions.set(key.id, key);
      return key;
    },
  };
};

export type AccessKeys = ReturnType<typeof createAccessKeys>;
