/** Numbers that are set by name. */
export const createSettings = <Values extends Readonly<Record<string, number>>>(initial: Values) => {
  let values = initial;
  return {
    all: (): Values => values,
    set: (changes: { readonly [name: string]: number }): void => {
      values = { ...values, ...changes };
    },
  };
};
