import type { CloudFacts } from '../../demo/news.ts';
import { useActs } from '../acts.ts';
import { Deed } from './deed.tsx';
import { listDenials } from './denied.ts';
import { sayTroubles, scopesIn } from './trouble.ts';

/** What is switched on to go wrong, for as long as it is. */
export const TroubleStrip = ({ clouds }: { readonly clouds: CloudFacts }) => {
  const { outside } = useActs();
  const { faults, slack } = clouds;
  const denials = listDenials(clouds);
  if (faults.length === 0 && denials.length === 0 && !slack.isLimited) return null;
  return (
    <section class="beside-strip" aria-label="What goes wrong now">
      <ul>
        {sayTroubles(faults, scopesIn(clouds)).map(({ scope, words }, index) => (
          <li class="beside-strip-line" key={`${index} ${scope.name}`}>
            <span>
              <strong>{scope.name}</strong> {words}
            </span>
            <Deed
              name={`All well again: ${scope.name}`}
              run={() => outside('DELETE', '/control/faults', { target: scope.target, match: scope.part })}
            >
              All well again
            </Deed>
          </li>
        ))}
        {denials.map(({ owner, actions, path }) => (
          <li class="beside-strip-line" key={owner}>
            <span>
              <strong>{owner}</strong> denies {actions.join(', ')}
            </span>
            <Deed name={`All well again: ${owner}`} run={() => outside('POST', path, { deny: [] })}>
              All well again
            </Deed>
          </li>
        ))}
        {slack.isLimited && (
          <li class="beside-strip-line">
            <span>
              <strong>Slack</strong> holds to its rate limits
            </span>
          </li>
        )}
      </ul>
    </section>
  );
};
