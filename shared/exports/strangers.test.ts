import type { JsonValue } from '#schemas/json.ts';
import { whyStrange } from './strangers.ts';

describe('what lies beside exports is passed over in words that help', () => {
  it.each<[string, JsonValue, string]>([
    ["the CDK's tree", { version: 'tree-0.1', tree: {} }, 'construct tree'],
    ["the CDK's manifest", { version: '48.0.0', artifacts: {} }, 'list of what it made'],
    [
      "the CDK's assets",
      { version: '48.0.0', files: { a: {}, b: {} }, dockerImages: { c: {} } },
      '(2 files and 1 container image): cdk deploy or cdk-assets has to publish them',
    ],
    ['cdk.out', { version: '48.0.0' }, 'version of the CDK'],
    ['cdk.json', { app: 'npx ts-node bin/app.ts' }, 'cdk synth'],
    ['a backend of Terraform', { version: 3, backend: { type: 's3' } }, 'terraform state pull'],
    ['an empty terraform show', { format_version: '1.0', terraform_version: '1.13.4' }, 'holds no resources'],
    ['package.json', { name: 'x', dependencies: {} }, 'npm'],
    ['anything else', { hello: 'world' }, 'no AWS CLI output'],
    ['a list', [1], 'no AWS CLI output'],
  ])('%s', (_, value, words) => expect(whyStrange(value)).toContain(words));
});
