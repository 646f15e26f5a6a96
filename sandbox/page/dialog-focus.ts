const FIELDS = 'input:not([type="hidden"]), select, textarea';
const STOPS = `a[href], button, ${FIELDS}, [tabindex]`;

const isStop = (element: HTMLElement): boolean =>
  element.tabIndex >= 0 && !element.matches(':disabled') && element.checkVisibility();

const stopsIn = (within: ParentNode): readonly HTMLElement[] =>
  [...within.querySelectorAll<HTMLElement>(STOPS)].filter(isStop);

const radiosLike = (element: Element): readonly HTMLInputElement[] =>
  element instanceof HTMLInputElement && element.type === 'radio'
    ? [
        ...document.querySelectorAll<HTMLInputElement>(
          `input[type="radio"][name="${CSS.escape(element.name)}"]`,
        ),
      ]
    : [];

/** Of radio buttons the Tab key reaches one alone: the chosen one. */
const stopFor = (element: HTMLElement): HTMLElement =>
  radiosLike(element).find(({ checked }) => checked) ?? element;

const isSameStop = (one: Element | null, other: Element | undefined): boolean =>
  one !== null && other !== undefined && (one === other || radiosLike(other).some((radio) => radio === one));

/** Puts the focus on what asks for it (`data-focus`), else on the first field, else on the whole. */
export const enter = (dialog: HTMLElement): void => {
  const own = (selector: string): readonly HTMLElement[] =>
    [...dialog.querySelectorAll<HTMLElement>(selector)].filter((one) => one.closest('dialog') === dialog);
  const [wanted] = own('[data-focus="true"]');
  const first = own(`.dialog-body :is(${FIELDS})`).find(isStop);
  const target = wanted ?? (first === undefined ? dialog : stopFor(first));
  target.focus();
};

/** Whether nothing in particular has the focus, as when what had it was taken away. */
export const isAdrift = (dialog: HTMLElement): boolean => {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || activeElement === dialog;
};

/** Where the Tab key goes from the last stop of a dialog, or back from the first; null where it finds its own way. */
export const wrapOf = (dialog: HTMLElement, isBack: boolean): HTMLElement | null => {
  const stops = stopsIn(dialog);
  const { activeElement } = document;
  const edge = isBack ? stops.at(0) : stops.at(-1);
  const isLeaving = isSameStop(activeElement, edge) || (isBack && activeElement === dialog);
  const other = isBack ? stops.at(-1) : stops.at(0);
  return isLeaving && other !== undefined ? stopFor(other) : null;
};

/** What has the focus now, and what it stands in, up to its part of the page. */
export const trailNow = (): readonly HTMLElement[] => {
  const trail: HTMLElement[] = [];
  for (let at = document.activeElement; at instanceof HTMLElement && at !== document.body; ) {
    trail.push(at);
    at = at.matches('main, aside, dialog') ? null : at.parentElement;
  }
  return trail;
};

const takesFocus = (element: HTMLElement): boolean => {
  element.focus();
  return document.activeElement === element;
};

/** Gives the focus back: to what had it, else near to where that was, else to the fallback. */
export const comeBack = (trail: readonly HTMLElement[], fallback: () => HTMLElement | null): void => {
  const { activeElement } = document;
  if (activeElement !== null && activeElement !== document.body) return;
  const near = trail.filter(({ isConnected }) => isConnected).flatMap((one) => [one, ...stopsIn(one)]);
  if (!near.some(takesFocus)) fallback()?.focus();
};
