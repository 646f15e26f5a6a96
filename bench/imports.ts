import '../src/main.ts';
import { openQueue } from '../src/queue/connections.ts';
import { openDatabase } from '../src/store/open.ts';
import { createStore } from '../src/store/store.ts';

/** The bot's imports and an empty store, with nothing that runs: what its memory is measured against. */
const { db } = openDatabase(process.env['DATABASE_URL'] ?? ':memory:');
createStore(db);
process.stdout.write(`nothing runs, and ${openQueue.name} is not called\n`);
setInterval(() => undefined, 60_000);
process.once('SIGTERM', () => process.exit(0));
