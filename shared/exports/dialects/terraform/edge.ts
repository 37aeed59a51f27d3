import type { TerraformRows } from './row.ts';

const rest = (name: string) => ({ type: `AWS::ApiGateway::${name}` });
const http = (name: string) => ({ type: `AWS::ApiGatewayV2::${name}` });

export const edge: TerraformRows = {
  aws_api_gateway_api_key: rest('ApiKey'),
  aws_api_gateway_authorizer: rest('Authorizer'),
  aws_api_gateway_deployment: rest('Deployment'),
  aws_api_gateway_integration: { ...rest('Method'), ids: ['id'] },
  aws_api_gateway_method: { ...rest('Method'), ids: ['id'] },
  aws_api_gateway_resource: rest('Resource'),
  aws_api_gateway_rest_api: rest('RestApi'),
  aws_api_gateway_stage: { ...rest('Stage'), ids: ['id'] },
  aws_apigatewayv2_api: { ...http('Api'), ids: ['id', 'api_endpoint'] },
  aws_apigatewayv2_authorizer: http('Authorizer'),
  aws_apigatewayv2_integration: http('Integration'),
  aws_apigatewayv2_route: http('Route'),
  aws_apigatewayv2_stage: { ...http('Stage'), ids: ['arn'] },
  aws_cloudfront_distribution: { type: 'AWS::CloudFront::Distribution', ids: ['id', 'arn', 'domain_name'] },
  aws_cloudfront_origin_access_control: { type: 'AWS::CloudFront::OriginAccessControl' },
  aws_cloudfront_origin_access_identity: {
    type: 'AWS::CloudFront::CloudFrontOriginAccessIdentity',
    ids: ['id', 'iam_arn', 's3_canonical_user_id'],
  },
  aws_route53_record: { type: 'AWS::Route53::RecordSet', ids: ['id'] },
  aws_route53_zone: { type: 'AWS::Route53::HostedZone', ids: ['zone_id', 'id'] },
  aws_wafv2_ip_set: { type: 'AWS::WAFv2::IPSet', ids: ['arn'] },
  aws_wafv2_web_acl: { type: 'AWS::WAFv2::WebACL', ids: ['arn'] },
};
