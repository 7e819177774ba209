import { PrepareError, definePlugin, vine } from '#sdk'
import { automationScope, automationTemplateProblem } from '#sdk/automation_templates'
import { building } from '#sdk/building'
import { compileTemplate, printValue, renderText } from '#sdk/templates'

interface Config {
  to: 'address' | 'assignee' | 'lead'
  address?: string
  subject: string
  text: string
}

const MAX_SUBJECT = 255

const template = vine.createRule(
  (value, _options, field) => {
    const problem = automationTemplateProblem(String(value))
    if (problem) field.report(problem, 'template', field)
  },
  { name: 'template' }
)

/** Line breaks and other control characters become spaces: a subject is one header line. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, MAX_SUBJECT)

/** Writes to an address, to whom the lead is assigned, or to the lead. */
export default definePlugin<Config>({
  api: 1,
  kind: 'action',
  id: 'email',
  name: 'E-mail',
  version: '1.0.0',
  description: 'Writes a mail: to an address, to whom the lead is assigned, or to the lead itself.',
  de: {
    name: 'E-Mail',
    description:
      'Schreibt eine Mail: an eine Adresse, an den Zuständigen des Leads oder an den Lead selbst.',
  },
  icon: 'mail',
  config: vine.object({
    to: vine.enum(['address', 'assignee', 'lead'] as const).meta({
      title: 'To',
      labels: { address: 'An address', assignee: 'The assignee', lead: 'The lead' },
      de: {
        title: 'An',
        labels: { address: 'Eine Adresse', assignee: 'Den Zuständigen', lead: 'Den Lead' },
      },
    }),
    address: vine
      .string()
      .email()
      .maxLength(254)
      .optional()
      .requiredWhen('to', '=', 'address')
      .meta({
        title: 'Address',
        control: 'member',
        shown_when: { to: ['address'] },
        de: { title: 'Adresse' },
      }),
    subject: vine
      .string()
      .minLength(1)
      .maxLength(1000)
      .use(template())
      .meta({ title: 'Subject', control: 'template_line', de: { title: 'Betreff' } }),
    text: vine
      .string()
      .minLength(1)
      .maxLength(65_536)
      .use(template())
      .meta({ title: 'Text', control: 'template', language: 'liquid', de: { title: 'Text' } }),
  }),
  about: 'any',

  prepare(view, { to, address, subject, text }) {
    const scope = automationScope(view)
    const render = (path: string, source: string) =>
      building(path, () => renderText(compileTemplate(source), scope, printValue))
    const recipient = to === 'address' ? (address ?? null) : view.contact[to]
    if (!recipient)
      throw new PrepareError(
        'to',
        to === 'lead'
          ? 'the lead has no e-mail address'
          : 'the lead has no assignee with an address'
      )
    const mark = view.lead?.test ? '[Test] ' : ''
    return {
      do: 'mail',
      to: [recipient],
      to_lead: to === 'lead',
      subject: oneLine(`${mark}${render('subject', subject)}`),
      text: render('text', text),
    }
  },
})
