/**
 * `@user` or `@organisation/team`, and nothing else. User names are letters, digits and single hyphens, and those of managed
 * users end in an underscore and a short code:
 * https://docs.github.com/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication
 */
export const MENTION =
  /^@[A-Za-z\d](?:-?[A-Za-z\d]){0,38}(?:_[A-Za-z\d]{1,10})?(?:\/[a-z\d](?:[a-z\d_-]{0,98}[a-z\d])?)?$/;
