import { createHmac, timingSafeEqual } from "node:crypto";
/**
 * Whether `signature` (the `X-Hub-Signature-256` header) was made with `secret` over exactly these bytes.
 * See https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
 */
export function isSigned(body, signature, secret) {
    const expected = Buffer.from(`sha256=${createHmac("sha256", secret).update(body).digest("hex")}`);
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
}
