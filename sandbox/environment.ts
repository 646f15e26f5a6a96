import { BOT_KEY } from './aws/access-keys.ts';
import { EXTERNAL_ID } from './aws/roles.ts';
import { demoWorkspace } from './slack/workspace.ts';
import type { Sandbox } from './start.ts';
import type { SteerableClock } from './steerable-clock.ts';

/** What a bot needs to live in this sandbox: its environment, with keys by the names of the example file. */
export const environmentOf = ({
  tiger,
  managed,
  urls,
}: Sandbox<SteerableClock>): Readonly<Record<string, string>> => {
  const tokens = managed.state.projects.map(({ name, token }) => [
    `${name.toUpperCase().replaceAll('-', '_')}_MANAGED_TOKEN`,
    token,
  ]);
  const keys = tiger.state.projects.flatMap(({ name, publicKey, secretKey }) => [
    [`${name.toUpperCase()}_TIGER_PUBLIC_KEY`, publicKey],
    [`${name.toUpperCase()}_TIGER_SECRET_KEY`, secretKey],
  ]);
  const { botToken, appToken } = demoWorkspace.app;
  return {
    SLACK_API_URL: urls.slack,
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    TIGER_API_URL: urls.tiger,
    MANAGED_API_URL: urls.managed,
    AWS_ACCESS_KEY_ID: BOT_KEY.id,
    AWS_SECRET_ACCESS_KEY: BOT_KEY.secret,
    AWS_EXTERNAL_ID: EXTERNAL_ID,
    AWS_ENDPOINT_URL_EC2: urls.ec2,
    AWS_ENDPOINT_URL_STS: urls.sts,
    GCE_METADATA_HOST: new URL(urls.google).host,
    // Google's library would look for the machine's own first, for seconds.
    METADATA_SERVER_DETECTION: 'assume-present',
    ...Object.fromEntries([...keys, ...tokens]),
  };
};
