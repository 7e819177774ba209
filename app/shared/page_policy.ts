/**
 * The Content-Security-Policy of a page the server draws whole: nothing from elsewhere, no script and no style but its
 * own, each known by a nonce or a hash (`'nonce-…'`, `'sha256-…'`).
 */
export const pagePolicy = (own: { script: string; style: string }): string =>
  [
    "default-src 'none'",
    `script-src ${own.script}`,
    `style-src ${own.style}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
