/** What people do on the platform, as functions for tests, the demo and the pages. */
import { join } from "node:path";
import { ensureAccount } from "./accounts.js";
import { issueUserToken } from "./auth.js";
import { addIssueComment } from "./comments.js";
import { redeliver } from "./deliveries.js";
import { checkRunChanged, pullChanged } from "./events.js";
import { borrowObjects, branches, commitFiles, createBareRepository, resolveCommit, resolveCommitIn, updateRef, } from "./git.js";
import { createMaintainers } from "./maintainers.js";
import { openPull, followPush, setPullState } from "./pulls.js";
import { replyInThread, setResolved } from "./reviews.js";
import { setDraft } from "./routes/pulls.js";
import { findRepository, nextId, nodeId } from "./store.js";
import { announce, clock, exclusively } from "./world.js";
const FIRST_COMMIT = "Start";
/** The programmatic interface over a running world. Methods reject with a plain error for what does not exist. */
export function createPeople(world) {
    const at = (name) => repositoryNamed(world, name);
    const pullAt = (name) => pullNamed(world, name);
    return {
        addUser: (login, role) => {
            ensureAccount(world.state, login);
            if (role)
                at(role.on).roles.set(login.toLowerCase(), role.role);
        },
        tokenFor: (login) => issueUserToken(world.state, ensureAccount(world.state, login).login),
        createRepository: async (options) => await createRepository(world, options),
        fork: async (parent, owner) => await fork(world, at(parent), owner),
        pushFiles: async (options) => await pushFiles(world, at(options), options),
        openPullRequest: async (options) => await openFromBranch(world, at(options), options),
        updatePullRequest: async (options) => {
            const { repository, pull } = pullAt(options);
            await updatePull(world, repository, pull, options);
        },
        comment: async (options) => {
            const { repository, pull } = pullAt(options);
            ensureAccount(world.state, options.author);
            return await Promise.resolve(addIssueComment(world, repository, pull, options.author, options.body).id);
        },
        replyInThread: async (options) => {
            const { repository, pull } = pullAt(options);
            const thread = pull.threads.find((one) => one.comments.some((comment) => comment.id === options.commentId));
            if (!thread)
                throw new Error(`no review comment ${options.commentId}`);
            ensureAccount(world.state, options.author);
            return await Promise.resolve(replyInThread(world, repository, pull, thread, options.author, options.body).id);
        },
        resolveThread: async (options) => {
            const { repository, pull } = pullAt(options);
            const thread = pull.threads.find((one) => one.nodeId === options.threadId);
            if (!thread)
                throw new Error(`no review thread ${options.threadId}`);
            await Promise.resolve(setResolved(world, repository, pull, thread, options.actor, options.resolved));
        },
        rerequestCheck: async (options) => {
            const repository = at(options);
            const run = repository.checkRuns.find((one) => one.id === options.checkRunId);
            if (!run)
                throw new Error(`no check run ${options.checkRunId}`);
            await Promise.resolve(checkRunChanged(world, repository, run, options.actor, "rerequested"));
        },
        ...createMaintainers(world, at, pullAt),
        redeliver: async (deliveryId) => {
            const delivery = world.state.deliveries.find((one) => one.id === deliveryId);
            if (!delivery)
                throw new Error(`no delivery ${deliveryId}`);
            await Promise.resolve(redeliver(world, delivery));
        },
    };
}
function repositoryNamed(world, name) {
    const repository = findRepository(world.state, name.owner, name.repo);
    if (!repository)
        throw new Error(`no repository ${name.owner}/${name.repo}`);
    return repository;
}
function pullNamed(world, name) {
    const repository = repositoryNamed(world, name);
    const pull = repository.pulls.get(name.number);
    if (!pull)
        throw new Error(`no pull request ${name.owner}/${name.repo}#${name.number}`);
    return { repository, pull };
}
async function createRepository(world, options) {
    const repository = await register(world, options, undefined);
    if (options.fromGitRepository) {
        const { path, branches: wanted } = options.fromGitRepository;
        await borrowObjects(repository.gitDir, path);
        for (const [branch, commitish] of Object.entries(wanted)) {
            await updateRef(repository.gitDir, `refs/heads/${branch}`, await resolveCommitIn(path, commitish));
        }
    }
    else {
        await commitFiles(repository.gitDir, {
            branch: repository.defaultBranch,
            parent: undefined,
            files: options.files ?? { "README.md": `# ${options.name}\n` },
            message: FIRST_COMMIT,
            ...identity(world, repository.owner),
        });
    }
    if (options.installApp !== false)
        install(world, repository);
    announce(world, "repository");
    return repository;
}
async function register(world, options, parent) {
    if (findRepository(world.state, options.owner, options.name)) {
        throw new Error(`${options.owner}/${options.name} exists already`);
    }
    const owner = ensureAccount(world.state, options.owner, "Organization");
    const id = nextId(world.state);
    const now = clock(world);
    const repository = {
        id,
        nodeId: nodeId("R", id),
        owner: owner.login,
        name: options.name,
        private: options.private ?? false,
        defaultBranch: options.defaultBranch ?? "main",
        createdAt: now,
        gitDir: join(world.root, owner.login, `${options.name}.git`),
        parent,
        roles: new Map(owner.type === "User" ? [[owner.login.toLowerCase(), "admin"]] : []),
        pulls: new Map(),
        checkSuites: [],
        checkRuns: [],
        archived: false,
        pushedAt: now,
    };
    await createBareRepository(repository.gitDir, repository.defaultBranch);
    world.state.repositories.set(`${owner.login}/${options.name}`.toLowerCase(), repository);
    return repository;
}
function install(world, repository) {
    const known = [...world.state.installations.values()].find((one) => one.account === repository.owner);
    if (known) {
        known.repositories.add(repository.id);
        return;
    }
    const id = nextId(world.state);
    world.state.installations.set(id, {
        id,
        account: repository.owner,
        createdAt: clock(world),
        repositories: new Set([repository.id]),
        permissions: world.state.app.permissions,
        suspended: false,
    });
}
async function fork(world, parent, owner) {
    ensureAccount(world.state, owner);
    const options = { owner, name: parent.name, private: parent.private, defaultBranch: parent.defaultBranch };
    const copy = await register(world, options, `${parent.owner}/${parent.name}`);
    await borrowObjects(copy.gitDir, parent.gitDir);
    for (const [branch, sha] of await branches(parent.gitDir)) {
        await updateRef(copy.gitDir, `refs/heads/${branch}`, sha);
    }
    announce(world, "repository");
    return copy;
}
function identity(world, login) {
    return { authorName: login, authorEmail: `${login}@users.noreply.example`, date: world.now() };
}
async function pushFiles(world, repository, options) {
    return await exclusively(world, repository.id, async () => {
        const before = await branches(repository.gitDir);
        const author = options.author ?? repository.owner;
        ensureAccount(world.state, author);
        const from = options.from ?? `refs/heads/${repository.defaultBranch}`;
        const sha = await commitFiles(repository.gitDir, {
            branch: options.branch,
            parent: (options.force === true ? undefined : before.get(options.branch)) ??
                (await resolveCommit(repository.gitDir, from)),
            merge: options.merge,
            files: options.files,
            message: options.message ?? "Change files",
            ...identity(world, author),
        });
        await followPush(world, repository, before, author);
        return sha;
    });
}
async function openFromBranch(world, repository, options) {
    const colon = options.head.indexOf(":");
    const owner = colon < 0 ? repository.owner : options.head.slice(0, colon);
    return await openPull(world, repository, {
        headRepository: repositoryNamed(world, { owner, repo: repository.name }),
        headRef: options.head.slice(colon + 1),
        baseRef: options.base ?? repository.defaultBranch,
        title: options.title,
        body: options.body ?? "",
        author: options.author,
        draft: options.draft ?? false,
    });
}
async function updatePull(world, repository, pull, options) {
    const { actor, title, state, draft, locked } = options;
    if (title !== undefined && title !== pull.title) {
        const changes = { title: { from: pull.title } };
        pull.title = title;
        await pullChanged(world, repository, pull, actor, "edited", { changes });
    }
    if (locked !== undefined && locked !== pull.locked) {
        pull.locked = locked;
        await pullChanged(world, repository, pull, actor, locked ? "locked" : "unlocked");
    }
    if (draft !== undefined)
        await setDraft({ world, repository }, pull, actor, draft);
    if (state !== undefined)
        await setPullState(world, repository, pull, state, actor);
    announce(world, "pull");
}
