import type { Finding } from "../../src/engine/finding.ts";

/** A finding as tests need it: plausible everywhere, with what matters set by the test. */
export function aFinding(set: Partial<Finding> = {}): Finding {
  return {
    rule: "API006",
    check: "blocking-client",
    path: "app/main.py",
    line: 7,
    column: 5,
    endLine: 7,
    endColumn: 30,
    severity: "high",
    confidence: "certain",
    placement: "inline",
    symbol: "app.main.read",
    question: "`requests.get` waits for the network inside `async def read`. Would an async client fit here?",
    evidence: [{ path: "app/main.py", line: 7, text: "requests.get(url)", note: "the blocking call" }],
    searched: [],
    suggestion: null,
    fingerprint: "f1",
    ...set,
  };
}
