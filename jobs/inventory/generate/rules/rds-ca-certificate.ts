import { daysUntil, endOfDay, instant, isoDate } from '../days.ts';
import { textAt } from '../fields.ts';
import type { Rule } from './rule.ts';

/** Where the API does not say until when. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html */
const lastDays: Readonly<Record<string, string>> = { 'rds-ca-2015': '2020-03-05', 'rds-ca-2019': '2024-08-22' };

const warnDays = 90;

export const rdsCaCertificate: Rule = {
  id: 'rds-ca-certificate',
  finds: 'A database whose server certificate has expired or soon will',
  severity: 'medium',
  service: 'rds',
  types: ['AWS::RDS::DBInstance'],
  reads: ['DBInstances[].CACertificateIdentifier', 'DBInstances[].CertificateDetails.ValidTill'],
  page: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL-certificate-rotation.html',
  todo: 'Give the clients the new bundle, then aws rds modify-db-instance --ca-certificate-identifier rds-ca-rsa2048-g1.',
  check: (database, { now }) => {
    const authority = textAt(database, 'CACertificateIdentifier');
    const known = authority === undefined ? undefined : lastDays[authority];
    const validTill =
      instant(textAt(database, 'CertificateDetails', 'ValidTill')) ?? (known ? endOfDay(known) : undefined);
    if (!validTill) return undefined;
    const days = daysUntil(validTill, now);
    if (days > warnDays) return undefined;
    return {
      severity: days < 0 ? 'high' : 'medium',
      title:
        days < 0 ? 'Server certificate of the database has expired' : 'Server certificate of the database expires soon',
      why: `It is valid until ${isoDate(validTill)}: clients that check it ${days < 0 ? 'cannot' : 'will then not'} connect.`,
      evidence: { CACertificateIdentifier: authority ?? null, ValidTill: validTill.toISOString() },
      due: isoDate(validTill),
    };
  },
};
