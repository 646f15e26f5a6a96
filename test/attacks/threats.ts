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
  'typed-markup': {
    by: 'whoever types, or names things in a cloud',
    threat:
      'hides mentions, links, formatting, line ends, reversed or unseen characters in names, reasons and notes',
    answer: 'shown as they are, on one line, escaped; nobody is called, nothing is linked',
    test: 'test/attacks/injection.test.ts',
  },
  'csv-formulas': {
    by: 'whoever types',
    threat: 'has an exported history carry out a formula in a spreadsheet',
    answer: 'an apostrophe stands before it',
    test: 'test/attacks/injection.test.ts',
  },
  'log-injection': {
    by: 'whoever types',
    threat: 'forges log lines, or steers a terminal that shows them',
    answer:
      'each line is one JSON object with control characters escaped; what is said before there is a log has none',
    test: 'test/attacks/injection.test.ts',
  },
  'typed-paths': {
    by: 'whoever types',
    threat: 'puts `../`, `%2f`, `#`, `?` or a line end into an id that becomes part of an address',
    answer: 'each part is encoded as one part of the path; the host is the configured one',
    test: 'test/attacks/addresses.test.ts',
  },
  redirects: {
    by: 'whoever answers at a provider’s address',
    threat: 'sends the bot, with its key, to another address',
    answer: 'redirects are not followed',
    test: 'test/attacks/addresses.test.ts',
  },
  'metadata-address': {
    by: 'who may suggest a configuration',
    threat: 'names a machine’s metadata address, or plain http, as an API',
    answer: 'the start is refused, and says why',
    test: 'test/attacks/addresses.test.ts',
  },
  'ops-port': {
    by: 'an outsider on the network, a page in a browser',
    threat: 'looks for more at the ops port: other methods, paths, host names, secrets',
    answer: 'three addresses that read; loopback unless told otherwise',
    test: 'test/attacks/addresses.test.ts',
  },
  'config-errors': {
    by: 'whoever reads what a failed start says',
    threat: 'finds the secret that was pasted into the wrong place',
    answer: 'problems name the key and what to write, and quote no secret',
    test: 'test/attacks/addresses.test.ts',
  },
  'many-creations': {
    by: 'a stolen account, a script',
    threat: 'fills the projects with VPCs and peerings',
    answer:
      'so many an hour for each person, over all projects; then it says from when on the next is possible',
    test: 'test/attacks/creation-cap.test.ts',
  },
  'every-gesture': {
    by: 'a guest, an outsider, a removed approver, a colleague',
    threat: 'sends every command, form, button and menu there is',
    answer: 'each is judged afresh, and refused with whom to ask; nothing is recorded',
    test: 'test/journeys/permissions.test.ts',
  },
  oversized: {
    by: 'whoever has the signing secret; a provider',
    threat: 'sends payloads that are huge, nested deep, or full of prototypes',
    answer: 'ended in time; the process lives on and answers the next',
    test: 'test/attacks/oversized.test.ts',
  },
  redos: {
    by: 'whoever types or answers',
    threat: 'makes a regular expression go back for seconds',
    answer: 'every expression of the source is quick on strings made against it',
    test: 'test/attacks/redos.test.ts',
  },
} as const satisfies Readonly<Record<string, Threat>>;

export type ThreatId = keyof typeof THREATS;
