import { fileURLToPath } from 'node:url'
import type { ApplicationService } from '@adonisjs/core/types'
import type { PluginsConfig } from '#host/define_config'
import { loadPlugins } from '#host/registry'
import { closeTransformPool } from '#host/sandbox/transform_pool'

/** Loads every plugin before anything asks for one, and says in the log which are quarantined. */
export default class PluginProvider {
  constructor(protected app: ApplicationService) {}

  async boot(): Promise<void> {
    const { packages } = this.app.config.get<PluginsConfig>('plugins')
    const registry = await loadPlugins({ root: fileURLToPath(this.app.appRoot), packages })
    const logger = await this.app.container.make('logger')
    for (const { kind, id, status, reason } of registry.list())
      if (status === 'quarantined') logger.warn({ kind, id, reason }, 'plugin quarantined')
  }

  async shutdown(): Promise<void> {
    await closeTransformPool()
  }
}
