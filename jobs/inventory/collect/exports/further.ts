import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { parseArn } from '#shared/cloudformation/arn.ts';
import { emit } from '#shared/exports/dialects/aws-cli/emit.ts';
import { type Row, valuesOf } from '#shared/exports/dialects/aws-cli/row.ts';
import { select } from '#shared/exports/dialects/aws-cli/select.ts';
import { awsCli } from '#shared/exports/dialects/aws-cli.ts';
import { type Dialect, type DialectReading, joinReadings, nothingRead } from '#shared/exports/dialects/dialect.ts';
import { incompleteNotes } from '#shared/exports/dialects/incomplete.ts';
import { answeredKey } from './answered.ts';
import { commandOf, operationOf } from './operations.ts';

const lambda = 'AWS::Lambda::Function';
export const accountBlock = 'AWS::S3::AccountPublicAccessBlock';

/** A configuration of a version or an alias is told as one of its function. */
const functionOf = (arn: string): readonly string[] => {
  const parts = parseArn(arn);
  const name = parts?.resource.split(':')[1];
  if (!parts || name === undefined) return [];
  return [name, `arn:${parts.partition}:lambda:${parts.region}:${parts.account}:function:${name}`];
};

const functionIn = (key: string) => (root: JsonValue) => {
  const list = isObject(root) ? root[key] : undefined;
  const first: unknown = Array.isArray(list) ? list[0] : root;
  return isObject(first) ? valuesOf(first, 'FunctionArn').flatMap(functionOf) : [];
};

/** Outputs that only an inventory has a use for: of what nobody owns, and of what no template holds. */
const rows: readonly Row[] = [
  {
    command: 'ec2 describe-images',
    at: 'Images[]',
    type: 'AWS::EC2::Image',
    ids: ['ImageId'],
    has: ['ImageId', 'State'],
  },
  {
    command: 'ec2 describe-snapshots',
    at: 'Snapshots[]',
    type: 'AWS::EC2::Snapshot',
    ids: ['SnapshotId'],
    has: ['SnapshotId', 'VolumeId'],
  },
  {
    command: 'rds describe-db-major-engine-versions',
    at: 'DBMajorEngineVersions[]',
    type: 'AWS::RDS::MajorEngineVersion',
    ids: (item) => (isObject(item) ? [valuesOf(item, 'Engine', 'MajorEngineVersion').join(' ')] : []),
    has: ['Engine', 'MajorEngineVersion'],
  },
  {
    command: 'eks describe-cluster-versions',
    at: 'clusterVersions[]',
    type: 'AWS::EKS::ClusterVersion',
    ids: ['clusterVersion'],
    has: ['clusterVersion'],
  },
  {
    command: 'lambda list-function-url-configs',
    at: '',
    type: lambda,
    ids: functionIn('FunctionUrlConfigs'),
    has: ['FunctionUrlConfigs'],
    under: '/ListFunctionUrlConfigs',
  },
  {
    command: 'lambda get-function-url-config',
    at: '',
    type: lambda,
    ids: functionIn(''),
    has: ['FunctionUrl', 'AuthType', 'FunctionArn'],
    value: (url) => ({ FunctionUrlConfigs: [url] }),
    under: '/ListFunctionUrlConfigs',
  },
  {
    command: 'lambda list-function-event-invoke-configs',
    at: '',
    type: lambda,
    ids: functionIn('FunctionEventInvokeConfigs'),
    has: ['FunctionEventInvokeConfigs'],
    under: '/ListFunctionEventInvokeConfigs',
  },
];

/** The first key tells an output: that of its list, or one that its row says it has. */
const keyOf = ({ at, has = [] }: Row): string => at.replace('[]', '') || (has[0] ?? '');

const rowOf = (root: JsonObject): Row | undefined =>
  rows.find((row) =>
    row.at === ''
      ? (row.has ?? []).every((key) => Object.hasOwn(root, key))
      : Array.isArray(root[keyOf(row)]) && itemsFit(row, root),
  );

const itemsFit = ({ at, has = [] }: Row, root: JsonObject): boolean =>
  select(root, at).every(({ value }) => isObject(value) && has.every((key) => Object.hasOwn(value, key)));

/** `s3api` and `s3control` print the same: only the file's name tells whose it is. */
const isAccountBlock = (root: JsonObject, file: string): boolean =>
  isObject(root.PublicAccessBlockConfiguration) && isOfAccount(file);

const isOfAccount = (file: string): boolean =>
  /s3control|account-public-access|public-access-block[._-]account/i.test(file);

const accountBlockIn = (properties: JsonObject, file: string): DialectReading => ({
  ...nothingRead,
  resources: [
    {
      source: { file, pointer: '' },
      under: '',
      dialect: 'aws-cli',
      type: accountBlock,
      called: 's3control get-public-access-block',
      identifiers: ['public-access-block'],
      properties,
    },
  ],
});

/** A call that had nothing to show is a part of what it was asked of, which the file's name says. */
const answered = (found: JsonObject, file: string): DialectReading => {
  const { operation, code } = found;
  const known = operationOf(String(operation));
  if (!known) return { ...nothingRead, notes: [`${operation} had nothing to show${code === '' ? '' : ` (${code})`}`] };
  const { type, service } = known;
  if (operation === 'GetPublicAccessBlock' && isOfAccount(file))
    return code === '' || code === 'NoSuchPublicAccessBlockConfiguration' ? accountBlockIn({}, file) : nothingRead;
  const row: Row = { command: `${service} ${commandOf(String(operation))}`, at: '', type, under: `/${answeredKey}/0` };
  return emit(row, { pointer: '', value: found }, { base: '', root: found, context: { file } });
};

const rootOf = (value: JsonValue): JsonObject | undefined => (isObject(value) ? value : undefined);

/** What the AWS CLI prints that the template job has no use for, and what its errors tell. */
export const further: Dialect = {
  name: 'aws-cli',
  recognise(value) {
    const root = rootOf(value);
    if (!root) return false;
    return answeredKey in root || isObject(root.PublicAccessBlockConfiguration) || rowOf(root) !== undefined;
  },
  read({ value, pointer }, context) {
    const root = rootOf(value);
    if (!root) return nothingRead;
    const found = root[answeredKey];
    if (isObject(found)) return answered(found, context.file);
    if (isAccountBlock(root, context.file)) return accountBlockIn(root, context.file);
    const row = rowOf(root);
    if (!row) return awsCli.read({ value, pointer }, context);
    const items = select(root, row.at).map((item) => emit(row, item, { base: pointer, root, context }));
    return joinReadings([{ ...nothingRead, notes: incompleteNotes(root) }, ...items]);
  },
};
