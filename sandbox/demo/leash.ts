// Loaded into the bot before the bot itself, which knows nothing of it: a demo that was killed leaves no bot behind.
import { watchParent } from './parent.ts';

watchParent(() => process.kill(process.pid, 'SIGTERM'));
