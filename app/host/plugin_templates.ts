import { ACTION, TRIGGER } from '#host/automation_templates'
import { INTAKE } from '#host/intake_template'
import { PAYMENT } from '#host/payment_template'
import { SPECS } from '#host/spec_templates'
import type { PluginKind } from '#sdk'

/** A new plugin file and its spec: they compile, load and pass their contract as they are. `id` is snake_case. */
export interface PluginFiles {
  plugin: string
  spec: string
}

export function pluginTemplate(kind: PluginKind, id: string, folder: string): PluginFiles {
  const words = id.replaceAll('_', ' ')
  const name = words.charAt(0).toUpperCase() + words.slice(1)
  const variable = id.replace(/_+(\w?)/g, (_, letter: string) => letter.toUpperCase())
  const fill = (text: string) =>
    text
      .trimStart()
      .replaceAll('ID', id)
      .replaceAll('NAME', name)
      .replaceAll('PLUGIN', RESERVED.has(variable) ? `${variable}Plugin` : variable)
      .replaceAll('FOLDER', folder)
  return { plugin: fill(PLUGINS[kind]), spec: fill(SPECS[kind]) }
}

/** Words a variable cannot be called, and the names the spec imports. */
const RESERVED = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally ' +
    'for function if implements import in instanceof interface let new null package private protected public return ' +
    'static super switch this throw true try typeof var void while with yield arguments eval'
  ).split(' ')
)

const PLUGINS: Record<PluginKind, string> = {
  channel: `
import { PrepareError, definePlugin, vine } from '#sdk'
import { type ChannelSettings, channelSettings } from '#sdk/channel_settings'

interface Config extends ChannelSettings {
  url: string
}

export default definePlugin<Config>({
  api: 1,
  kind: 'channel',
  id: 'ID',
  name: 'NAME',
  version: '1.0.0',
  description: 'Sends the values of the lead as JSON.',
  icon: 'send',
  config: vine.object({
    url: vine
      .string()
      .regex(/^https:\\/\\//)
      .meta({ title: 'URL', description: 'Where leads go.' }),
    ...channelSettings(),
  }),

  prepare: (view, config) => ({
    type: 'http',
    method: 'POST',
    url: config.url,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(view.lead.values),
  }),

  async send(envelope, io, config) {
    if (envelope.type !== 'http') throw new PrepareError('', 'it sends HTTP requests only')
    const timeoutMs = (config.timeout_seconds ?? 10) * 1000
    return io.read(await io.http(envelope, { timeoutMs }))
  },
})
`,
  strategy: `
import { definePlugin, vine } from '#sdk'

interface Config {
  at_most?: number
}

export default definePlugin<Config>({
  api: 1,
  kind: 'strategy',
  id: 'ID',
  name: 'NAME',
  version: '1.0.0',
  description: 'Offers the lead to one partner after the other, the best price first.',
  icon: 'list-ordered',
  config: vine.object({
    at_most: vine.number().withoutDecimals().min(1).optional().meta({
      title: 'Partners to ask at most',
      description: 'Empty: all of them',
    }),
  }),

  plan(candidates, config) {
    const best = [...candidates].sort((a, b) => b.price - a.price).slice(0, config.at_most)
    return { waves: best.map((one) => [one.assignment]), stopAfter: 1 }
  },
})
`,
  node: `
import { definePlugin, vine } from '#sdk'

interface Config {
  field: string
}

export default definePlugin<Config>({
  api: 1,
  kind: 'node',
  id: 'ID',
  name: 'NAME',
  version: '1.0.0',
  description: 'Tells leads that have a value in a field from those that have none.',
  icon: 'signpost',
  config: vine.object({
    field: vine.string().minLength(1).meta({ title: 'Field' }),
  }),

  ports: () => [
    { name: 'present', required: true },
    { name: 'absent', required: true },
  ],

  decide(lead, config) {
    const value = lead.values[config.field] ?? ''
    return { port: value === '' ? 'absent' : 'present' }
  },
})
`,
  tax: `
import { definePlugin, vine } from '#sdk'

interface Config {
  rate: number
}

export default definePlugin<Config>({
  api: 1,
  kind: 'tax',
  id: 'ID',
  name: 'NAME',
  version: '1.0.0',
  description: 'One rate for supplies within the seller’s country.',
  icon: 'percent',
  config: vine.object({
    rate: vine.number().min(0).max(100).meta({ title: 'Rate in percent' }),
  }),

  applies: (supply) => supply.seller.country === supply.buyer.country,

  assess: (supply, config) => ({
    category: 'S',
    rate: String(config.rate),
    amount: Math.round((supply.net * config.rate) / 100),
    tax_country: supply.seller.country,
    exemption_code: null,
    note: null,
  }),
})
`,
  document: `
import { definePlugin, vine } from '#sdk'

interface Config {
  separator?: string
}

export default definePlugin<Config>({
  api: 1,
  kind: 'document',
  id: 'ID',
  name: 'NAME',
  version: '1.0.0',
  description: 'The lines of a document, one in each row of a text.',
  icon: 'file-text',
  config: vine.object({
    separator: vine.string().minLength(1).optional().meta({ title: 'Between columns' }),
  }),

  render({ lines, number, totals }, { separator = ';' }) {
    const rows = [
      [number, 'total', totals.gross],
      ...lines.map((line) => [String(line.position), line.description, line.net]),
    ]
    const text = rows.map((row) => row.map((cell) => JSON.stringify(cell)).join(separator))
    return { bytes: text.join('\\n'), media_type: 'text/plain', extension: 'txt' }
  },
})
`,
  payment: PAYMENT,
  intake: INTAKE,
  trigger: TRIGGER,
  action: ACTION,
}
