import { expect, test } from 'vitest';
import { startBot } from './bot.ts';

const MINUTE = 60_000;

test('a VPC goes from the form to active and the channel hears of it', async () => {
  const bot = await startBot();
  try {
    await bot.queue.wake({ name: 'observe-project', payload: { project: 'payments' } });
    await bot.runDue();
    const omar = bot.as('U0OMAR');
    await omar.command('C0VPC', '/vpc create payments us-east-1');
    await omar.fill('AWS account', '123456789012');
    await omar.fill('Your VPC', 'vpc-0a1b2c3d4e5f60718');
    await omar.fill('Region of your VPC', 'us-east-1');
    const sent = await omar.submit();
    console.log(sent);
    await bot.pass(5 * MINUTE);
    console.log((await omar.reads('C0VPC')).join('\n'));
    const [pending] = bot.sandbox.aws.pending('123456789012');
    console.log(pending);
    if (pending) bot.sandbox.aws.accept(pending.id);
    await bot.pass(2 * MINUTE);
    console.log((await omar.reads('C0VPC')).join('\n'));
    expect(sent.kind).toBe('updated');
  } finally {
    await bot.stop();
  }
});
