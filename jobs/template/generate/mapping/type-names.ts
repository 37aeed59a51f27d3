import type { ExportedResource } from '#shared/exports/resource.ts';

/**
 * AWS Config's name of a resource type where CloudFormation has another (its AWS::IAM::Policy is a managed policy).
 * https://docs.aws.amazon.com/config/latest/developerguide/resource-config-reference.html
 */
const configNames: Readonly<Record<string, string>> = {
  'AWS::ACM::Certificate': 'AWS::CertificateManager::Certificate',
  'AWS::IAM::Policy': 'AWS::IAM::ManagedPolicy',
};

/** The CloudFormation name of a resource's type. */
export const typeNamed = (type: string, dialect: ExportedResource['dialect']): string =>
  (dialect === 'aws-config' && Object.hasOwn(configNames, type) ? configNames[type] : undefined) ?? type;
