/** What `view.state.values` holds: by block id, by action id. Slack sends null for what is empty. */
export interface ViewValues {
  readonly [block: string]: {
    readonly [action: string]: {
      readonly value?: string | null;
      readonly selected_option?: { readonly value: string } | null;
      readonly selected_options?: readonly { readonly value: string }[] | null;
      readonly selected_user?: string | null;
      readonly selected_conversation?: string | null;
    };
  };
}

/** The text typed or the value chosen in the element of this action id; empty where there is none. */
export const readField = (values: ViewValues, action: string): string => {
  const block = Object.values(values).find((actions) => Object.hasOwn(actions, action));
  const element = block?.[action];
  if (element === undefined) return '';
  const { selected_option, selected_user, selected_conversation, value } = element;
  return selected_option?.value ?? selected_user ?? selected_conversation ?? value ?? '';
};

/** The values chosen in a menu or among boxes that take several; empty where there is none. */
export const readChosen = (values: ViewValues, action: string): readonly string[] => {
  const block = Object.values(values).find((actions) => Object.hasOwn(actions, action));
  return (block?.[action]?.selected_options ?? []).map(({ value }) => value);
};

/** The block of the element with this action id: a form may show another project than the one chosen last. */
export const findBlock = (values: ViewValues, action: string): string | undefined =>
  Object.keys(values).find((block) => Object.hasOwn(values[block] ?? {}, action));

/** The object in a view's `private_metadata`; empty where there is none that can be read. */
export const readMetadata = (text: string | undefined): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
};
