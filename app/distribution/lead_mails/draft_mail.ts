import { fieldsRead, fillTemplate } from '#crm/mail_templates/fill_template'
import { listMailTemplates } from '#crm/mail_templates/repository'
import type { MailTemplate } from '#crm/mail_templates/types'
import { TemplateError } from '#sdk/templates'
import { invalidField } from '#shared/http_problem'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import {
  type Writer,
  type WrittenLead,
  scopeOfLead,
  writtenLead,
} from '#distribution/lead_mails/written_lead'

export interface FilledMail {
  subject: string
  text: string
  /** Paths without a value, such as `lead.first_name`. */
  unfilled: string[]
}

/** A template with the values of the lead. Throws HttpProblem 422 where it is none for this lead. */
export async function fillFor(
  lead: WrittenLead,
  key: string,
  writer: Writer
): Promise<FilledMail & { template: MailTemplate }> {
  const templates = await listMailTemplates(lead.config.account.id)
  const template = templates.find((one) => one.key === key)
  if (!template) throw invalidField('template', 'exists', `There is no mail template "${key}"`)
  if (template.entity !== null && template.entity !== lead.entity.key)
    throw invalidField('template', 'entity', `The mail template "${key}" is for another entity`)
  const scope = scopeOfLead(lead, writer)
  try {
    const [subject, text] = [template.subject, template.text].map((one) => fillTemplate(one, scope))
    const unfilled = [...new Set([...subject.unfilled, ...text.unfilled])]
    return { template, subject: subject.text, text: text.text, unfilled }
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    throw invalidField('template', 'template', error.message)
  }
}

/**
 * What a mail to the lead begins with: whom it may go to, which templates there are, and the chosen one filled in. It
 * shows encrypted values to who asks, and writes down which.
 */
export async function draftMail(
  accountId: string,
  leadId: string,
  key: string | null,
  writer: Writer
) {
  const lead = await writtenLead(accountId, leadId)
  const templates = await listMailTemplates(accountId)
  const fitting = templates.filter(({ entity }) => entity === null || entity === lead.entity.key)
  const filled = key === null ? null : await fillFor(lead, key, writer)
  const read = filled
    ? [...fieldsRead(filled.template.subject), ...fieldsRead(filled.template.text)]
    : []
  await noteShown(lead, read, writer.actor)
  return {
    templates: fitting.map(({ key: one, name, language }) => ({ key: one, name, language })),
    addresses: lead.addresses.map(({ field, label, address }) => ({ field, label, address })),
    subject: filled?.subject ?? '',
    text: filled?.text ?? '',
    unfilled: filled?.unfilled ?? [],
  }
}

async function noteShown(
  { row, entity, values, addresses }: WrittenLead,
  read: string[],
  actor: string
) {
  const shown = new Set([...read, ...addresses.map(({ field }) => field)])
  const secret = entity.fields.filter(
    ({ key, encrypted }) => encrypted && shown.has(key) && Object.hasOwn(values, key)
  )
  if (secret.length === 0) return
  const subject = { accountId: row.account_id as string, leadId: row.id as string }
  const now = Date.now()
  await store.submit({
    locks: [],
    decide: () => ({
      result: null,
      writes: secret.map(({ key }) =>
        event('lead.value_shown', subject, { field: key }, now, actor)
      ),
    }),
  })
}
