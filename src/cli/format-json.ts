import type { Analysis, Finding } from "../engine/finding.ts";
import { visibleJson } from "./visible.ts";

/** The analysis as JSON, version 1: fields may be added, never renamed or reordered for taste. */
export function formatJson(analysis: Analysis): string {
  const document = {
    version: 1,
    findings: analysis.findings.map(jsonFinding),
    unread: analysis.unread.map(({ path, reason }) => ({ path, reason })),
    failures: analysis.failures.map(({ rule, check, message }) => ({ rule, check, message })),
    summary: {
      files: analysis.summary.files,
      routes: analysis.summary.routes,
      questions: analysis.summary.questions,
    },
  };
  return `${visibleJson(JSON.stringify(document, null, 2))}\n`;
}

/** Names every field, so that nothing internal slips into a format that other tools rely on. */
function jsonFinding(finding: Finding): Finding {
  const { suggestion } = finding;
  return {
    rule: finding.rule,
    check: finding.check,
    path: finding.path,
    line: finding.line,
    column: finding.column,
    endLine: finding.endLine,
    endColumn: finding.endColumn,
    severity: finding.severity,
    confidence: finding.confidence,
    placement: finding.placement,
    symbol: finding.symbol,
    question: finding.question,
    evidence: finding.evidence.map(({ path, line, text, note, role }) => ({
      path,
      line,
      text,
      note,
      ...(role === undefined ? {} : { role }),
    })),
    searched: finding.searched,
    suggestion:
      suggestion === null
        ? null
        : { startLine: suggestion.startLine, endLine: suggestion.endLine, replacement: suggestion.replacement },
    fingerprint: finding.fingerprint,
    ...(finding.askedOf === undefined ? {} : { askedOf: finding.askedOf }),
  };
}
