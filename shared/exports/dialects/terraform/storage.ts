import type { TerraformRow, TerraformRows } from './row.ts';

const bucketPart: TerraformRow = { type: 'AWS::S3::Bucket', ids: ['bucket'] };

/** What the provider parts a bucket into, each of which is the bucket's own in CloudFormation. */
export const storage: TerraformRows = {
  aws_efs_access_point: { type: 'AWS::EFS::AccessPoint' },
  aws_efs_file_system: { type: 'AWS::EFS::FileSystem' },
  aws_efs_mount_target: { type: 'AWS::EFS::MountTarget' },
  aws_s3_bucket: { type: 'AWS::S3::Bucket', ids: ['bucket', 'arn'] },
  aws_s3_bucket_accelerate_configuration: bucketPart,
  aws_s3_bucket_acl: bucketPart,
  aws_s3_bucket_cors_configuration: bucketPart,
  aws_s3_bucket_lifecycle_configuration: bucketPart,
  aws_s3_bucket_logging: bucketPart,
  aws_s3_bucket_notification: bucketPart,
  aws_s3_bucket_ownership_controls: bucketPart,
  aws_s3_bucket_policy: { type: 'AWS::S3::BucketPolicy', ids: ['bucket'] },
  aws_s3_bucket_public_access_block: bucketPart,
  aws_s3_bucket_server_side_encryption_configuration: bucketPart,
  aws_s3_bucket_versioning: bucketPart,
  aws_s3_bucket_website_configuration: bucketPart,
};
