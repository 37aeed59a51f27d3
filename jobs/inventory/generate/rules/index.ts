import { ebsGp2 } from './ebs-gp2.ts';
import { ebsSnapshotOrphan } from './ebs-snapshot-orphan.ts';
import { ebsUnattached } from './ebs-unattached.ts';
import { ebsUnencrypted } from './ebs-unencrypted.ts';
import { ec2AdminPortOpen } from './ec2-admin-port-open.ts';
import { ec2DatabasePortOpen } from './ec2-database-port-open.ts';
import { ec2Image } from './ec2-image.ts';
import { ec2Imdsv2 } from './ec2-imdsv2.ts';
import { ec2PreviousGeneration } from './ec2-previous-generation.ts';
import { ec2Stopped } from './ec2-stopped.ts';
import { eipIdle } from './eip-idle.ts';
import { eksLogs } from './eks-logs.ts';
import { eksPublicEndpoint } from './eks-public-endpoint.ts';
import { eksSecrets } from './eks-secrets.ts';
import { eksExtendedSupport, eksSupportEnds } from './eks-support.ts';
import { lambdaDeadLetters } from './lambda-dead-letters.ts';
import { lambdaPublicUrl } from './lambda-public-url.ts';
import { lambdaRuntimeDeprecated, lambdaRuntimeEnds } from './lambda-runtime.ts';
import { lambdaSecrets } from './lambda-secrets.ts';
import { lambdaTimeout } from './lambda-timeout.ts';
import { rdsBackups } from './rds-backups.ts';
import { rdsCaCertificate } from './rds-ca-certificate.ts';
import { rdsDeletionProtection } from './rds-deletion-protection.ts';
import { rdsExtendedSupport } from './rds-extended-support.ts';
import { rdsPublic } from './rds-public.ts';
import { rdsSingleAz } from './rds-single-az.ts';
import { rdsStopped } from './rds-stopped.ts';
import { rdsSupportEnds } from './rds-support-ends.ts';
import { rdsUnencrypted } from './rds-unencrypted.ts';
import type { Rule } from './rule.ts';
import { s3Lifecycle } from './s3-lifecycle.ts';
import { s3Public } from './s3-public.ts';
import { s3PublicAccessBlock } from './s3-public-access-block.ts';
import { s3TlsOnly } from './s3-tls-only.ts';
import { s3Versioning } from './s3-versioning.ts';
import { untagged } from './untagged.ts';

/** Every rule of the inventory. A new one is a file in this folder and a row here. */
export const rules: readonly Rule[] = [
  ec2Stopped,
  ec2Imdsv2,
  ec2Image,
  ec2PreviousGeneration,
  ec2AdminPortOpen,
  ec2DatabasePortOpen,
  ebsUnattached,
  ebsGp2,
  ebsUnencrypted,
  ebsSnapshotOrphan,
  eipIdle,
  rdsExtendedSupport,
  rdsSupportEnds,
  rdsPublic,
  rdsUnencrypted,
  rdsBackups,
  rdsDeletionProtection,
  rdsSingleAz,
  rdsCaCertificate,
  rdsStopped,
  lambdaRuntimeDeprecated,
  lambdaRuntimeEnds,
  lambdaPublicUrl,
  lambdaSecrets,
  lambdaDeadLetters,
  lambdaTimeout,
  s3Public,
  s3PublicAccessBlock,
  s3Lifecycle,
  s3Versioning,
  s3TlsOnly,
  eksExtendedSupport,
  eksSupportEnds,
  eksPublicEndpoint,
  eksLogs,
  eksSecrets,
  untagged,
];
