import { ArtifactGenerated } from './artifact-generated.ts';
import { CellScanned } from './cell-scanned.ts';
import { InputsCollected } from './inputs-collected.ts';
import { JobArchived } from './job-archived.ts';
import { JobFailed } from './job-failed.ts';
import { JobRequested } from './job-requested.ts';
import { JobSucceeded } from './job-succeeded.ts';
import { NotificationSent } from './notification-sent.ts';
import { ScanCellRequested } from './scan-cell-requested.ts';

/** The event catalogue: every event on the bus. */
export const catalogue = [
  JobRequested,
  ScanCellRequested,
  CellScanned,
  InputsCollected,
  ArtifactGenerated,
  JobSucceeded,
  JobFailed,
  NotificationSent,
  JobArchived,
] as const;
