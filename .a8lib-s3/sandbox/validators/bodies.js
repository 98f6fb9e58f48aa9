/** What each writing operation accepts. Objects are strict: an unknown key is a violation. Limits are the platform's. */
import { z } from "zod";
import { requestBody } from "./published.js";
const side = z.enum(["LEFT", "RIGHT"]);
const line = z.int().positive();
export const createReview = requestBody()(z.strictObject({
    commit_id: z.string().optional(),
    body: z.string().optional(),
    event: z.enum(["APPROVE", "REQUEST_CHANGES", "COMMENT"]).optional(),
    comments: z
        .array(z.strictObject({
        path: z.string(),
        body: z.string(),
        position: line.optional(),
        line: line.optional(),
        side: side.optional(),
        start_line: line.optional(),
        start_side: side.optional(),
    }))
        .optional(),
}));
export const submitReview = requestBody()(z.strictObject({ body: z.string().optional(), event: z.enum(["APPROVE", "REQUEST_CHANGES", "COMMENT"]) }));
export const createReviewComment = requestBody()(z.strictObject({
    body: z.string(),
    commit_id: z.string(),
    path: z.string(),
    position: line.optional(),
    side: side.optional(),
    line: line.optional(),
    start_line: line.optional(),
    start_side: z.enum(["LEFT", "RIGHT", "side"]).optional(),
    in_reply_to: z.int().optional(),
    subject_type: z.enum(["line", "file"]).optional(),
}));
export const replyToComment = requestBody()(z.strictObject({ body: z.string() }));
export const updateReviewComment = requestBody()(z.strictObject({ body: z.string() }));
export const createIssueComment = requestBody()(z.strictObject({ body: z.string() }));
export const updateIssueComment = requestBody()(z.strictObject({ body: z.string() }));
const reaction = z.strictObject({
    content: z.enum(["+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"]),
});
export const reactToIssueComment = requestBody()(reaction);
export const reactToReviewComment = requestBody()(reaction);
/** Largest texts of a check: docs.github.com, "Create a check run". */
const MAX_CHECK_TEXT = 65_535;
const MAX_ANNOTATION_TEXT = 64 * 1024;
const annotation = z.strictObject({
    path: z.string(),
    start_line: line,
    end_line: line,
    start_column: line.optional(),
    end_column: line.optional(),
    annotation_level: z.enum(["notice", "warning", "failure"]),
    message: z.string().max(MAX_ANNOTATION_TEXT),
    title: z.string().max(255).optional(),
    raw_details: z.string().max(MAX_ANNOTATION_TEXT).optional(),
});
const image = z.strictObject({ alt: z.string(), image_url: z.string(), caption: z.string().optional() });
const outputParts = {
    summary: z.string().max(MAX_CHECK_TEXT),
    text: z.string().max(MAX_CHECK_TEXT).optional(),
    annotations: z.array(annotation).max(50).optional(),
    images: z.array(image).optional(),
};
const checkParts = {
    details_url: z.string().optional(),
    external_id: z.string().optional(),
    started_at: z.iso.datetime({ offset: true }).optional(),
    completed_at: z.iso.datetime({ offset: true }).optional(),
    conclusion: z
        .enum(["action_required", "cancelled", "failure", "neutral", "success", "skipped", "timed_out"])
        .optional(),
    actions: z
        .array(z.strictObject({
        label: z.string().max(20),
        description: z.string().max(40),
        identifier: z.string().max(20),
    }))
        .max(3)
        .optional(),
};
export const createCheckRun = requestBody()(z.strictObject({
    ...checkParts,
    name: z.string().min(1),
    head_sha: z.string(),
    status: z.enum(["queued", "in_progress", "completed"]).optional(),
    output: z.strictObject({ ...outputParts, title: z.string() }).optional(),
}));
export const updateCheckRun = requestBody()(z.strictObject({
    ...checkParts,
    name: z.string().min(1).optional(),
    status: z.enum(["queued", "in_progress", "completed"]).optional(),
    output: z.strictObject({ ...outputParts, title: z.string().optional() }).optional(),
}));
/** `permissions` is checked against the installation's, name by name, so it is a plain record here. */
export const createInstallationToken = z.strictObject({
    repositories: z.array(z.string()).max(500).optional(),
    repository_ids: z.array(z.int()).max(500).optional(),
    permissions: z.record(z.string(), z.enum(["read", "write"])).optional(),
});
