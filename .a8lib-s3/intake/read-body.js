/** GitHub sends no payload above 25 MB: https://docs.github.com/webhooks/webhook-events-and-payloads#payload-cap */
export const MAX_BODY_BYTES = 25 * 1024 * 1024;
/**
 * The request's whole body, or `"too-large"` as soon as more than `limit` bytes were announced or have come.
 * Never holds more than `limit` bytes. Rejects when the client hangs up.
 */
export async function readBody(request, limit = MAX_BODY_BYTES) {
    if (Number(request.headers["content-length"] ?? 0) > limit) {
        return "too-large";
    }
    return new Promise((resolve, reject) => {
        const chunks = [];
        let size = 0;
        const onData = (chunk) => {
            size += chunk.length;
            if (size > limit) {
                request.off("data", onData);
                chunks.length = 0;
                resolve("too-large");
            }
            else {
                chunks.push(chunk);
            }
        };
        request.on("data", onData);
        request.once("end", () => resolve(Buffer.concat(chunks)));
        request.once("error", reject);
        request.once("close", () => reject(new Error("The client hung up.")));
    });
}
