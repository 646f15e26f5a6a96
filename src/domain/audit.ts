/** Where in Slack an act came from. */
export interface SlackOrigin {
  readonly kind: 'command' | 'view' | 'action';
  /** The trigger, view or message that carried it: what Slack's own logs can be searched for. */
  readonly id: string;
  readonly team: string;
}

/** Who did what, when, why, from where. Only ever added. */
export interface AuditDraft {
  /** A Slack user id, or `vpcbot`. */
  readonly actor: string;
  readonly act: string;
  readonly requestId: number | null;
  readonly project: string;
  readonly why: string | null;
  readonly origin: SlackOrigin | null;
}
