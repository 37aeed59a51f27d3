import type { Path } from '../wiring/expected-types.ts';

/** Types that programs call by their name, in settings and scripts; others they know by ARN, id or endpoint, or not at all. */
export const calledByPrograms: ReadonlySet<string> = new Set([
  'AWS::Athena::WorkGroup',
  'AWS::Batch::JobDefinition',
  'AWS::Batch::JobQueue',
  'AWS::CodeBuild::Project',
  'AWS::CodePipeline::Pipeline',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::ECR::Repository',
  'AWS::ECS::Cluster',
  'AWS::ECS::Service',
  'AWS::EKS::Cluster',
  'AWS::Events::EventBus',
  'AWS::Glue::Crawler',
  'AWS::Glue::Job',
  'AWS::Kinesis::Stream',
  'AWS::KinesisFirehose::DeliveryStream',
  'AWS::KMS::Alias',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SageMaker::Endpoint',
  'AWS::SecretsManager::Secret',
  'AWS::SQS::Queue',
  'AWS::SSM::Document',
  'AWS::SSM::Parameter',
]);

/** Places where a template's author writes what they like: a function's environment, an input, a document. */
const open =
  /^(?:Environment|EnvironmentVariables|Variables|\w*Parameters|\w*Arguments|Options|\w*Settings|Input|InputTemplate|UserData|Definition\w*|BuildSpec|Command|EntryPoint|DashboardBody|QueryString|Content)$/;

export const isOpen = (path: Path): boolean => path.some((key) => typeof key === 'string' && open.test(key));

/** More than a word, so that nothing else is called so by accident: shop-carts, carts_v2, ShopCarts; not carts. */
export const isTelling = (name: string): boolean =>
  name.length >= 5 && (/[A-Za-z0-9][-_./][A-Za-z0-9]/.test(name) || /[a-z0-9][A-Z]/.test(name));
