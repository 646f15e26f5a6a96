import './text.css';

interface UnknownProps {
  /** Of what kind it is: `block`, `element`, `span`. */
  readonly noun: string;
  /** What the app calls it. */
  readonly type: string;
  readonly sent: unknown;
}

/** Stands in the place of what this page cannot show, so that nothing is lost without a word. */
export const Unknown = ({ noun, type, sent }: UnknownProps) => (
  <div class="unknown" role="note">
    <span>
      This page cannot show {type === '' ? `this ${noun}, which has no type` : `a "${type}" ${noun}`}
    </span>
    <details>
      <summary>What the app sent</summary>
      <pre>{JSON.stringify(sent, null, 2)}</pre>
    </details>
  </div>
);
