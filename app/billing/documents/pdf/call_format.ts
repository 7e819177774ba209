import type { FormatCall } from '#billing/documents/pdf/print_job'
import { PluginRegistry } from '#host/registry'

let loading: Promise<PluginRegistry> | null = null

/**
 * Calls a format in the thread. The guard stands on the other side, where calls are counted and results are checked: what a
 * plugin throws is thrown here, and a promise is handed back to be refused there.
 */
export async function callFormat({ format, method, document, plugins }: FormatCall) {
  loading ??= PluginRegistry.load(plugins)
  const registry = await loading
  const plugin = registry.get('document', format)
  if (!plugin) throw new Error(`the printing thread has no format ${format}`)
  const value: unknown = plugin[method]!(document, {})
  if (value instanceof Promise) value.catch(() => {})
  return { value }
}
