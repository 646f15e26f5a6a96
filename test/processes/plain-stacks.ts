/**
 * Stacks name lines of the built file: with its source map, the first error would keep the bot from anything else
 * for seconds, as long as Slack waits for an answer.
 */
process.setSourceMapsEnabled(false);
