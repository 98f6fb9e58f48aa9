/** Who is asking: the App with its signed token, an installation, a person, or nobody. */
import { randomBytes, verify } from "node:crypto";
import { z } from "zod";
import { botLogin } from "./accounts.js";
import { ApiError } from "./api-error.js";
/** Installation tokens live one hour (docs.github.com, "Generating an installation access token"). */
const TOKEN_LIFETIME_MS = 60 * 60 * 1000;
/** An App's own token may be valid for at most this many seconds. */
const MAX_JWT_SECONDS = 10 * 60;
const jwtHeader = z.object({ alg: z.literal("RS256") });
const jwtClaims = z.object({
    iss: z.union([z.string(), z.number()]),
    iat: z.number().int(),
    exp: z.number().int(),
});
/** Reads the `Authorization` header. Throws the API's 401 for what is malformed, expired or unknown. */
export function authenticate(world, header) {
    if (!header)
        return { kind: "anonymous" };
    const [scheme = "", token = ""] = header.trim().split(/\s+/, 2);
    if (!/^(token|bearer)$/i.test(scheme))
        return { kind: "anonymous" };
    if (token.split(".").length === 3)
        return verifyAppToken(world, token);
    const credentials = world.state.tokens.get(token);
    if (!credentials || isExpired(world, credentials))
        throw new ApiError(401, "Bad credentials");
    return credentials;
}
function isExpired(world, credentials) {
    return credentials.kind === "installation" && credentials.expiresAt <= world.now().getTime();
}
function verifyAppToken(world, token) {
    const { app } = world.state;
    const [head = "", body = "", signature = ""] = token.split(".");
    const signed = verify("RSA-SHA256", Buffer.from(`${head}.${body}`), app.publicKey, Buffer.from(signature, "base64url"));
    const claims = jwtClaims.safeParse(decodeJson(body));
    if (!signed || !jwtHeader.safeParse(decodeJson(head)).success || !claims.success) {
        throw new ApiError(401, "A JSON web token could not be decoded");
    }
    const { iss, iat, exp } = claims.data;
    if (String(iss) !== String(app.id) && iss !== app.clientId)
        throw new ApiError(404, "Integration not found");
    const now = Math.floor(world.now().getTime() / 1000);
    if (exp > now + MAX_JWT_SECONDS || exp - iat > MAX_JWT_SECONDS + 60) {
        throw new ApiError(401, "'Expiration time' claim ('exp') is too far in the future");
    }
    if (exp <= now) {
        throw new ApiError(401, "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires");
    }
    if (iat > now) {
        throw new ApiError(401, "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued");
    }
    return { kind: "app" };
}
function decodeJson(part) {
    try {
        return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    }
    catch (error) {
        if (error instanceof SyntaxError)
            return undefined;
        throw error;
    }
}
/** A fresh token of an installation, narrowed as asked. */
export function issueInstallationToken(world, narrowed) {
    const expiresAt = new Date(world.now().getTime() + TOKEN_LIFETIME_MS);
    const token = `ghs_${randomBytes(18).toString("hex")}`;
    world.state.tokens.set(token, { kind: "installation", ...narrowed, expiresAt: expiresAt.getTime() });
    return { token, expiresAt };
}
/** A personal token. */
export function issueUserToken(state, login) {
    const token = `ghp_${randomBytes(18).toString("hex")}`;
    state.tokens.set(token, { kind: "user", login });
    return token;
}
/** The login that appears as the author of what these credentials write. */
export function actorLogin(state, credentials) {
    switch (credentials.kind) {
        case "user":
            return credentials.login;
        case "app":
        case "installation":
            return botLogin(state);
        case "anonymous":
            throw new ApiError(401, "Requires authentication");
    }
}
/** The same for the record of requests. */
export function describeActor(credentials) {
    if (credentials.kind === "user")
        return credentials.login;
    if (credentials.kind === "installation")
        return `installation:${credentials.installationId}`;
    return credentials.kind;
}
