import { parseDocuments } from './documents.ts';

const table = `-----------------------------
|       DescribeVpcs        |
+---------------------------+
||          Vpcs           ||`;

describe('output of another kind is refused with the command that gives good output', () => {
  it.each([
    ['a table', table, 'is a table of DescribeVpcs'],
    ['a table, on how', table, '--output json'],
    ['text', 'VPCS\t10.0.0.0/16\tdopt-1\tavailable\n', '--output json'],
    [
      'an error',
      '\nAn error occurred (AccessDenied) when calling the ListBuckets operation: Access Denied\n',
      'holds the error AccessDenied of ListBuckets',
    ],
    ['missing credentials', 'Unable to locate credentials. You can configure…', 'a message of the AWS CLI'],
    ['terraform show', '# aws_vpc.main:\nresource "aws_vpc" "main" {\n}', 'terraform show -json'],
    ['Terraform configuration', 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n', 'terraform.tfstate'],
  ])('%s', (_, text, words) => {
    expect(() => parseDocuments(text, 'x.json')).toThrow(words);
  });

  it('YAML that starts with dashes is no table', () => {
    expect(parseDocuments('---\nVpcs:\n- VpcId: vpc-1\n', 'x.yaml')).toHaveLength(1);
  });
});
