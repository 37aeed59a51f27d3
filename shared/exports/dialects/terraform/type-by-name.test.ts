import { typeOfProviderName } from './type-by-name.ts';

describe("a resource of Terraform's provider that no table knows", () => {
  it.each([
    ['aws_dms_endpoint', 'AWS::DMS::Endpoint'],
    ['aws_emr_cluster', 'AWS::EMR::Cluster'],
    ['aws_codepipeline', 'AWS::CodePipeline::Pipeline'],
    ['aws_config_config_rule', 'AWS::Config::ConfigRule'],
    ['aws_cloudwatch_query_definition', 'AWS::Logs::QueryDefinition'],
    ['aws_vpc_endpoint_service', 'AWS::EC2::VPCEndpointService'],
  ])('%s is known by its name: %s', (name, type) => {
    expect(typeOfProviderName(name)).toBe(type);
  });

  it('stays unknown where CloudFormation has nothing of that name', () => {
    expect(typeOfProviderName('aws_iam_account_password_policy')).toBeUndefined();
    expect(typeOfProviderName('aws___proto__')).toBeUndefined();
  });
});
