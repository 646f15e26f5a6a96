/** A part of what is due: the oldest `limit`, but for the first `skip`. */
export interface Page {
  readonly limit: number;
  readonly skip: number;
}

export const FIRST_PAGE: Page = { limit: 250, skip: 0 };
