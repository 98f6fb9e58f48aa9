import type { Finding } from "../../src/engine/finding.ts";
import type { LinkBase } from "../../src/wording/links.ts";
import type { RuleNotes } from "../../src/wording/rule-note.ts";

/** A finding as the rules make them, with changes. */
export function findingWith(changes: Partial<Finding> = {}): Finding {
  return {
    rule: "API006",
    check: "blocking-client",
    path: "app/billing.py",
    line: 12,
    column: 5,
    endLine: 12,
    endColumn: 30,
    severity: "high",
    confidence: "certain",
    placement: "inline",
    symbol: "app.billing.create",
    question:
      "`create` calls `requests.post`, which waits for the network on the event loop. Would `httpx.AsyncClient` fit here?",
    evidence: [
      { path: "app/billing.py", line: 12, text: "charge(order)", note: "called here" },
      { path: "app/gateway.py", line: 40, text: "requests.post(url)", note: "the blocking call" },
    ],
    searched: [],
    suggestion: null,
    fingerprint: "fp-1",
    ...changes,
  };
}

export const links: LinkBase = {
  webUrl: "https://github.example",
  owner: "acme",
  repo: "shop",
  headSha: "0123456789abcdef0123456789abcdef01234567",
  rulesUrl: "https://maestro.example/rules",
};

export const rules: RuleNotes = new Map([
  [
    "API006",
    {
      id: "API006",
      title: "Outbound HTTP from async code",
      checks: [
        { name: "blocking-client", asks: "a blocking HTTP client on the event loop" },
        { name: "no-timeout", asks: "a request without a time-out" },
      ],
      why: "A blocking client stops the event loop, so every other request waits for it.",
      references: [{ title: "FastAPI: Concurrency", url: "https://fastapi.tiangolo.com/async/" }],
    },
  ],
]);
