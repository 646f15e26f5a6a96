/** One row of the table in docs/security.md. */
export interface Threat {
  /** Who does it. */
  readonly by: string;
  readonly threat: string;
  readonly answer: string;
  /** From the root of the project. */
  readonly test: string;
}

export const THREATS = {
  'forged-signature': {
    by: 'an outsider on the network',
    threat: 'forges Slack’s signature: another secret, an altered body, missing or doubled headers',
    answer: '401 before anything is parsed; compared in constant time',
    test: 'test/attacks/signatures.test.ts',
  },
  'replayed-signature': {
    by: 'an outsider on the network',
    threat: 'sends again what was signed once',
    answer: '401 once it is five minutes old; before that a gesture that came twice is recorded once',
    test: 'test/attacks/signatures.test.ts',
  },
  'other-paths': {
    by: 'an outsider on the network',
    threat: 'looks for other addresses and methods at the port that Slack calls',
    answer: '404; there is one address, and it takes POST alone',
    test: 'test/attacks/signatures.test.ts',
  },
  'foreign-ids': {
    by: 'another workspace with the same app',
    threat:
      'sends signed payloads of another app, workspace or organisation, or an id of ours from elsewhere',
    answer:
      '401, and no handler is called; the workspace of whoever presses must be the one that Slack knows them in',
    test: 'test/attacks/signatures.test.ts',
  },
  'self-approval': {
    by: 'a colleague without the right',
    threat: 'approves their own request: by a user group, by two, by a forged form, as an admin',
    answer: 'refused; an admin is shown break-glass, whose reason everybody reads and the audit trail keeps',
    test: 'test/attacks/people.test.ts',
  },
  'removed-approver': {
    by: 'a removed approver',
    threat: 'presses a card, or sends a form, that they were shown while they might',
    answer: 'refused; judged at each press by what Slack said within the last minute',
    test: 'test/attacks/people.test.ts',
  },
  'guest-or-outsider': {
    by: 'a guest, an outsider in a shared channel',
    threat: 'types commands, and presses copies of plans and cards, where everyone may ask',
    answer: 'refused with whom to ask; nothing of any project is shown',
    test: 'test/attacks/people.test.ts',
  },
  'kinds-of-people': {
    by: 'a guest, an outsider, who left, a program',
    threat: 'counts as “everyone”',
    answer: '“everyone” is members of this workspace, people, and active; others must be listed by id',
    test: 'test/attacks/people.test.ts',
  },
  'copied-button': {
    by: 'whoever types',
    threat: 'gives a button a value of their own making: other numbers, other types, prototypes',
    answer: 'nothing is done to what it does not name; buttons carry ids, and all is read and judged again',
    test: 'test/attacks/people.test.ts',
  },
  'stale-button': {
    by: 'a colleague',
    threat: 'presses twice, at once with another, or what was decided long ago',
    answer: 'decided once by compare-and-set; later presses are told who decided',
    test: 'test/attacks/people.test.ts',
  },
  'secrets-written': {
    by: 'whoever reads logs, Redis, the database, metrics or messages; a provider that repeats what it was sent',
    threat:
      'finds a token, key, password, external id or session of ours there (a process at LOG_LEVEL=trace)',
    answer:
      'none is written: secrets stay in the environment and in memory, and are cut out of what others say',
    test: 'test/attacks/secrets.test.ts',
  },
} as const satisfies Readonly<Record<string, Threat>>;

export type ThreatId = keyof typeof THREATS;
