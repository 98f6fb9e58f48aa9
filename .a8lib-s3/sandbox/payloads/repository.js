/** Repositories in answers. */
import { userJson } from "../accounts.js";
import { fullName } from "../store.js";
/** Where the repository lives in the API, without a slash at the end. */
export function repositoryApi(world, repository) {
    return `${world.url}/api/v3/repos/${fullName(repository)}`;
}
/** Where people see it. */
export function repositoryHtml(world, repository) {
    return `${world.url}/${fullName(repository)}`;
}
/** A repository as it is embedded in pull requests, tokens and webhooks. */
export function repositoryJson(world, repository) {
    return plainJson(world, repository);
}
function plainJson(world, repository) {
    const html = repositoryHtml(world, repository);
    const open = [...repository.pulls.values()].filter((pull) => pull.state === "open").length;
    return {
        id: repository.id,
        node_id: repository.nodeId,
        name: repository.name,
        full_name: fullName(repository),
        owner: userJson(world, repository.owner),
        private: repository.private,
        html_url: html,
        description: null,
        fork: repository.parent !== undefined,
        ...links(repositoryApi(world, repository)),
        git_url: `git://${html.replace(/^http:\/\//, "")}.git`,
        ssh_url: `git@${html.replace(/^http:\/\//, "").replace("/", ":")}.git`,
        clone_url: `${html}.git`,
        svn_url: html,
        mirror_url: null,
        homepage: null,
        language: null,
        license: null,
        forks: 0,
        forks_count: 0,
        stargazers_count: 0,
        watchers: 0,
        watchers_count: 0,
        size: 0,
        default_branch: repository.defaultBranch,
        open_issues: open,
        open_issues_count: open,
        is_template: false,
        topics: [],
        has_issues: true,
        has_projects: true,
        has_wiki: true,
        has_pages: false,
        has_downloads: true,
        has_discussions: false,
        archived: repository.archived,
        disabled: false,
        allow_forking: true,
        web_commit_signoff_required: false,
        visibility: repository.private ? "private" : "public",
        pushed_at: repository.pushedAt,
        created_at: repository.createdAt,
        updated_at: repository.pushedAt,
    };
}
function links(api) {
    return {
        url: api,
        archive_url: `${api}/{archive_format}{/ref}`,
        assignees_url: `${api}/assignees{/user}`,
        blobs_url: `${api}/git/blobs{/sha}`,
        branches_url: `${api}/branches{/branch}`,
        collaborators_url: `${api}/collaborators{/collaborator}`,
        comments_url: `${api}/comments{/number}`,
        commits_url: `${api}/commits{/sha}`,
        compare_url: `${api}/compare/{base}...{head}`,
        contents_url: `${api}/contents/{+path}`,
        contributors_url: `${api}/contributors`,
        deployments_url: `${api}/deployments`,
        downloads_url: `${api}/downloads`,
        events_url: `${api}/events`,
        forks_url: `${api}/forks`,
        git_commits_url: `${api}/git/commits{/sha}`,
        git_refs_url: `${api}/git/refs{/sha}`,
        git_tags_url: `${api}/git/tags{/sha}`,
        hooks_url: `${api}/hooks`,
        issue_comment_url: `${api}/issues/comments{/number}`,
        issue_events_url: `${api}/issues/events{/number}`,
        issues_url: `${api}/issues{/number}`,
        keys_url: `${api}/keys{/key_id}`,
        labels_url: `${api}/labels{/name}`,
        languages_url: `${api}/languages`,
        merges_url: `${api}/merges`,
        milestones_url: `${api}/milestones{/number}`,
        notifications_url: `${api}/notifications{?since,all,participating}`,
        pulls_url: `${api}/pulls{/number}`,
        releases_url: `${api}/releases{/id}`,
        stargazers_url: `${api}/stargazers`,
        statuses_url: `${api}/statuses/{sha}`,
        subscribers_url: `${api}/subscribers`,
        subscription_url: `${api}/subscription`,
        tags_url: `${api}/tags`,
        teams_url: `${api}/teams`,
        trees_url: `${api}/git/trees{/sha}`,
    };
}
/** A repository as `GET /repos/{owner}/{repo}` shows it. */
export function fullRepositoryJson(world, repository) {
    return {
        ...plainJson(world, repository),
        has_discussions: false,
        subscribers_count: 0,
        network_count: 0,
    };
}
/** A repository in a webhook. */
export function webhookRepositoryJson(world, repository) {
    return { ...repositoryJson(world, repository), custom_properties: {} };
}
/** The flags that older clients read instead of the role. */
export function roleFlags(role) {
    const rank = ["none", "read", "triage", "write", "maintain", "admin"].indexOf(role);
    return { pull: rank >= 1, triage: rank >= 2, push: rank >= 3, maintain: rank >= 4, admin: rank >= 5 };
}
