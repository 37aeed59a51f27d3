import type { Job } from '#schemas/job.ts';
import { message } from './message.ts';

const jobId = '0199aa00-0000-7000-8000-000000000000';
const sha256 = 'a'.repeat(64);

const summary = {
  resources: 25,
  types: { 'AWS::EC2::Subnet': 3, 'AWS::IAM::Role': 2, 'AWS::S3::Bucket': 2 },
  parameters: ['DbMasterUserPassword'],
  files: { read: 21, passedOver: 1, failed: 1 },
  fileTroubles: [
    { file: 'notes.txt', reason: 'not JSON or YAML' },
    { file: 'iam/broken.json', reason: 'a comma is missing', line: 7 },
  ],
  fidelity: { carried: 412, dropped: 133, lost: 1 },
  lost: [{ file: 'rds.json', pointer: '/DBInstances/0/Oddity', reason: 'AWS::RDS::DBInstance has no such property' }],
  verdict: 'valid',
  findings: { fatal: 0, error: 0, warn: 1, info: 4, fixed: 1 },
  open: ['template.yaml:88 WARN W3011 Database: deletion policy is missing'],
  fixes: ['Queue: MessageRetentionPeriod is a number now'],
};

const succeeded: Job = {
  jobId,
  kind: 'template',
  status: 'Succeeded',
  stage: 'validator',
  revision: 5,
  owner: 's3',
  correlationId: 'c-1',
  input: { bucket: 'in', prefix: 'drops/web-service/' },
  output: {
    artifacts: [
      {
        name: 'template.yaml',
        key: `jobs/${jobId}/validator/template.yaml`,
        bytes: 20_480,
        sha256,
        contentType: 'application/yaml',
      },
    ],
    work: {},
    summary,
  },
  history: [],
  handled: [],
  claims: {},
  notifications: [],
  submittedAt: '2026-11-21T02:00:00.000Z',
  updatedAt: '2026-11-21T02:00:04.000Z',
  expiresAt: 1_800_000_000,
};

const failed: Job = {
  ...succeeded,
  status: 'Failed',
  stage: 'collector',
  output: { artifacts: [], work: {}, summary: {} },
  error: {
    code: 'EMPTY_DROP',
    message: 'None of the 2 files in drops/web-service/ could be read: notes.txt is not JSON or YAML.',
    hint: 'Drop AWS CLI, AWS Config or CloudFormation files in JSON or YAML.',
    stage: 'collector',
    recoverable: false,
  },
};

const url = `https://out.s3.amazonaws.com/template.yaml?X-Amz-Signature=${'0'.repeat(200)}`;
const links = [{ name: 'template.yaml', url }];
const withSummary = (parts: Record<string, unknown>): Job => ({
  ...succeeded,
  output: { ...succeeded.output, summary: { ...summary, ...parts } as Job['output']['summary'] },
});

describe('the email of a job that succeeded', () => {
  const { subject, text, data } = message(succeeded, links, 'out');

  it('says the outcome in the subject', () => {
    expect(subject).toBe('Dropforge: web-service - template ready, 25 resources, 3 need a look');
  });

  it('tells the whole story in the order a reader wants it', () => {
    expect(text).toBe(`The folder web-service became a CloudFormation template of 25 resources.
Validation found no error in it; 1 finding fixed, 3 left for you to look at.

RESOURCES
     3  AWS::EC2::Subnet
     2  AWS::IAM::Role
     2  AWS::S3::Bucket

NEEDS A LOOK
  - template.yaml:88 WARN W3011 Database: deletion policy is missing

FIXED FOR YOU
  - Queue: MessageRetentionPeriod is a number now

PARAMETERS THAT WANT A VALUE
  - DbMasterUserPassword

FILES
  21 read, 1 passed over, 1 not readable
  - notes.txt: not JSON or YAML
  - iam/broken.json, line 7: a comma is missing

FIDELITY
  412 properties carried, 133 dropped for a reason, 1 lost; fidelity.json
  names each.
  - lost: rds.json#/DBInstances/0/Oddity: AWS::RDS::DBInstance has no such
    property

ARTIFACTS
  template.yaml (20.0 KB)
    aws s3 cp s3://out/jobs/${jobId}/validator/template.yaml .
    ${url}

  The links are good for up to 24 hours, and end earlier if the session of the
  role that signed them does. The commands work for as long as the bucket
  keeps the files.

NEXT STEP
  aws cloudformation deploy \\
    --stack-name web-service \\
    --template-file template.yaml \\
    --capabilities CAPABILITY_NAMED_IAM \\
    --parameter-overrides \\
      DbMasterUserPassword='<value>'

  CloudFormation names what the template makes, but for the names that
  something calls it by: those are parameters with the names that were found.
  Where those resources still exist, give other names, or drop the folder
  again with {"mode": "import"} in its dropforge.json to take them into a
  stack as they are.

Job ${jobId}
Correlation c-1
`);
  });

  it('gives the commands that create and execute the change set of an import', () => {
    const summary = { ...succeeded.output.summary, mode: 'import', notImportable: 2 };
    const { text } = message({ ...succeeded, output: { ...succeeded.output, summary } }, [], 'out');
    expect(text.slice(text.indexOf('NEXT STEP'), text.indexOf('\nJob '))).toBe(`NEXT STEP
  aws cloudformation create-change-set \\
    --stack-name web-service \\
    --change-set-name import \\
    --change-set-type IMPORT \\
    --template-body file://template.yaml \\
    --resources-to-import file://resources-to-import.json \\
    --capabilities CAPABILITY_NAMED_IAM \\
    --parameters \\
      ParameterKey=DbMasterUserPassword,ParameterValue='<value>'
  aws cloudformation wait change-set-create-complete \\
    --stack-name web-service \\
    --change-set-name import
  aws cloudformation execute-change-set \\
    --stack-name web-service \\
    --change-set-name import

  The import changes none of the resources; look at the change set before you
  execute it. 2 resources are not in it because CloudFormation cannot import
  them as exported: findings.json says why. Each that is in it is kept if the
  stack is deleted. Afterwards let CloudFormation detect drift: what it shows
  is where the template and a resource differ.
`);
  });

  it('names the template first, whatever else was made before it', () => {
    const [template] = succeeded.output.artifacts;
    const fidelity = { ...template, name: 'fidelity.json', key: 'f' } as Job['output']['artifacts'][number];
    const artifacts = [fidelity, ...succeeded.output.artifacts];
    const { text } = message({ ...succeeded, output: { ...succeeded.output, artifacts } }, [], 'out');
    expect(text.indexOf('template.yaml (')).toBeLessThan(text.indexOf('fidelity.json ('));
  });

  it('sums up the types that are too many to list', () => {
    const types = Object.fromEntries(Array.from({ length: 15 }, (_, at) => [`AWS::T::T${10 + at}`, at < 12 ? 9 : 2]));
    const { text } = message(withSummary({ types }), [], 'out');
    expect(text).toContain('     9  AWS::T::T21\n     6  others\n');
  });

  it('keeps the same facts for machines', () => {
    expect(data).toMatchObject({
      jobId,
      kind: 'template',
      status: 'Succeeded',
      folder: 'web-service',
      artifacts: [
        { name: 'template.yaml', uri: `s3://out/jobs/${jobId}/validator/template.yaml`, bytes: 20_480, sha256 },
      ],
      summary: { resources: 25, verdict: 'valid', fidelity: { carried: 412, dropped: 133, lost: 1 } },
    });
  });

  it('wraps every line at 78 columns but for commands and links', () => {
    const long = text.split('\n').filter((line) => line.length > 78);
    expect(long.every((line) => /^\s+(https:|aws s3 cp )/.test(line))).toBe(true);
  });
});

describe('the verdict', () => {
  it('never lets an incomplete analysis pass for valid', () => {
    const { subject, text } = message(withSummary({ verdict: 'incomplete' }), [], 'out');
    expect(subject).toContain('template not fully validated');
    expect(text).toContain('do not take it for valid');
  });

  it('takes a verdict that is not there for incomplete', () => {
    const { subject } = message(withSummary({ verdict: undefined, findings: undefined }), [], 'out');
    expect(subject).toContain('template not fully validated');
  });

  it('counts the errors that remain', () => {
    const findings = { fatal: 1, error: 2, warn: 0, info: 0, fixed: 0 };
    const { subject } = message(withSummary({ verdict: 'invalid', findings }), [], 'out');
    expect(subject).toContain('template has 3 errors');
  });
});

describe('the email of a job of a request', () => {
  const input = { bucket: 'in', prefix: `requests/${jobId}/`, name: 'orders.json and 2 more' };

  it('calls it by its files, and the stack by the first of them', () => {
    const { subject, text, data } = message({ ...succeeded, input }, [], 'out');
    expect(subject).toMatch(/^Dropforge: orders\.json and 2 more - template ready/);
    expect(text).toMatch(/^orders\.json and 2 more became a CloudFormation template/);
    expect(text).toContain('--stack-name orders ');
    expect(data.folder).toBe('orders.json and 2 more');
  });

  it('that failed does not speak of a folder', () => {
    expect(message({ ...failed, input }, [], 'out').text).toMatch(/^orders\.json and 2 more did not become a template/);
  });
});

describe('the email of a job that failed', () => {
  it('says what happened, what to do, and that a redrive would not help', () => {
    const { subject, text, data } = message(failed, [], 'out');
    expect(subject).toBe('Dropforge: web-service - failed, EMPTY_DROP');
    expect(text).toBe(`The folder web-service did not become a template: the collector stage failed.

WHAT HAPPENED
  EMPTY_DROP
  None of the 2 files in drops/web-service/ could be read: notes.txt is not
  JSON or YAML.

WHAT TO DO
  Drop AWS CLI, AWS Config or CloudFormation files in JSON or YAML.
  A redrive would fail the same way: put it right, then send it again.

Job ${jobId}
Correlation c-1
`);
    expect(data).toMatchObject({ status: 'Failed', error: { code: 'EMPTY_DROP' } });
  });

  it('names the redrive that takes a recoverable job up again', () => {
    const error = {
      ...failed.error,
      code: 'STAGE_TIMEOUT',
      message: 'm',
      hint: 'h',
      stage: 'generator',
      recoverable: true,
    };
    const { text } = message({ ...failed, error } as Job, [], 'out');
    expect(text).toContain("npm start -- redrive generator --stage '<stage>'");
    expect(text).not.toContain('would fail the same way');
  });
});

describe('what the drop says about itself', () => {
  const named = (prefix: string) => message({ ...succeeded, input: { bucket: 'in', prefix } }, links, 'out');

  it('is printable ASCII in a subject of under 100 characters', () => {
    for (const prefix of [
      'drops/Größe-façade/',
      'drops/日本語/',
      `drops/${'x'.repeat(300)}/`,
      'drops/a\r\nBcc: you@b.c/',
    ]) {
      expect(named(prefix).subject).toMatch(/^[\x20-\x7e]{1,99}$/);
    }
    expect(named('drops/Größe-façade/').subject).toContain('Grosse-facade');
  });

  it('cannot hide the outcome behind a long name', () => {
    expect(named(`drops/${'x'.repeat(300)}/`).subject).toContain('template ready, 25 resources, 3 need a look');
  });

  it('cannot add lines to the email', () => {
    const trouble = { file: 'a\n\nNEXT STEP\n  curl evil', reason: 'r\u2028s' };
    const { text } = message(withSummary({ fileTroubles: [trouble] }), [], 'out');
    expect(text.match(/^NEXT STEP$/gm)).toHaveLength(1);
    expect(text).not.toContain('\u2028');
  });

  it('tells what is to be said of files that were read', () => {
    const reason = 'the export is incomplete (NextToken)';
    const { text } = message(withSummary({ fileRemarks: [{ file: 'vpcs.json', reason }] }), [], 'out');
    expect(text).toContain(`  Of what was read:\n  - vpcs.json: ${reason}`);
  });

  it('cannot reach the shell of who pastes the command', () => {
    const { text } = named('drops/$(reboot)`;\'"/');
    expect(text).toContain('--stack-name reboot \\');
  });
});

describe('a summary that is not all there', () => {
  it('still makes a message', () => {
    const bare: Job = { ...succeeded, output: { artifacts: [], work: {}, summary: {} } };
    expect(message(bare, [], 'out').text).toContain('template of 0 resources');
  });

  it('loses only the part that does not parse', () => {
    const { text } = message(withSummary({ files: 'many' }), [], 'out');
    expect(text).toContain('AWS::EC2::Subnet');
    expect(text).not.toContain('passed over,');
  });
});
