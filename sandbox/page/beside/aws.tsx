import type { CloudFacts } from '../../demo/news.ts';
import { useActs } from '../acts.ts';
import { Accounts } from './aws-accounts.tsx';
import { type Pcx, rangesOf, sayPcxStatus, sortPcx } from './aws-peering.ts';
import { sayAgo, sayLength, useCloudTime } from './cloud-time.ts';
import { Deed } from './deed.tsx';
import { StateMark } from './state-mark.tsx';

type Aws = CloudFacts['aws'];

const Acts = ({ pcx: { id, status } }: { readonly pcx: Pcx }) => {
  const { outside } = useActs();
  const path = `/control/aws/peerings/${id}`;
  const post = (act: string) => () => outside('POST', `${path}/${act}`);
  if (status === 'pending-acceptance') {
    return (
      <div class="beside-acts">
        <Deed look="primary" name={`Accept ${id}`} run={post('accept')}>
          Accept
        </Deed>
        <Deed name={`Reject ${id}`} run={post('reject')}>
          Reject
        </Deed>
        <Deed name={`Expire now: ${id}`} run={post('expire')}>
          Expire now
        </Deed>
      </div>
    );
  }
  if (status !== 'active') return null;
  return (
    <div class="beside-acts">
      <Deed look="danger" name={`Delete ${id}`} run={() => outside('DELETE', path)}>
        Delete
      </Deed>
    </div>
  );
};

/** What is to be said of its time: until when somebody can accept it, or since when it is so. */
const When = ({ pcx }: { readonly pcx: Pcx }) => {
  const now = useCloudTime() ?? pcx.changedAt;
  return (
    <span class="beside-quiet">
      {pcx.status === 'pending-acceptance'
        ? `expires in ${sayLength(Date.parse(pcx.expiresAt) - now)}`
        : sayAgo(pcx.changedAt, now)}
    </span>
  );
};

const Peering = ({ pcx, aws }: { readonly pcx: Pcx; readonly aws: Aws }) => {
  const { id, requester, accepter, status, message } = pcx;
  const { words, tone } = sayPcxStatus(status);
  const ranges = rangesOf(aws, accepter).join(', ');
  return (
    <li class={`beside-card beside-card-${tone}`} data-pcx={id}>
      <div class="beside-line">
        <code class="beside-id">{id}</code>
        <When pcx={pcx} />
      </div>
      <StateMark words={words} tone={tone} />
      <dl class="beside-ends">
        <dt>From</dt>
        <dd>
          Timescale’s account <code>{requester.account}</code>
          <br />
          <code>{requester.vpcId}</code> <code>{requester.cidr}</code>
        </dd>
        <dt>To</dt>
        <dd>
          your account <code>{accepter.account}</code>
          <br />
          <code>{accepter.vpcId}</code> {ranges === '' ? 'which is not there' : <code>{ranges}</code>}
        </dd>
      </dl>
      {message !== null && <p class="beside-quiet">{message}</p>}
      <Acts pcx={pcx} />
    </li>
  );
};

/** The AWS accounts that Timescale asks to peer with. */
export const AwsPane = ({ aws }: { readonly aws: Aws }) => (
  <>
    <h2>AWS</h2>
    <p class="beside-about">
      Your company’s accounts. Whoever owns a VPC lets vpcbot complete a peering there, or does it here by
      hand.
    </p>
    <section class="beside-group" aria-labelledby="beside-aws-peerings">
      <h3 id="beside-aws-peerings">Peering connections</h3>
      {aws.peerings.length === 0 ? (
        <p class="beside-empty">
          When vpcbot asks for a peering, the request appears here. Start with <code>/vpc create</code> in
          Slack.
        </p>
      ) : (
        <ul class="beside-cards">
          {sortPcx(aws.peerings).map((pcx) => (
            <Peering key={pcx.id} pcx={pcx} aws={aws} />
          ))}
        </ul>
      )}
    </section>
    <Accounts aws={aws} />
  </>
);
