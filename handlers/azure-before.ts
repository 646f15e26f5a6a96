import { AZURE_BEFORE } from '../src/clouds/azure-before.ts';
import { buildAzureBefore } from '../src/slack/azure-guide.ts';

/** What stands in a form that asks for a network of Azure: there is nothing in it of whoever reads it. */
export const AZURE_BEFORE_BLOCKS = buildAzureBefore(AZURE_BEFORE);
