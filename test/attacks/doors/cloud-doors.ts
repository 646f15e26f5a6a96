import fc from 'fast-check';
import type { AwsAccount, GoogleProject } from '../../../src/clouds/api.ts';
import { createAwsAccount } from '../../../src/clouds/aws-account.ts';
import { createGoogleProject } from '../../../src/clouds/google-project.ts';
import type { AwsChange } from '../../../src/domain/aws-plan.ts';
import type { GoogleChange } from '../../../src/domain/google-plan.ts';
import { VpcbotError } from '../../../src/errors.ts';
import { range } from '../../slack/example.ts';
import { openAnsweringServer } from './answering-server.ts';
import { COMPUTE_BODIES, EC2_BODIES, STRANGE_XML, STS_BODY } from './cloud-bodies.ts';
import type { Door } from './door.ts';
import { type HttpAnswer, hostileAnswers } from './hostile-answers.ts';
import { hostileText } from './hostile-values.ts';
import { findPollution, say } from './slack-target.ts';
import { createDoor, type Target, type Verdict } from './throw-at.ts';

const EXTERNAL_ID = 'hunter2-external-id';
const VPC = 'vpc-0a1b2c3d4e5f60718';
const TAGS = { 'vpcbot:request': 'R12', 'vpcbot:completion': '1' };
const AT = { region: 'us-east-1', vpcId: VPC };
const END = { kind: 'google', projectId: 'timescale-mst', network: 'vpc-7a1' } as const;

interface Asked {
  readonly act: string;
  readonly answers: readonly HttpAnswer[];
}

type Calls = Readonly<Record<string, () => Promise<unknown>>>;

const AWS_CHANGES: readonly AwsChange[] = [
  { key: 'accept', kind: 'accept', peeringId: 'pcx-1' },
  { key: 'r', kind: 'create-route', tableId: 'rtb-1', destination: range('10.1.0.0/24'), peeringId: 'pcx-1' },
  { key: 'g', kind: 'create-group', vpcId: VPC, name: 'timescale' },
  { key: 's', kind: 'revoke-surplus', groupName: 'timescale' },
  { key: 'l', kind: 'let-out', group: { id: 'sg-1' }, to: range('10.1.0.0/24'), port: 5432 },
];

const awsCalls = (aws: AwsAccount): Calls => ({
  listVpcs: () => aws.listVpcs('us-east-1'),
  readSide: () => aws.readSide('us-east-1', VPC),
  findRequest: () => aws.findRequest('us-east-1', 'pcx-1'),
  checkPermissions: () => aws.checkPermissions('us-east-1'),
  ...Object.fromEntries(AWS_CHANGES.map((change) => [change.kind, () => aws.carryOut(AT, change, TAGS)])),
  takeRoute: () =>
    aws.takeBack(
      AT,
      { kind: 'route', tableId: 'rtb-1', destination: '10.1.0.0/24', peeringId: 'pcx-1' },
      TAGS,
    ),
  takeGroup: () => aws.takeBack(AT, { kind: 'group', groupId: 'sg-1' }, TAGS),
});

const GOOGLE_CHANGE: GoogleChange = {
  key: 'peering',
  kind: 'add-peering',
  network: 'prod',
  name: 'timescale-vpc-7a1',
  to: END,
  exportCustomRoutes: false,
  importCustomRoutes: false,
};

const googleCalls = (google: GoogleProject): Calls => ({
  listNetworks: () => google.listNetworks(),
  readSide: () => google.readSide('prod'),
  checkPermissions: () => google.checkPermissions(),
  addPeering: () => google.carryOut(GOOGLE_CHANGE, TAGS),
  removePeering: () =>
    google.takeBack({ kind: 'google-peering', network: 'prod', name: 'timescale-vpc-7a1', to: END }),
});

/** An answer that is right in form is one that the domain can reckon with: no functions, no holes. */
const findHoles = (answer: unknown): readonly string[] => {
  if (typeof answer === 'function') return ['an answer holds a function'];
  if (typeof answer === 'number' && Number.isNaN(answer)) return ['an answer holds no number'];
  return typeof answer === 'object' && answer !== null ? Object.values(answer).flatMap(findHoles) : [];
};

const judgeError = (error: unknown): Verdict => {
  if (!(error instanceof VpcbotError)) throw error;
  const { code, message } = error;
  return {
    answer: code,
    broken: [
      ...(/^CLOUD_/.test(code) ? [] : [`it threw ${code}`]),
      ...(message.includes(EXTERNAL_ID) ? ['an error holds the external id'] : []),
      ...(message.length > 2_000 ? [`an error of ${message.length} characters`] : []),
    ],
  };
};

const createTarget = (calls: Calls, tell: (answers: readonly HttpAnswer[]) => void): Target<Asked> => ({
  attack: async ({ act, answers }) => {
    tell(answers);
    const call = calls[act];
    if (call === undefined) throw new Error(`there is no call "${act}"`);
    const verdict = await call().then(
      (answer): Verdict => ({ answer: 'read', broken: findHoles(answer) }),
      judgeError,
    );
    return { answer: verdict.answer, broken: [...verdict.broken, ...findPollution()] };
  },
});

const edited = fc
  .tuple(
    fc.constantFrom(...EC2_BODIES),
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 12 }), hostileText), { maxLength: 3 }),
  )
  .map(([body, edits]) =>
    edits.reduce((text, [at, cut, by]) => {
      const places = [...text.matchAll(/>[^<]*/g)].map(({ index }) => index + 1);
      const place = at % 3 === 0 ? at % (text.length + 1) : (places[at % places.length] ?? 0);
      const end = at % 2 === 0 ? place + cut : Math.max(place, text.indexOf('<', place));
      return `${text.slice(0, place)}${by.slice(0, 60)}${text.slice(end)}`;
    }, body),
  );

const xmlAnswers: fc.Arbitrary<HttpAnswer> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      status: fc.oneof({ weight: 4, arbitrary: fc.constant(200) }, fc.constantFrom(400, 403, 404, 500, 503)),
      headers: fc.constantFrom<Readonly<Record<string, string>>>({ 'content-type': 'text/xml' }, {}),
      body: fc.oneof(
        { weight: 5, arbitrary: edited },
        { weight: 1, arbitrary: fc.constantFrom(...STRANGE_XML) },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<HttpAnswer>(
      { kind: 'broken', how: 'refused' },
      { kind: 'broken', how: 'cut' },
    ),
  },
);

const asked = (acts: readonly string[], answer: fc.Arbitrary<HttpAnswer>): fc.Arbitrary<Asked> =>
  fc.record({ act: fc.constantFrom(...acts), answers: fc.array(answer, { minLength: 1, maxLength: 8 }) });

/** Sets the variables for one run; Google's library and AWS's read them whenever they like. */
const withEnv = (door: Door, env: Readonly<Record<string, string>>): Door => ({
  name: door.name,
  run: async (options) => {
    const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
    Object.assign(process.env, env);
    try {
      return await door.run(options);
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  },
});

const NOTHING = { listVpcs: null, listNetworks: null } as never;

export const EC2_DOOR: Door = withEnv(
  createDoor<Asked>({
    name: 'EC2’s answers',
    inputs: () => asked(Object.keys(awsCalls(NOTHING)), xmlAnswers),
    prepare: async () => async () => {
      const server = await openAnsweringServer({
        '/sts': () => ({
          kind: 'answer',
          status: 200,
          headers: { 'content-type': 'text/xml' },
          body: STS_BODY,
        }),
      });
      const aws = createAwsAccount({
        account: '123456789012',
        role: 'arn:aws:iam::123456789012:role/vpcbot',
        externalId: EXTERNAL_ID,
        regions: ['us-east-1'],
        allow: ['accept', 'routes', 'security-group'],
        endpoint: `${server.url}/ec2`,
        stsEndpoint: `${server.url}/sts`,
        timeout: 2_000,
        now: Date.now,
        wait: async () => undefined,
      });
      return { ...createTarget(awsCalls(aws), server.tell), close: server.close };
    },
  }),
  { AWS_ACCESS_KEY_ID: 'AKIAX', AWS_SECRET_ACCESS_KEY: 'k', AWS_EC2_METADATA_DISABLED: 'true' },
);

/** Google’s library asks the machine it runs on for a token: here, the door itself, which is told where it is. */
export const COMPUTE_DOOR: Door = withEnv(
  createDoor<Asked>({
    name: 'Compute’s answers',
    inputs: () => asked(Object.keys(googleCalls(NOTHING)), hostileAnswers(COMPUTE_BODIES)),
    prepare: async () => async () => {
      const metadata = { 'metadata-flavor': 'Google', 'content-type': 'application/json' };
      const server = await openAnsweringServer({
        '/computeMetadata': () => ({
          kind: 'answer',
          status: 200,
          headers: metadata,
          body: say({ access_token: 'ya29.fuzz', expires_in: 3_600, token_type: 'Bearer' }),
        }),
      });
      process.env['GCE_METADATA_HOST'] = new URL(server.url).host;
      const google = createGoogleProject({
        project: 'acme-net',
        credentials: 'adc',
        endpoint: server.url,
        timeout: 1_000,
        lookEvery: 1,
        allow: ['peer'],
      });
      return { ...createTarget(googleCalls(google), server.tell), close: server.close };
    },
  }),
  {
    GCE_METADATA_HOST: '',
    METADATA_SERVER_DETECTION: 'assume-present',
    GOOGLE_APPLICATION_CREDENTIALS: '',
    HOME: '/nonexistent',
  },
);
