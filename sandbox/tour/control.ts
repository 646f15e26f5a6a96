/** Asks the sandbox for something under `/control`. */
export const openControl = (controlUrl: string) => {
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const told = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await fetch(`${controlUrl}/control/${path}`, told);
    const text = await response.text();
    if (!response.ok)
      throw new Error(`asking the sandbox to ${method} "${path}": HTTP ${response.status} ${text}`);
    return JSON.parse(text === '' ? 'null' : text) as T;
  };
  return {
    ask,
    /** Moves the clouds' clock ahead, in ms. Slack's own goes on as it is. */
    passTime: (milliseconds: number) => ask<unknown>('POST', 'clock', { advance: milliseconds }),
  };
};

export type Control = ReturnType<typeof openControl>;
