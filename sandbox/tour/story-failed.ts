/** What did not come true. */
export class StoryFailed extends Error {}
