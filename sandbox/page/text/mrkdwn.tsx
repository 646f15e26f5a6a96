/** Text in Slack's mrkdwn, with mentions and dates in words. */
export const Mrkdwn = ({ text }: { readonly text: string }) => <span>{text}</span>;
