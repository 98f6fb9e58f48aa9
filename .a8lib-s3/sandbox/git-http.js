/** Real `git clone` and `git push`: git's own HTTP backend, run as a CGI program. */
import { spawn } from "node:child_process";
import { botLogin } from "./accounts.js";
import { authenticate } from "./auth.js";
import { branches, gitEnvironment } from "./git.js";
import { followPush } from "./pulls.js";
import { findRepository, roleOf } from "./store.js";
import { exclusively } from "./world.js";
const GIT_PATH = /^\/([\w.-]+)\/([\w.-]+)\.git(\/(?:info\/refs|git-upload-pack|git-receive-pack|HEAD|objects\/.*))$/;
/** True when the request is git's; it is answered then. */
export async function serveGit(world, request, response) {
    const url = new URL(request.url ?? "/", world.url);
    const [, owner, name, rest] = GIT_PATH.exec(url.pathname) ?? [];
    if (owner === undefined || name === undefined || rest === undefined)
        return false;
    const repository = findRepository(world.state, owner, name);
    if (!repository) {
        response.writeHead(404).end("Repository not found\n");
        return true;
    }
    const pushes = rest === "/git-receive-pack";
    const run = () => runBackend(request, response, repository, rest, url.search.slice(1));
    if (!pushes) {
        await run();
        response.end();
        return true;
    }
    await exclusively(world, repository.id, async () => {
        const before = await branches(repository.gitDir);
        await run();
        // git returns when the answer ends; whoever pushed may rely on the pull request having followed.
        await followPush(world, repository, before, pusher(world, request, repository));
        response.end();
    });
    return true;
}
/**
 * Who pushes. Anybody on this machine may: the sandbox listens on loopback only, and a newcomer trying the demo has
 * no password. A known user name or token is used; else the push is the first writer's.
 */
function pusher(world, request, repository) {
    const [scheme, value = ""] = (request.headers.authorization ?? "").split(" ");
    if (scheme?.toLowerCase() === "basic") {
        const [user = "", password = ""] = Buffer.from(value, "base64").toString("utf8").split(":");
        const credentials = world.state.tokens.has(password) ? authenticate(world, `token ${password}`) : undefined;
        if (credentials?.kind === "user")
            return credentials.login;
        if (credentials?.kind === "installation")
            return botLogin(world.state);
        const account = world.state.accounts.get(user.toLowerCase());
        if (account)
            return account.login;
    }
    const writers = [...repository.roles.keys()].filter((login) => ["admin", "maintain", "write"].includes(roleOf(repository, login)));
    return world.state.accounts.get(writers[0] ?? "")?.login ?? repository.owner;
}
/** Writes the backend's answer without ending it. */
async function runBackend(request, response, repository, rest, query) {
    const environment = {
        ...gitEnvironment(),
        GIT_PROJECT_ROOT: repository.gitDir,
        GIT_HTTP_EXPORT_ALL: "1",
        PATH_INFO: rest,
        QUERY_STRING: query,
        REQUEST_METHOD: request.method ?? "GET",
        CONTENT_TYPE: request.headers["content-type"] ?? "",
        CONTENT_LENGTH: request.headers["content-length"],
        HTTP_CONTENT_ENCODING: request.headers["content-encoding"],
        GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
        REMOTE_USER: "sandbox",
        REMOTE_ADDR: "127.0.0.1",
    };
    const backend = spawn("git", ["http-backend"], { env: environment });
    request.pipe(backend.stdin);
    // A client that hangs up early is no failure of the backend.
    backend.stdin.on("error", () => request.unpipe(backend.stdin));
    await new Promise((fulfil, reject) => {
        let head = Buffer.alloc(0);
        backend.stdout.on("data", (chunk) => {
            if (head === undefined) {
                response.write(chunk);
                return;
            }
            head = Buffer.concat([head, chunk]);
            const end = head.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            writeHead(response, head.subarray(0, end).toString("latin1"));
            response.write(head.subarray(end + 4));
            head = undefined;
        });
        backend.on("error", reject);
        backend.on("close", () => {
            if (head !== undefined)
                response.writeHead(500);
            fulfil();
        });
    });
}
function writeHead(response, head) {
    let status = 200;
    for (const line of head.split("\r\n")) {
        const colon = line.indexOf(":");
        const name = line.slice(0, colon);
        const value = line.slice(colon + 1).trim();
        if (name.toLowerCase() === "status")
            status = Number.parseInt(value, 10);
        else
            response.setHeader(name, value);
    }
    response.writeHead(status);
}
