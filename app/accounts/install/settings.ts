import db from '@adonisjs/lucid/services/db'
import env from '#start/env'

/** What the owner of the install has set; a setting of the environment is stronger. */
interface InstallSettings {
  sign_up?: 'open' | 'closed'
}

const FRESH_MS = 5_000
let kept: { at: number; settings: InstallSettings } | null = null

async function settings(): Promise<InstallSettings> {
  const now = Date.now()
  if (kept && now - kept.at < FRESH_MS) return kept.settings
  const rows = await db.from('install_settings').select('name', 'value')
  const read = Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value)]))
  kept = { at: now, settings: read }
  return read
}

/**
 * Whether people may make accounts of their own. An install is somebody's: closed unless it is opened, by `SIGN_UP` or by
 * its owner.
 */
export async function signUpOpen(): Promise<boolean> {
  const { sign_up: set = 'closed' } = await settings()
  return (env.get('SIGN_UP') ?? set) === 'open'
}

/** Whether `SIGN_UP` says it, so that nothing set here counts. */
export const signUpFixed = (): boolean => env.get('SIGN_UP') !== undefined

export async function setSignUp(open: boolean, actor: string, now: number): Promise<void> {
  const value = JSON.stringify(open ? 'open' : 'closed')
  await db
    .insertQuery()
    .table('install_settings')
    .insert({ name: 'sign_up', value, updated_at: now, updated_by: actor })
    .knexQuery.onConflict('name')
    .merge(['value', 'updated_at', 'updated_by'])
  kept = null
}
