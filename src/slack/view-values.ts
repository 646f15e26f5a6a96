import { z } from 'zod';

/** What `view.state.values` holds: by block id, by action id. Slack sends null for what is empty. */
export interface ViewValues {
  readonly [block: string]: {
    readonly [action: string]: {
      readonly value?: string | null | undefined;
      readonly selected_option?: { readonly value: string } | null | undefined;
      readonly selected_options?: readonly { readonly value: string }[] | null | undefined;
      readonly selected_user?: string | null | undefined;
      readonly selected_conversation?: string | null | undefined;
    };
  };
}

const text = z.string().nullish().catch(null);
const option = z.object({ value: z.string() });
const element = z.object({
  value: text,
  selected_option: option.nullish().catch(null),
  selected_options: z.array(option).nullish().catch(null),
  selected_user: text,
  selected_conversation: text,
});
const values = z.record(z.string(), z.record(z.string(), element.catch({})).catch({}));
const filledIn = z.object({ state: z.object({ values }) });

/** What is filled into a view, as Slack sends it; what is none of Slack's shapes counts as left empty. */
export const readValues = (view: unknown): ViewValues => filledIn.safeParse(view).data?.state.values ?? {};

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
