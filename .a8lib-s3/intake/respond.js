/** How long a refused sender may go on talking before the line is cut, so that it gets to read the answer. */
const LINGER_MS = 1_000;
/** Answers with a fixed JSON body; what it says never depends on the request. */
export function respondJson(response, status, body) {
    const text = JSON.stringify(body);
    response.writeHead(status, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(text),
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    });
    response.end(text);
}
/** Answers, throws away what still comes, and closes the connection. */
export function respondAndClose(request, response, status, body) {
    const text = JSON.stringify(body);
    response.writeHead(status, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(text),
        connection: "close",
    });
    response.write(text);
    request.resume();
    const end = () => {
        clearTimeout(timer);
        response.end();
        request.destroy();
    };
    const timer = setTimeout(end, LINGER_MS);
    request.once("end", end);
    request.once("close", end);
}
