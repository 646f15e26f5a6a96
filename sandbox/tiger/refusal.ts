/** Thrown by an operation: the 4xx and the words with which Tiger Cloud refuses. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const busy = (what: string): Refusal =>
  new Refusal(409, 'CONFLICT', `the ${what} is already being updated`);
