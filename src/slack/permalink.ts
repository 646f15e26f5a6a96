/** A message's address, as "Copy link" gives it: https://acme.slack.com/archives/C0VPC/p1700000000000100 */
export type Permalink = (message: { readonly channel: string; readonly ts: string }) => string;

/** `workspaceUrl` as `auth.test` tells it: https://acme.slack.com/ */
export const createPermalink =
  (workspaceUrl: string): Permalink =>
  ({ channel, ts }) =>
    new URL(`archives/${channel}/p${ts.replace('.', '')}`, workspaceUrl).href;
