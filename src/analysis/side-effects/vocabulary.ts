/** What follow-up work is about, each word in its singular. Words that belong together share one stem. */
const NOUNS: ReadonlyMap<string, string> = new Map(
  [
    "email mail mailer newsletter",
    "invitation invite",
    "receipt",
    "sms",
    "whatsapp",
    "push",
    "notification notify notifier",
    "alert",
    "pager pagerduty opsgenie",
    "webhook hook",
    "slack",
    "discord",
    "telegram",
    "team mattermost",
    "zapier",
    "analytic telemetry usage metric event tracking mixpanel amplitude posthog segment heap",
    "klaviyo customerio intercom hubspot crm",
    "audit activity changelog",
    "sentry rollbar bugsnag",
    "thumbnail preview transcode",
    "reindex embedding",
    "digest report",
  ].flatMap((line) => {
    const words = line.split(" ");
    return words.map((word): [string, string] => [word, words[0] ?? word]);
  }),
);

/** Calls that begin like this do something that the caller needs done. */
const STOPS = new Set(
  (
    "verify validate assert check ensure require authorize get list fetch load read find count delete remove insert create update " +
    "upsert store save set add dismiss mark enqueue queue schedule register unregister render build format parse is has can test clear reset " +
    "upload download seed process handle subscribe unsubscribe accept confirm setup init configure connect wait retry search query"
  ).split(" "),
);

/** Handlers and paths with these words exist to do just that. */
const PURPOSES = new Set(
  "send resend notify trigger publish broadcast dispatch test invite ping forward sync share deliver emit announce".split(
    " ",
  ),
);

/** `sendWelcomeEmail`, `send_welcome_email`: the words, in lower case and singular. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "")
    .map((word) => (word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word));
}

/** The topics of follow-up work that words name. */
export function topicsOf(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.flatMap((word, position) => (isPlainData(words, position) ? [] : (NOUNS.get(word) ?? []))));
}

/** An email address is no email. */
function isPlainData(words: readonly string[], position: number): boolean {
  return /^e?mail$/.test(words[position] ?? "") && /^addresse?$/.test(words[position + 1] ?? "");
}

/** Whether a call of this name does work whose result the caller needs. */
export function isStopped(words: readonly string[]): boolean {
  return STOPS.has(words[0] ?? "");
}

/** Whether sending is what something of this name is for. */
export function isPurpose(words: readonly string[]): boolean {
  return words.some((word) => PURPOSES.has(word));
}
