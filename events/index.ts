import { ArtifactGenerated } from './artifact-generated.ts';
import { CellScanned } from './cell-scanned.ts';
import { InputsCollected } from './inputs-collected.ts';
import { InsightPostponed } from './insight-postponed.ts';
import { InsightWritten } from './insight-written.ts';
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
  InsightPostponed,
  JobSucceeded,
  JobFailed,
  InsightWritten,
  NotificationSent,
  JobArchived,
] as const;
