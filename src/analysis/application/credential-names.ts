/** The name of a header or a cookie that tells who the caller is. */
export const CREDENTIAL_NAME =
  /^(?=[\w-]{2,40}$).*(?:authori[sz]ation|bearer|cookie|token|api[-_]?key|apikey|session|secret)/i;
