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
    ...Object.fromEntries([...keys, ...tokens]),
  };
};
