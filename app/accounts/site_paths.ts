import type { DomainUse } from '#accounts/judge_domain'

/** What answers on every host: whether it runs, the API (by its token), and what a problem's type says. */
const EVERYWHERE = /^\/(?:health|api\/v1|problems)(?:\/|$)/
/** Of the install as a whole: nothing of it is seen under an account's name. */
const INSTALL_ONLY = /^\/(?:install|internal|metrics|sandbox|sign-up|accounts\/new)(?:\/|$)/
const PORTAL = /^\/portal(?:\/|$)/
/** What strangers reach: hosted forms, posting documents, and endpoints shaped like other systems'. */
const CAPTURE = /^\/(?:f|posting|flows|intake|in|leads\/bulk)(?:\/|$)/
/** Guides are read by the team and by partners: not on hosts that only take leads in. */
const HELP = /^\/help(?:\/|$)/
/** Files of the pages and links to single documents, whichever pages they are of. */
const BOTH = /^\/(?:assets|brand|documents)\/|^\/[\w.-]+\.(?:svg|ico|png|txt|webmanifest)$/

/** Whether a path answers whatever host it was asked for by. */
export const answersEverywhere = (path: string): boolean => EVERYWHERE.test(path)

/** What an account's own host does with a path: `home` goes to where its pages begin. */
export function pathOnSite(use: DomainUse, path: string): 'serve' | 'home' | 'missing' {
  if (EVERYWHERE.test(path) || BOTH.test(path)) return 'serve'
  if (INSTALL_ONLY.test(path)) return 'missing'
  if (use === 'capture') return CAPTURE.test(path) ? 'serve' : 'missing'
  if (HELP.test(path)) return 'serve'
  if (use === 'portal') return path === '/' ? 'home' : PORTAL.test(path) ? 'serve' : 'missing'
  return PORTAL.test(path) ? 'missing' : 'serve'
}
