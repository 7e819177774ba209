import env from '#start/env'
import { isAbsolute, join, resolve } from 'node:path'

/**
 * Root of everything the install writes (database file, uploads, outbox). Never inside `build/`, which every
 * build empties: a relative path is taken from the project's root, not from where the server file lies.
 */
const projectRoot = process.env.ENV_PATH ? resolve(process.env.ENV_PATH) : process.cwd()

export const storagePath = (() => {
  const configured = env.get('STORAGE_PATH', './storage')
  return isAbsolute(configured) ? configured : join(projectRoot, configured)
})()
