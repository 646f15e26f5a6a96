import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Failure, useDeed } from './deed.tsx';

export interface HandField {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  /** Where only these can be chosen. */
  readonly choices?: readonly (readonly [value: string, words: string])[];
}

interface HandFormProps {
  readonly title: string;
  readonly fields: readonly HandField[];
  readonly submit: string;
  readonly run: (values: Readonly<Record<string, string>>) => Promise<unknown>;
  readonly children?: ComponentChildren;
}

const Input = ({ name, label, value = '', choices }: HandField) => {
  const id = useId();
  return (
    <div class="beside-field">
      <label for={id}>{label}</label>
      {choices === undefined ? (
        <input id={id} name={name} defaultValue={value} required autocomplete="off" spellcheck={false} />
      ) : (
        <select id={id} name={name}>
          {choices.map(([choice, words]) => (
            <option key={choice} value={choice}>
              {words}
            </option>
          ))}
        </select>
      )}
    </div>
  );
};

/** Something that is made by hand in a cloud's console. */
export const HandForm = ({ title, fields, submit, run }: HandFormProps) => {
  const { progress, begin } = useDeed();
  const form = useRef<HTMLFormElement>(null);
  const isBusy = progress.kind === 'busy';
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (form.current === null || isBusy) return;
    const entries = [...new FormData(form.current)].map(([name, value]) => [name, String(value).trim()]);
    if (await begin(() => run(Object.fromEntries(entries)))) form.current.reset();
  };
  return (
    <details class="beside-hand">
      <summary>{title}</summary>
      <form ref={form} onSubmit={(event) => void send(event)}>
        {fields.map((field) => (
          <Input key={field.name} {...field} />
        ))}
        <div class="beside-acts">
          <button type="submit" class="beside-button" aria-busy={isBusy}>
            {submit}
          </button>
          <Failure progress={progress} />
        </div>
      </form>
    </details>
  );
};
