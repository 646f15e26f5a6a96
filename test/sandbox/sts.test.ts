import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { EXTERNAL_ID, roleArn } from '../../sandbox/aws/roles.ts';
import { ACCOUNT, codeOf, failureOf, openAmazon, ownerOf, PARTNER } from './amazon-world.ts';

const describe = new DescribeVpcsCommand({});

test('the bot takes the role of an account, and is somebody else then', async () => {
  const { stsAs, ec2As, aws, clock } = await openAmazon();
  const who = await stsAs().send(new GetCallerIdentityCommand({}));
  expect(who).toMatchObject({ Account: '900000000001' });
  const wanted = { RoleArn: roleArn(PARTNER), RoleSessionName: 'R7', ExternalId: EXTERNAL_ID };
  const answer = await stsAs().send(new AssumeRoleCommand({ ...wanted, DurationSeconds: 900 }));
  expect(answer.AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${PARTNER}:assumed-role/vpcbot/R7`);
  expect(answer.Credentials?.Expiration).toEqual(new Date(clock.now() + 900_000));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = answer.Credentials ?? {};
  const session = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  expect(await stsAs(session).send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: PARTNER });
  expect((await ec2As(session).send(describe)).Vpcs).toHaveLength(1);
  expect(await codeOf(ec2As({ ...session, sessionToken: 'other' }).send(describe))).toBe('AuthFailure');
  clock.advance(900_000);
  expect(await codeOf(ec2As(session).send(describe))).toBe('RequestExpired');
  expect(await codeOf(stsAs(session).send(new GetCallerIdentityCommand({})))).toBe('ExpiredToken');
  expect(aws.calls.counts()).toMatchObject({ [`AssumeRole ${PARTNER}`]: 1 });
});

const REFUSED: readonly {
  readonly change: Partial<AssumeRoleCommandInput>;
  readonly code: string;
  readonly because: string;
}[] = [
  { change: { ExternalId: 'guess' }, code: 'AccessDenied', because: 'the external id is another' },
  { change: { ExternalId: undefined }, code: 'AccessDenied', because: 'there is no external id' },
  {
    change: { RoleArn: `arn:aws:iam::${ACCOUNT}:role/admin` },
    code: 'AccessDenied',
    because: 'there is no such role',
  },
  { change: { RoleArn: roleArn('333333333333') }, code: 'AccessDenied', because: 'there is no such account' },
  { change: { RoleArn: 'arn:aws:iam::vpcbot' }, code: 'ValidationError', because: 'it is no role' },
  { change: { RoleSessionName: 'R 7' }, code: 'ValidationError', because: 'a session name has no spaces' },
  { change: { DurationSeconds: 60 }, code: 'ValidationError', because: 'it is too short' },
  { change: { DurationSeconds: 7_200 }, code: 'ValidationError', because: 'the role allows an hour' },
];

test.each(REFUSED)('a role is refused with $code, because $because', async ({ change, code }) => {
  const { stsAs } = await openAmazon();
  const wanted = { RoleArn: roleArn(ACCOUNT), RoleSessionName: 'R7', ExternalId: EXTERNAL_ID, ...change };
  expect(await codeOf(stsAs().send(new AssumeRoleCommand(wanted)))).toBe(code);
});

test('nobody but the bot is trusted by a role, and a role may go without an external id', async () => {
  const { stsAs, control } = await openAmazon();
  const wanted = new AssumeRoleCommand({ RoleArn: roleArn(ACCOUNT), RoleSessionName: 'R7' });
  await control('POST', `/accounts/${ACCOUNT}/role`, { externalId: null });
  expect(await codeOf(stsAs().send(wanted))).toBe(null);
  expect(await codeOf(stsAs(ownerOf(PARTNER)).send(wanted))).toBe('AccessDenied');
});

const STRANGERS = [
  {
    accessKeyId: 'AKIA000000000000NONE',
    secretAccessKey: 'x',
    because: 'the key is unknown',
    sts: 'InvalidClientTokenId',
  },
  { ...ownerOf('333333333333'), because: 'there is no such account', sts: 'InvalidClientTokenId' },
  {
    ...ownerOf(ACCOUNT),
    secretAccessKey: 'wrong',
    because: 'the secret is wrong',
    sts: 'SignatureDoesNotMatch',
  },
  {
    ...ownerOf(ACCOUNT),
    sessionToken: 'own',
    because: 'such a key has no session',
    sts: 'InvalidClientTokenId',
  },
];

test.each(STRANGERS)(
  'a stranger is turned away, because $because',
  async ({ because: _, sts, ...credentials }) => {
    const { ec2As, stsAs } = await openAmazon();
    const failure = await failureOf(ec2As(credentials).send(describe));
    expect(failure).toMatchObject({ name: 'AuthFailure', $metadata: { httpStatusCode: 401 } });
    expect(await codeOf(stsAs(credentials).send(new GetCallerIdentityCommand({})))).toBe(sts);
  },
);

test('a call without a signature, for another service or to a region that nobody has is turned away', async () => {
  const { url, ec2As, stsAs } = await openAmazon();
  const send = async (service: string, body: string) =>
    (await fetch(`${url}/aws/${service}`, { method: 'POST', body })).text();
  expect(await send('ec2', 'Action=DescribeVpcs&Version=2016-11-15')).toContain(
    '<Code>MissingParameter</Code>',
  );
  expect(await send('sts', 'Action=GetCallerIdentity&Version=2011-06-15')).toContain(
    '<Code>MissingAuthenticationToken</Code>',
  );
  expect(await codeOf(ec2As(ownerOf(ACCOUNT), 'me-south-1').send(describe))).toBe('AuthFailure');
  expect(await codeOf(stsAs().send(new GetCallerIdentityCommand({})))).toBe(null);
});
