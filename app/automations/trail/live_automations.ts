import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { type AccountConfig, accountConfig } from '#distribution/account_config'
import type { CompiledAutomation } from '#automations/compile_automation'
import { compiledVersion } from '#automations/runs/load_version'

/** An automation that is on, ready to be asked. */
export interface LiveAutomation {
  id: string
  accountId: string
  entityId: string | null
  version: number
  enabledAt: number
  compiled: CompiledAutomation
  config: AccountConfig
}

/** All that are on, of accounts that do not rest. One whose plugins are gone waits for them, and is told in the log. */
export async function liveAutomations(): Promise<LiveAutomation[]> {
  const rows = await db
    .from('automations as a')
    .join('accounts as c', 'c.id', 'a.account_id')
    .where('a.status', 'on')
    .whereNull('a.deleted_at')
    .whereNotNull('a.version')
    .whereNull('c.suspended_at')
    .orderBy('a.id')
    .select('a.id', 'a.account_id', 'a.entity_id', 'a.version', 'a.enabled_at')
  const live: LiveAutomation[] = []
  for (const row of rows) {
    const accountId = row.account_id as string
    const config = await accountConfig(accountId)
    const named = {
      id: row.id as string,
      entityId: row.entity_id as string | null,
      version: Number(row.version),
    }
    const compiled = await compiledVersion(config, named)
    if (compiled.ok)
      live.push({
        ...{ ...named, accountId, config, compiled: compiled.value },
        enabledAt: Number(row.enabled_at),
      })
    else
      logger.warn(
        { automation: named.id, problems: compiled.problem },
        'an automation that is on cannot be run'
      )
  }
  return live
}
