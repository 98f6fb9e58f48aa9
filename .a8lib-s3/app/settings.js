import { availableParallelism } from "node:os";
import { z } from "zod";
import { ConfigError } from "../errors.js";
import { readPrivateKey } from "./private-key.js";
const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];
const SHORTEST_SECRET = 16;
const variables = z.object({
    APP_ID: z
        .string({ error: "APP_ID is not set. It is the number on the App's settings page." })
        .regex(/^[1-9]\d{0,15}$/, { error: "APP_ID is not a number. It is the number on the App's settings page." }),
    WEBHOOK_SECRET: z
        .string({ error: "WEBHOOK_SECRET is not set. It must be the secret that the App's settings page holds." })
        .refine((secret) => secret !== "development", {
        error: "WEBHOOK_SECRET is `development`, which everyone knows. Choose a random one.",
    })
        .refine((secret) => secret === "development" || secret.length >= SHORTEST_SECRET, {
        error: `WEBHOOK_SECRET is shorter than ${SHORTEST_SECRET} characters. Choose a longer, random one.`,
    }),
    GHE_HOST: z
        .string()
        .regex(/^[\w.-]+(:\d+)?$/, { error: "GHE_HOST must be a host name, with a port if need be, and nothing else." })
        .optional(),
    GHE_PROTOCOL: z.enum(["http", "https"], { error: "GHE_PROTOCOL must be `http` or `https`." }).default("https"),
    PORT: z
        .string()
        .regex(/^\d{1,5}$/, { error: "PORT must be a number from 0 to 65535." })
        .refine((port) => Number(port) <= 65_535, { error: "PORT must be a number from 0 to 65535." })
        .default("3000"),
    HOST: z.string().default("localhost"),
    WEBHOOK_PATH: z
        .string()
        .regex(/^\/[\w./-]*$/, { error: "WEBHOOK_PATH must start with `/`." })
        .default("/api/github/webhooks"),
    MAESTRO_DATA_DIR: z.string().default("./data"),
    MAESTRO_URL: z.url({ protocol: /^https?$/, error: "MAESTRO_URL must be an http or https address." }).optional(),
    LOG_LEVEL: z.enum(LOG_LEVELS, { error: `LOG_LEVEL must be one of ${LOG_LEVELS.join(", ")}.` }).default("info"),
    LOG_FORMAT: z.enum(["json", "pretty"], { error: "LOG_FORMAT must be `json` or `pretty`." }).default("json"),
});
/**
 * Reads the settings from the environment.
 *
 * Throws `ConfigError` with one sentence per problem; a variable that is set to nothing counts as not set.
 */
export function loadSettings(env) {
    const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
    const parsed = variables.safeParse(given);
    const key = readPrivateKey(given);
    const problems = parsed.success ? [] : [...new Set(parsed.error.issues.map((issue) => issue.message))];
    if ("problem" in key) {
        problems.push(key.problem);
    }
    if (!parsed.success || "problem" in key) {
        throw new ConfigError(problems);
    }
    return toSettings(parsed.data, key.pem);
}
function toSettings(values, privateKey) {
    return {
        app: { id: Number(values.APP_ID), privateKey, webhookSecret: values.WEBHOOK_SECRET },
        github: githubUrls(values.GHE_HOST, values.GHE_PROTOCOL),
        http: {
            host: values.HOST,
            port: Number(values.PORT),
            webhookPath: values.WEBHOOK_PATH,
            publicUrl: values.MAESTRO_URL?.replace(/\/+$/, ""),
        },
        log: { level: values.LOG_LEVEL, format: values.LOG_FORMAT },
        jobs: defaultJobSettings(),
        dataDir: values.MAESTRO_DATA_DIR,
    };
}
/** GitHub Enterprise Server serves REST below `/api/v3`: https://docs.github.com/enterprise-server/rest/enterprise-admin */
function githubUrls(host, protocol) {
    if (host === undefined) {
        return { apiUrl: "https://api.github.com", webUrl: "https://github.com" };
    }
    return { apiUrl: `${protocol}://${host}/api/v3`, webUrl: `${protocol}://${host}` };
}
/** What suits production: a short wait after pushes, five tries within half an hour. */
export function defaultJobSettings() {
    return {
        workers: Math.max(2, availableParallelism()),
        debounceMs: 2_000,
        maxDebounceMs: 10_000,
        retryDelaysMs: [5_000, 30_000, 120_000, 600_000],
        settleMs: 5_000,
        requestTimeoutMs: 60_000,
        drainMs: 25_000,
    };
}
