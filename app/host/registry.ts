import vine from '@vinejs/vine'
import { type ConfigValidator, checkConfig } from '#host/check_config'
import { E_PLUGINS_NOT_LOADED } from '#host/errors'
import { configForm } from '#host/form'
import { type GuardFault, guardCall } from '#host/guard'
import { findPlugins, loadFound } from '#host/load_plugins'
import type { JsonSchema, LoadedPlugin, PluginEntry, PluginOf } from '#host/types'
import type { Plugin, PluginKind } from '#sdk'
import { isPluginKind } from '#sdk/check_manifest'
import { type Problem, type Result, fail, ok } from '#shared/result'

export type { PluginEntry, PluginOf } from '#host/types'

export interface LoadOptions {
  /** The folder that holds `plugins/`: the app's root, or the build. */
  root: string
  packages?: readonly string[]
  importPackage?: (name: string) => Promise<unknown>
}

interface ActivePlugin {
  plugin: Plugin
  source: string
  validator: ConfigValidator
  schema: JsonSchema
}

/** What a stored config carries: the version of the plugin that wrote it. */
export interface StoredConfig {
  version: string
  config: unknown
}

const WHERE_NAMED: Record<PluginKind, string> = {
  channel: 'use',
  strategy: 'use',
  tax: 'use',
  node: 'type',
  document: 'use',
  payment: 'use',
  intake: 'use',
  trigger: 'type',
  action: 'type',
}

/** All plugins of this process, good and bad: a bad one is quarantined with a reason and hurts nobody else. */
export class PluginRegistry {
  #active = new Map<string, ActivePlugin>()
  #entries: PluginEntry[] = []

  static async load(options: LoadOptions): Promise<PluginRegistry> {
    const registry = new PluginRegistry()
    const places = await findPlugins(options.root, options.packages ?? [], options.importPackage)
    const loaded = await Promise.all(places.map(loadFound))
    for (const one of loaded.flat()) registry.#add(one)
    return registry
  }

  #add(loaded: LoadedPlugin): void {
    const { plugin, source } = loaded
    if (!plugin) {
      this.#quarantine(loaded, loaded.reason ?? 'it could not be loaded')
      return
    }
    const taken = this.#active.get(`${plugin.kind}:${plugin.id}`)
    if (taken) {
      this.#quarantine(loaded, `the id "${plugin.id}" is already taken by ${taken.source}`)
      return
    }
    let active: ActivePlugin
    try {
      const validator = vine.create(plugin.config)
      active = { plugin, source, validator, schema: configForm(plugin.config) }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      this.#quarantine(loaded, `its config schema does not compile: ${why}`)
      return
    }
    this.#active.set(`${plugin.kind}:${plugin.id}`, active)
    const { kind, id, name, version } = plugin
    this.#entries.push({
      kind,
      id,
      name,
      version,
      description: plugin.description ?? null,
      de: plugin.de ?? null,
      source,
      status: 'active',
      reason: null,
      config_schema: active.schema,
    })
  }

  #quarantine({ source, expected, claims }: LoadedPlugin, reason: string): void {
    const id = expected?.id ?? (typeof claims.id === 'string' ? claims.id : source)
    this.#entries.push({
      kind: expected?.kind ?? (isPluginKind(claims.kind) ? claims.kind : 'unknown'),
      id,
      name: typeof claims.name === 'string' ? claims.name : id,
      version: typeof claims.version === 'string' ? claims.version : null,
      description: null,
      de: null,
      source,
      status: 'quarantined',
      reason: `${source}: ${reason}`,
      config_schema: null,
    })
  }

  /** The plugin when it is active, else null: what is quarantined cannot run. */
  get<K extends PluginKind>(kind: K, id: string): PluginOf<K> | null {
    return (this.#active.get(`${kind}:${id}`)?.plugin as PluginOf<K> | undefined) ?? null
  }

  /** Ids of the active plugins of a kind, in order. */
  ids(kind: PluginKind): string[] {
    return this.#entries.filter((e) => e.kind === kind && e.status === 'active').map((e) => e.id)
  }

  /** Every plugin found, as the API shows it. */
  list(): PluginEntry[] {
    return this.#entries
  }

  /** The form of an active plugin's config as JSON Schema; null where there is no such plugin. */
  configSchema(kind: PluginKind, id: string): JsonSchema | null {
    return this.#active.get(`${kind}:${id}`)?.schema ?? null
  }

  /** Validates a config (without `use` or `type`) as `path` of a document; an unknown plugin is a problem too. */
  async checkConfig(
    kind: PluginKind,
    id: string,
    config: unknown,
    path: string
  ): Promise<Result<unknown, Problem[]>> {
    const active = this.#active.get(`${kind}:${id}`)
    if (active) return checkConfig(active.validator, active.schema, config, path)
    const field = path === '' ? WHERE_NAMED[kind] : `${path}.${WHERE_NAMED[kind]}`
    return fail([{ field, rule: 'plugin', message: this.#whyMissing(kind, id) }])
  }

  /**
   * A stored config in the form today's plugin wants: what another version wrote goes through `upgrade`, where the
   * plugin has one. Not validated again: it was when it was saved.
   */
  readConfig(
    kind: PluginKind,
    id: string,
    stored: StoredConfig
  ): Result<unknown, GuardFault | { type: 'unknown_plugin'; message: string }> {
    const plugin = this.get(kind, id)
    if (!plugin) return fail({ type: 'unknown_plugin', message: this.#whyMissing(kind, id) })
    if (plugin.version === stored.version || !plugin.upgrade) return ok(stored.config)
    // A copy, so that an upgrade that fails half-way leaves the stored config as it was.
    return guardCall(
      plugin,
      'upgrade',
      () => plugin.upgrade!(structuredClone(stored.config), stored.version) as unknown,
      (value) => (typeof value === 'object' && value !== null ? null : 'must return a config')
    )
  }

  #whyMissing(kind: PluginKind, id: string): string {
    const entry = this.#entries.find((e) => e.kind === kind && e.id === id)
    if (entry) return `the ${kind} "${id}" is quarantined: ${entry.reason}`
    return `there is no ${kind} "${id}" (there are: ${this.ids(kind).join(', ') || 'none'})`
  }
}

let loaded: PluginRegistry | null = null
let from: LoadOptions | null = null

/** Loads the plugins of this process; called once, by the provider. */
export async function loadPlugins(options: LoadOptions): Promise<PluginRegistry> {
  loaded = await PluginRegistry.load(options)
  from = options
  return loaded
}

/** Where the plugins of this process are, for a thread that loads them too. */
export function pluginPlaces(): { root: string; packages: string[] } {
  if (!from) throw new E_PLUGINS_NOT_LOADED()
  return { root: from.root, packages: [...(from.packages ?? [])] }
}

/** The plugins of this process. */
export function plugins(): PluginRegistry {
  if (!loaded) throw new E_PLUGINS_NOT_LOADED()
  return loaded
}
