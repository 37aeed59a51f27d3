import type { Finding, FindingsReport } from '#schemas/findings.ts';
import { isError, rank } from './diagnostic.ts';

type ModelReport = NonNullable<FindingsReport['model']>;

/** What a model did for several templates, as one account. */
const modelOf = (reports: readonly ModelReport[]): ModelReport | undefined => {
  const [first] = reports;
  if (!first) return undefined;
  const sum = (of: (report: ModelReport) => number) => reports.reduce((total, report) => total + of(report), 0);
  const stopped = reports.find((report) => report.stopped !== undefined)?.stopped;
  return {
    rounds: Math.max(...reports.map(({ rounds }) => rounds)),
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    costUsd: Number(sum(({ costUsd }) => costUsd).toFixed(6)),
    pricesAsOf: first.pricesAsOf,
    kept: reports.flatMap(({ kept }) => kept),
    refused: reports.flatMap(({ refused }) => refused),
    ...(stopped !== undefined && { stopped }),
  };
};

const verdictOf = (reports: readonly FindingsReport[], found: readonly Finding[]): FindingsReport['verdict'] => {
  if (found.some(isError) || reports.some(({ verdict }) => verdict === 'invalid')) return 'invalid';
  return reports.some(({ verdict }) => verdict === 'incomplete') ? 'incomplete' : 'valid';
};

/** The reports of several templates as one, as bad as the worst of them; `found` is what was said of all of them together. */
export const combined = (reports: readonly FindingsReport[], found: readonly Finding[]): FindingsReport => {
  const [first, ...others] = reports;
  if (!first) throw new TypeError('There is no report to combine');
  if (others.length === 0 && found.length === 0) return first;
  const open = [...reports.flatMap(({ findings }) => findings.filter(({ fix }) => !fix)), ...found];
  const fixed = reports.flatMap(({ findings }) => findings.filter(({ fix }) => fix));
  const count = (severity: Finding['severity']) => open.filter((finding) => finding.severity === severity).length;
  const model = modelOf(reports.flatMap((report) => report.model ?? []));
  return {
    verdict: verdictOf(reports, found),
    engine: first.engine,
    counts: {
      fatal: count('FATAL'),
      error: count('ERROR'),
      warn: count('WARN'),
      info: count('INFO'),
      fixed: fixed.length,
    },
    findings: [...open.toSorted((a, b) => rank(a.severity) - rank(b.severity)), ...fixed],
    ...(model && { model }),
  };
};
