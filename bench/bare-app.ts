import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import Database from 'better-sqlite3';

/**
 * What an acknowledgement costs at least: a Bolt app that does nothing else, but for one transaction before it on the
 * gestures that are named in BARE_RECORDS, by commas.
 */
const env = (name: string): string => process.env[name] ?? '';

const openRecord = (path: string): (() => void) => {
  const file = new Database(path);
  file.pragma('journal_mode = WAL');
  file.pragma('synchronous = FULL');
  file.exec('create table gestures (id integer primary key, count integer not null)');
  file.exec('insert into gestures values (1, 0)');
  const count = file.prepare('update gestures set count = count + 1 where id = 1');
  return file.transaction(() => void count.run()).immediate;
};

const record = openRecord(env('BARE_DATABASE'));
const recorded: readonly string[] = env('BARE_RECORDS').split(',');

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
app.command('/vpc', async ({ ack, command }) => {
  if (recorded.includes(`/vpc ${command.text.split(' ')[0]}`)) record();
  await ack();
});
app.action({ type: 'block_actions' }, async ({ ack, action }) => {
  if (recorded.includes(action.action_id)) record();
  await ack();
});
await app.start();
process.stdout.write('the bare app is ready\n');
