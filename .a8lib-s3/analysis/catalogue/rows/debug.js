/** What waits for a person at a terminal. */
export const debugRows = [
    {
        id: "terminal",
        rule: "API001",
        check: "blocking-call",
        category: "debug",
        severity: "high",
        what: "a call that waits for somebody at a terminal",
        calls: [
            "{input,builtins.input}",
            "{breakpoint,builtins.breakpoint}",
            "getpass.getpass",
            "{pdb,ipdb,pudb}.set_trace",
        ],
        alternative: "logging, or removing the call",
        evidence: "seen",
    },
];
