import { configureGlobal } from 'fast-check';

/** What property tests begin with: the same for every run, so that what one found another finds again. */
const SEED = Number(process.env['SEED'] ?? 1);

if (!Number.isSafeInteger(SEED)) throw new Error(`SEED: "${process.env['SEED']}" is no whole number`);

configureGlobal({ seed: SEED });
