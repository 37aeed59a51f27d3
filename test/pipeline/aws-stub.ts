import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

const token = 'a token that only the collector knows';
export const stubAccount = '111122223333';

type Call = { readonly region: string; readonly asked: string };

const xml = (body: string, status = 200) => ({ status, type: 'text/xml', body });
const json = (value: unknown, status = 200, error?: string) => ({
  status,
  type: 'application/json',
  body: JSON.stringify(value),
  ...(error === undefined ? {} : { error }),
});

const identity = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
  <Arn>arn:aws:iam::${stubAccount}:user/scanner</Arn><UserId>U</UserId><Account>${stubAccount}</Account>
  </GetCallerIdentityResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;

const oneRegion =
  '<DescribeRegionsResponse><regionInfo><item><regionName>eu-west-1</regionName></item></regionInfo></DescribeRegionsResponse>';

const deniedXml =
  '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>';
const deniedEc2 =
  '<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors><RequestID>r</RequestID></Response>';
const deniedS3 = '<Error><Code>AccessDenied</Code><Message>no</Message></Error>';

/** The region and service that a request was signed for. */
const signedFor = ({ headers }: IncomingMessage): { region: string; service: string } => {
  const [, region = '', service = ''] =
    /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  return { region, service };
};

const functionOf = (region: string, name: string) => ({
  FunctionName: name,
  FunctionArn: `arn:aws:lambda:${region}:${stubAccount}:function:${name}`,
  Runtime: 'nodejs24.x',
  PackageType: 'Zip',
  Timeout: 3,
  LastModified: '2026-01-02T03:04:05.000+0000',
  Environment: { Variables: { API_KEY: 'hunter2hunter2' } },
});

/**
 * An account of one enabled region of which only Lambda functions may be read, on this machine: AccessDenied for anything else.
 * It hands out the credentials to scan it with, too.
 */
export const awsStub = async (functions: Record<string, string[]>) => {
  const calls: Call[] = [];
  /** Regions whose functions may not be listed either. */
  const closed = new Set<string>();

  const answer = async (request: IncomingMessage) => {
    const { pathname } = new URL(request.url ?? '/', 'http://stub');
    if (pathname === '/credentials') {
      if (request.headers.authorization !== token) return json({}, 401);
      const Expiration = new Date(Date.now() + 3_600_000).toISOString();
      return json({ AccessKeyId: 'AKIDSTUB', SecretAccessKey: 'secret', Token: 'session', Expiration });
    }
    const { region, service } = signedFor(request);
    const body = await text(request);
    const asked = `${service} ${/Action=(\w+)/.exec(body)?.[1] ?? pathname}`;
    calls.push({ region, asked });
    if (asked === 'sts GetCallerIdentity') return xml(identity);
    if (service === 'lambda' && !closed.has(region)) {
      if (!/\/functions\/?$/.test(pathname)) return json({ Message: 'none' }, 404, 'ResourceNotFoundException');
      return json({ Functions: (functions[region] ?? []).map((name) => functionOf(region, name)) });
    }
    if (asked === 'ec2 DescribeRegions') return xml(oneRegion);
    if (service === 'ec2') return xml(deniedEc2, 403);
    if (service === 's3') return xml(deniedS3, 403);
    return service === 'rds' ? xml(deniedXml, 403) : json({ message: 'no' }, 403, 'AccessDeniedException');
  };

  const server = createServer(async (request, response: ServerResponse) => {
    const { status, type, body, ...rest } = await answer(request);
    if ('error' in rest) response.setHeader('x-amzn-errortype', String(rest.error));
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return {
    functions,
    calls,
    closed,
    env: {
      SCAN_ENDPOINT_URL: url,
      SCAN_REGION: 'eu-west-1',
      SCAN_CREDENTIALS_URL: `${url}/credentials`,
      SCAN_CREDENTIALS_TOKEN: token,
    },
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
};
