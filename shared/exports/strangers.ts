import { isObject, type JsonObject, type JsonValue } from '#schemas/json.ts';
import { incompleteNotes } from './dialects/incomplete.ts';

type Stranger = {
  readonly is: (value: JsonObject) => boolean;
  readonly reason: string | ((value: JsonObject) => string);
};

const has = (value: JsonObject, ...keys: readonly string[]) => keys.every((key) => value[key] !== undefined);

const isVersion = (value: JsonValue | undefined) => typeof value === 'string' && /^\d+\.\d+\.\d+$/.test(value);

const entries = (value: JsonValue | undefined) => (isObject(value) ? Object.keys(value).length : 0);

const assetsOf = ({ files, dockerImages }: JsonObject): string => {
  const counts = [
    [entries(files), 'file'],
    [entries(dockerImages), 'container image'],
  ] as const;
  const told = counts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}${count === 1 ? '' : 's'}`);
  return told.length === 0 ? 'no assets' : told.join(' and ');
};

/** What people have beside their exports, told by its shape, and why it is of no use here. */
const strangers: readonly Stranger[] = [
  {
    is: (value) => has(value, 'tree') && String(value.version).startsWith('tree-'),
    reason: "is the CDK's construct tree: its templates say all that is deployed",
  },
  {
    is: (value) => isVersion(value.version) && isObject(value.artifacts),
    reason: "is the CDK's list of what it made: the templates it names are read",
  },
  {
    is: (value) => isVersion(value.version) && isObject(value.files) && isObject(value.dockerImages),
    reason: (value) =>
      `is the CDK's list of assets (${assetsOf(value)}): cdk deploy or cdk-assets has to publish them before the template is deployed`,
  },
  {
    is: (value) =>
      isVersion(value.version) && Object.keys(value).every((key) => key === 'version' || key === 'minCliVersion'),
    reason: "only tells the version of the CDK's output",
  },
  {
    is: (value) => isObject(value.backend) && has(value, 'version') && !has(value, 'resources'),
    reason: 'only tells where the Terraform state is: run terraform state pull > terraform.tfstate',
  },
  {
    is: (value) => has(value, 'format_version') && has(value, 'terraform_version'),
    reason: 'holds no resources: run terraform apply, then terraform show -json',
  },
  {
    is: (value) =>
      has(value, 'name') &&
      (has(value, 'dependencies') || has(value, 'devDependencies') || has(value, 'lockfileVersion')),
    reason: 'is the description of an npm package',
  },
  { is: (value) => isObject(value.compilerOptions), reason: 'is the configuration of the TypeScript compiler' },
  {
    is: (value) => isObject(value.context) || typeof value.app === 'string',
    reason: 'is the configuration of a CDK app: run cdk synth and drop cdk.out',
  },
  {
    is: (value) => incompleteNotes(value).length > 0,
    reason: 'is no output that is known, and one page of several at that',
  },
];

const usual = 'is JSON or YAML, but no AWS CLI output, AWS Config item, Terraform state or CloudFormation';

/** Why a document of no dialect is passed over, in words that help. */
export const whyStrange = (value: JsonValue): string => {
  const stranger = isObject(value) ? strangers.find(({ is }) => is(value)) : undefined;
  if (!stranger || !isObject(value)) return usual;
  return typeof stranger.reason === 'function' ? stranger.reason(value) : stranger.reason;
};
