const STEADY = { rule: "API001", check: "blocking-call", category: "ai", severity: "high" };
/** Speech to text and back. */
export const speechRows = [
    {
        id: "deepgram",
        ...STEADY,
        what: "a synchronous Deepgram client",
        types: ["deepgram.DeepgramClient"],
        methods: ["analyze_text", "transcribe_file", "transcribe_url"],
        // `listen.asyncrest` and `listen.asyncwebsocket` of the same client are awaited.
        gives: {
            asyncrest: "deepgram-async",
            asyncprerecorded: "deepgram-async",
            asyncwebsocket: "deepgram-async",
            asynclive: "deepgram-async",
        },
        chain: true,
        alternative: "`client.listen.asyncrest`, or `deepgram.AsyncDeepgramClient`",
        evidence: "known",
    },
    {
        id: "deepgram-async",
        ...STEADY,
        severity: "none",
        what: "an asynchronous Deepgram client",
        types: ["deepgram.AsyncDeepgramClient"],
        alternative: "`deepgram.AsyncDeepgramClient`",
        evidence: "known",
    },
    {
        id: "assemblyai",
        ...STEADY,
        what: "a synchronous AssemblyAI transcriber",
        types: ["assemblyai.Transcriber"],
        methods: ["transcribe", "transcribe_group"],
        alternative: "`submit`, and a webhook for the result",
        evidence: "known",
    },
];
