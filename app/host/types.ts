import type {
  ActionType,
  DeliveryChannel,
  DocumentFormat,
  IntakeShape,
  NodeType,
  PaymentProvider,
  Plugin,
  PluginKind,
  RoutingStrategy,
  TaxStrategy,
  TriggerType,
} from '#sdk'

export type JsonSchema = { [key: string]: unknown }

export interface PluginOfKind {
  channel: DeliveryChannel<any>
  strategy: RoutingStrategy<any>
  node: NodeType<any>
  tax: TaxStrategy<any>
  document: DocumentFormat<any>
  payment: PaymentProvider<any>
  intake: IntakeShape<any>
  trigger: TriggerType<any>
  action: ActionType<any>
}
export type PluginOf<K extends PluginKind> = PluginOfKind[K]

/** One line of `GET /plugins`. What could not be loaded at all from a package has the kind `unknown`. */
export interface PluginEntry {
  kind: PluginKind | 'unknown'
  id: string
  name: string
  version: string | null
  description: string | null
  /** Name and description in another language, where the plugin brings them. */
  de: { name?: string; description?: string } | null
  /** As people know the place: `plugins/channels/webhook.ts` or the name of a package. */
  source: string
  status: 'active' | 'quarantined'
  reason: string | null
  config_schema: JsonSchema | null
}

/** A place a plugin was found at, and how to load what it exports. */
export interface FoundPlugin {
  /** As people know it: `plugins/channels/webhook.ts` or the name of a package. */
  source: string
  /** What folder and file name promise; null for packages. */
  expected: { kind: PluginKind; id: string } | null
  load(): Promise<unknown>
}

export interface LoadedPlugin {
  source: string
  expected: FoundPlugin['expected']
  plugin: Plugin | null
  /** Why it is quarantined; null when it is fit to run. */
  reason: string | null
  /** What it says about itself, as far as that is readable. */
  claims: { kind?: unknown; id?: unknown; name?: unknown; version?: unknown }
}
