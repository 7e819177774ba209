import { fileURLToPath } from 'node:url'
import type { LeadView } from '#sdk'
import type { Entity, Field } from '#entities/types'
import { PluginRegistry } from '#host/registry'
import type { AssignmentDocument, RouteDocument } from '#routing/types'
import type { JudgeFacts } from '#routing/judge'
import { type CompileOptions, compileProfile } from '#routing/compile_profile'
import { expandShortForm } from '#routing/short_form'

const root = fileURLToPath(new URL('../../../', import.meta.url))
let registry: Promise<PluginRegistry> | null = null
/** The plugins the house brings. */
export const builtIn = () => (registry ??= PluginRegistry.load({ root }))

const field = (key: string, type: Field['type'], options: string[] | null = null): Field => ({
  key,
  label: key,
  type,
  required: false,
  default: null,
  options,
  encrypted: false,
})

export const solar: Entity = {
  id: 'ent_1',
  accountId: 'acc_1',
  key: 'solar',
  name: 'Solar lead',
  fields: [
    field('state', 'select', ['CA', 'AZ', 'NV', 'TX']),
    field('bill', 'number'),
    field('email', 'email'),
  ],
  duplicate: null,
  stages: [],
  pipelines: [],
}

export const leadWith = (values: Record<string, unknown>, id = 'lead_1'): LeadView => ({
  id,
  entity: 'solar',
  values,
  source: null,
  created_at: '2026-11-23T06:00:00Z',
  test: false,
})

export const assignment = (key: string, more: Partial<AssignmentDocument> = {}) => ({
  key,
  partner: key.split('-')[0],
  delivery: { use: 'webhook' },
  ...more,
})

export const documentWith = (more: Partial<RouteDocument> = {}): RouteDocument => ({
  schema: 1,
  short: true,
  price: null,
  filter: null,
  route: expandShortForm(),
  assignments: [],
  ...more,
})

export async function compiled(more: Partial<RouteDocument>, options?: CompileOptions) {
  const profile = compileProfile(documentWith(more), solar, await builtIn(), options)
  if (!profile.ok) throw new Error(JSON.stringify(profile.problem, null, 1))
  return profile.value
}

export const facts = (more: Partial<JudgeFacts> = {}): JudgeFacts => ({
  pausedPartners: new Set(),
  pausedAssignments: new Set(),
  zoneOf: () => 'UTC',
  ...more,
})
