import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';

/** What an acknowledgement costs at least: a Bolt app that does nothing else. */
const env = (name: string): string => process.env[name] ?? '';

const clientOptions = { slackApiUrl: env('SLACK_API_URL') };
const app = new App({
  token: env('SLACK_BOT_TOKEN'),
  logLevel: LogLevel.ERROR,
  clientOptions,
  receiver: new SocketModeReceiver({
    appToken: env('SLACK_APP_TOKEN'),
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions },
  }),
});
app.command('/vpc', async ({ ack }) => ack());
app.action(/^/, async ({ ack }) => ack());
await app.start();
process.stdout.write('the bare app is ready\n');
