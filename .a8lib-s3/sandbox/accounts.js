/** Users, organisations and the App's own account. */
import { nextId, nodeId } from "./store.js";
const NODE_PREFIX = { User: "U", Bot: "BOT", Organization: "O" };
/** The account of that login, made when it is new. */
export function ensureAccount(state, login, type = "User") {
    const known = state.accounts.get(login.toLowerCase());
    if (known)
        return known;
    const id = nextId(state);
    const account = { id, nodeId: nodeId(NODE_PREFIX[type], id), login, type };
    state.accounts.set(login.toLowerCase(), account);
    return account;
}
/** The login under which the App writes. */
export function botLogin(state) {
    return `${state.app.slug}[bot]`;
}
/** An account as it appears inside other answers. */
export function userJson(world, login) {
    const account = ensureAccount(world.state, login);
    const api = `${world.url}/api/v3/users/${encodeURIComponent(account.login)}`;
    const bot = account.type === "Bot";
    return {
        login: account.login,
        id: account.id,
        node_id: account.nodeId,
        avatar_url: `${world.url}/avatars/u/${account.id}`,
        gravatar_id: "",
        url: api,
        html_url: `${world.url}/${bot ? `apps/${account.login.replace(/\[bot\]$/, "")}` : account.login}`,
        followers_url: `${api}/followers`,
        following_url: `${api}/following{/other_user}`,
        gists_url: `${api}/gists{/gist_id}`,
        starred_url: `${api}/starred{/owner}{/repo}`,
        subscriptions_url: `${api}/subscriptions`,
        organizations_url: `${api}/orgs`,
        repos_url: `${api}/repos`,
        events_url: `${api}/events{/privacy}`,
        received_events_url: `${api}/received_events`,
        type: account.type,
        site_admin: false,
    };
}
/** An account as `GET /users/{username}` shows it. */
export function profileJson(world, account) {
    const { name: _name, email: _email, ...user } = userJson(world, account.login);
    return {
        ...user,
        name: account.login,
        company: null,
        blog: "",
        location: null,
        email: null,
        hireable: null,
        bio: null,
        public_repos: [...world.state.repositories.values()].filter((one) => one.owner === account.login).length,
        public_gists: 0,
        followers: 0,
        following: 0,
        created_at: world.state.app.createdAt,
        updated_at: world.state.app.createdAt,
    };
}
/** The App as it appears on checks and comments. */
export function appJson(world) {
    const { app } = world.state;
    return {
        id: app.id,
        slug: app.slug,
        client_id: app.clientId,
        node_id: app.nodeId,
        owner: userJson(world, app.owner),
        name: app.name,
        description: null,
        external_url: `${world.url}/apps/${app.slug}`,
        html_url: `${world.url}/apps/${app.slug}`,
        created_at: app.createdAt,
        updated_at: app.createdAt,
        permissions: { ...app.permissions },
        // The published list of event names grows more slowly than the manifest may.
        events: [...app.events],
    };
}
/** The App as a webhook shows it: the published webhook schema does not know `client_id` yet. */
export function webhookAppJson(world) {
    const { client_id: _clientId, ...app } = appJson(world);
    return app;
}
