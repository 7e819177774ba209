/*
 * Runs an ace command. AdonisJS needs Node 24; the project brings its own as an npm package,
 * so a machine with an older Node in PATH is sent on to that one.
 */
import { ensureNode24 } from './bin/node24.mjs'

if (ensureNode24(import.meta.url)) {
  await import('@poppinss/ts-exec')
  await import('./bin/console.js')
}
