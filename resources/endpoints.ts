import type { FormSchema } from './forms/schema'

/** How another system takes leads, as a plugin says it. */
export interface Shape {
  id: string
  name: string
  description: string | null
  de: { name?: string; description?: string } | null
  schema: FormSchema | null
  pings: boolean
}
export interface EndpointChoices {
  shapes: Shape[]
  entities: { key: string; name: string; fields: { key: string; label: string; type: string }[] }[]
  profiles: { key: string; name: string; entity: string }[]
}
export interface EndpointForm {
  name: string
  plugin: string
  config: Record<string, unknown>
  parts: Record<string, string>
  entity: string
  source: string
  profile: string
  mapping: Record<string, string>
  wait_seconds: number
  ping_seconds: number
  status: 'active' | 'paused'
}
export interface EndpointHead {
  key: string
  base: number
  form: EndpointForm
  addresses: { submit: string | null; ping: string | null }
  /** Its plugin is not there any more. */
  missing: boolean
}
export interface LoggedRequest {
  id: string
  at: string
  does: 'submit' | 'ping'
  method: string
  type: string | null
  bytes: number
  keys: { key: string; field: string | null; shown: string }[]
  status: number
  outcome: 'taken' | 'refused' | 'failed'
  reason: string | null
  lead: string | null
  ms: number
  test: boolean
}
export interface AcceptedKey {
  field: string
  label: string
  type: string
  required: boolean
  options: string[] | null
  also: string[]
}

/** What a new endpoint of a shape begins with. */
export const firstConfig = (shape: Shape | undefined): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries((shape?.schema?.properties ?? {}) as Record<string, { default?: unknown }>)
      .filter(([, { default: first }]) => first !== undefined)
      .map(([key, { default: first }]) => [key, first])
  )
