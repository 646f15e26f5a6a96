import { setFlagsFromString } from 'node:v8';

// Loaded into a bot that lives for seconds: to optimise the embedded queue takes longer than it saves.
setFlagsFromString('--liftoff-only');
