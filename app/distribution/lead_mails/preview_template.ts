import { sampleValues } from '#entities/sample_values'
import type { Entity } from '#entities/types'
import { fillTemplate } from '#crm/mail_templates/fill_template'
import { mailTemplateProblem } from '#crm/mail_templates/mail_scope'
import { TemplateError } from '#sdk/templates'
import { notFound } from '#shared/http_problem'
import { MASK } from '#distribution/lead_list/present_rows'
import { accountConfig } from '#distribution/account_config'
import { type Writer, scopeOfLead, writtenLead } from '#distribution/lead_mails/written_lead'

export interface PreviewWish {
  /** Key. */
  entity: string | null
  subject: string
  text: string
  lead: string | null
}

/**
 * A template as somebody writes it, filled in with a lead, or with an invented one. What is wrong with it stands by its
 * field; values of encrypted fields are hidden.
 */
export async function previewTemplate(
  accountId: string,
  { entity: key, subject, text, lead }: PreviewWish,
  writer: Writer
) {
  const config = await accountConfig(accountId)
  const entities = [...config.entities.values()]
  const entity = key === null ? null : entities.find((one) => one.key === key)
  if (entity === undefined) throw notFound('entity')
  const scope = lead ? await scopeOf(accountId, lead, writer) : sampleScope(entity ?? entities[0])
  const problems: Record<string, string> = {}
  const filled: Record<string, string> = {}
  const unfilled = new Set<string>()
  for (const [field, source] of Object.entries({ subject, text })) {
    const problem = mailTemplateProblem(source, entity)
    if (problem) problems[field] = problem
    try {
      const done = fillTemplate(source, scope)
      filled[field] = done.text
      for (const path of done.unfilled) unfilled.add(path)
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error
      problems[field] = error.message
    }
  }
  return { ...filled, problems, unfilled: [...unfilled] }

  function sampleScope(of: Entity | undefined) {
    const now = Date.now()
    const { currency } = config.account
    const values = of ? sampleValues(of, { currency, now }) : {}
    const row = { id: 'lead_sample', source: null, created_at: now, test: false, extra: '{}' }
    const written = { config, row, entity: of ?? NOTHING, values, addresses: [] }
    return scopeOfLead(written, writer)
  }
}

const NOTHING: Entity = {
  ...{ id: '', accountId: '', key: '', name: '', fields: [], duplicate: null },
  ...{ stages: [], pipelines: [] },
}

async function scopeOf(accountId: string, leadId: string, writer: Writer) {
  const lead = await writtenLead(accountId, leadId)
  const values = { ...lead.values }
  for (const { key, encrypted } of lead.entity.fields)
    if (encrypted && Object.hasOwn(values, key)) values[key] = MASK
  return scopeOfLead({ ...lead, values }, writer)
}
