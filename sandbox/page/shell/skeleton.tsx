import './skeleton.css';

const WIDTHS = ['62%', '80%', '44%', '71%', '55%'];

/** Where messages will stand as soon as they are there. */
export const Skeleton = () => (
  <div class="skeleton" role="status">
    <span class="unseen">Loading …</span>
    {WIDTHS.map((width) => (
      <div key={width} class="skeleton-row" aria-hidden="true">
        <span class="skeleton-face" />
        <span class="skeleton-lines">
          <span style={{ width: '120px' }} />
          <span style={{ width }} />
        </span>
      </div>
    ))}
  </div>
);
