/** Where in Slack an act came from. */
export interface SlackOrigin {
  readonly kind: 'command' | 'view' | 'action';
  /** The trigger, view or message that carried it: what Slack's own logs can be searched for. */
  readonly id: string;
  readonly team: string;
}

/** Everything that is done and remembered. `limit`: Timescale's own, or what a project may have. */
export type AuditAct =
  | 'request-opened'
  | 'peer-asked'
  | 'share-asked'
  | 'share-left'
  | 'unpeer-asked'
  | 'rename-asked'
  | 'delete-asked'
  | 'move-asked'
  | 'limit-asked'
  | 'quota-asked'
  | 'quota-asked-again'
  | 'quota-approved'
  | 'quota-denied'
  | 'quota-fits'
  | 'quota-expired'
  | 'glass-broken'
  | 'limit-raised'
  | 'limit-refused'
  | 'request-cancelled'
  | 'request-retried'
  | 'peering-asked-again'
  | 'acceptance-said'
  | 'instructions-sent'
  | 'side-chosen'
  | 'completion-asked'
  | 'completion-approved'
  | 'completion-declined'
  | 'completion-undone'
  | 'account-confirmed'
  | 'side-changed'
  | 'subscribed'
  | 'unsubscribed';

/** Who did what, when, why, from where. Only ever added. */
export interface AuditDraft {
  /** A Slack user id, or `vpcbot`. */
  readonly actor: string;
  readonly act: AuditAct;
  readonly requestId: number | null;
  readonly project: string;
  readonly why: string | null;
  readonly origin: SlackOrigin | null;
}
