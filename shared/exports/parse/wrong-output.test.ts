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
    [
      'an error, on what to do',
      'aws: An error occurred (ExpiredToken) when calling the ListBuckets operation: x',
      'sign in again',
    ],
    [
      'an error that says there is none',
      'An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: x',
      'says that there is none',
    ],
    ['text without a heading', 'arn:aws:lambda:eu-west-1:111122223333:function:f\tf\tnodejs24.x\n', '--output json'],
    ['the command before its output', '$ aws ec2 describe-vpcs\n{"Vpcs": []}', 'keep what it printed'],
    [
      'the command before its output, in PowerShell',
      'PS C:\\Users\\me> aws ec2 describe-vpcs\n{}',
      'keep what it printed',
    ],
    ['a code block', '```json\n{}\n```', 'between its fences'],
    ['a web page', '<!DOCTYPE html><html></html>', 'a web page'],
    ['XML', '<?xml version="1.0"?><Error/>', 'is XML'],
    ['a message of the shell', 'zsh: command not found: aws\n', 'install the AWS CLI'],
    ['JSON that is cut off', '{"Vpcs": [{"VpcId": "vpc', 'it is cut off: run the command again'],
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
