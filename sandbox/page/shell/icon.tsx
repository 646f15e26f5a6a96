/** Strokes on a field of 20 by 20. */
const SHAPES = {
  hash: 'M7.5 3 6 17M14 3l-1.5 14M3.5 7.5h14M2.5 12.5h14',
  people:
    'M7 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm-5 7c0-3 2-4.5 5-4.5s5 1.5 5 4.5M13 9a2.5 2.5 0 1 0 0-5M14 12c2.5.2 4 1.7 4 4.5',
  send: 'M3.5 3.5 17 10 3.5 16.5 5.5 10l-2-6.5ZM5.5 10H11',
  bolt: 'M11 2.5 4.5 11H9l-1 6.5L14.5 9H10l1-6.5Z',
  close: 'm5 5 10 10M15 5 5 15',
  back: 'M12.5 4.5 7 10l5.5 5.5',
  down: 'M10 4v12m0 0 4.5-4.5M10 16l-4.5-4.5',
  file: 'M5 2.5h6.5L15 6v11.5H5v-15ZM11 2.5V6.5h4',
  reply: 'M8 4.5 3 9l5 4.5M3 9h9c3 0 5 2 5 5.5V16',
  eye: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5Zm8 2.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  sides: 'M3 4h14v12H3V4Zm9 0v12',
  steps: 'M4 16V4m0 1h9l-1.5 3L13 11H4',
  list: 'M3.5 5.5h13M3.5 10h13M3.5 14.5h13',
} as const;

export type IconName = keyof typeof SHAPES;

/** Decoration beside words; a button with an icon alone has its name elsewhere. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
    <path d={SHAPES[name]} />
  </svg>
);
