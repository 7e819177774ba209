import env from '#start/env'
import { port } from '#config/app'

/*
 * The built-in partner endpoint of the demo: answers deliveries like a partner would. Part of an install with a demo
 * (`DEMO`), and of tests; otherwise it is not there.
 */
export const sandboxOn = env.get('DEMO', true) || env.get('NODE_ENV') === 'test'

export const SANDBOX_PATH = '/sandbox/partners/'

const bound = env.get('HOST') ?? '0.0.0.0'

/** Where this app listens, as seen from itself. */
export const sandboxHost = bound === '0.0.0.0' ? '127.0.0.1' : bound === '::' ? '::1' : bound
export const sandboxUrl = new URL(
  `http://${sandboxHost.includes(':') ? `[${sandboxHost}]` : sandboxHost}:${port}${SANDBOX_PATH}`
).href

/** Is this the address of an endpoint of our own sandbox, and of nothing else of this machine? */
export function isOwnSandbox(url: string): boolean {
  // Twice: the text is a cheap no for nearly all of them, the parsed form has no `..` left in it.
  return sandboxOn && url.startsWith(sandboxUrl) && new URL(url).href.startsWith(sandboxUrl)
}
