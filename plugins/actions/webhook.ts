import { type AutomationView, PrepareError, definePlugin, vine } from '#sdk'
import { AUTOMATION_NAMES, automationScope } from '#sdk/automation_templates'
import { building } from '#sdk/building'
import {
  bodyTemplateProblem,
  compileBody,
  compileHeaders,
  compileUrl,
  headersTemplateProblem,
  urlTemplateProblem,
} from '#sdk/templates'

interface Config {
  url: string
  method?: 'POST' | 'PUT' | 'PATCH' | 'GET' | 'DELETE'
  headers?: Record<string, unknown>
  body?: unknown
  timeout_seconds?: number
}

const MAX_BODY = 1024 * 1024
const BODILESS = ['GET', 'DELETE']

const check = (name: string, problemOf: (value: unknown, config: Config) => string | null) =>
  vine.createRule(
    (value, _options, field) => {
      const given = value !== undefined && value !== null
      const problem = given ? problemOf(value, field.parent as Config) : null
      if (problem) field.report(problem, name, field)
    },
    { name }
  )()

const bodyProblem = (body: unknown, { method = 'POST' }: Config) =>
  method === 'GET' ? 'a GET request has no body' : bodyTemplateProblem(body, null, AUTOMATION_NAMES)

/** What is sent where nobody wrote a body. */
const plainBody = ({ automation, event, lead, partner, profile, invoice }: AutomationView) =>
  JSON.stringify({ automation, event, lead, partner, profile, invoice })

/** Calls an address with what the automation is about; the host signs the request. */
export default definePlugin<Config>({
  api: 1,
  kind: 'action',
  id: 'webhook',
  name: 'Webhook',
  version: '1.0.0',
  description: 'Calls an address with what the automation is about. The request is signed.',
  de: {
    name: 'Webhook',
    description: 'Ruft eine Adresse mit dem auf, worum es geht. Die Anfrage ist signiert.',
  },
  icon: 'webhook',
  config: vine.object({
    url: vine
      .string()
      .maxLength(4096)
      .use(check('url', (url) => urlTemplateProblem(String(url), AUTOMATION_NAMES)))
      .meta({ title: 'URL', control: 'template_line' }),
    method: vine
      .enum(['POST', 'PUT', 'PATCH', 'GET', 'DELETE'] as const)
      .optional()
      .meta({ title: 'Method', default: 'POST', de: { title: 'Methode' } }),
    headers: vine
      .record(vine.any())
      .use(check('headers', (given) => headersTemplateProblem(given as object, AUTOMATION_NAMES)))
      .optional()
      .meta({
        title: 'Headers',
        control: 'key_value',
        templates: true,
        advanced: true,
        de: { title: 'Header' },
      }),
    body: vine
      .any()
      .use(check('body', bodyProblem))
      .optional()
      .meta({
        title: 'Body',
        description: 'A JSON value or text with variables. Empty: everything it is about, as JSON.',
        control: 'template',
        shown_when: { method: [null, 'POST', 'PUT', 'PATCH', 'DELETE'] },
        de: {
          title: 'Inhalt',
          description:
            'Ein JSON-Wert oder Text mit Variablen. Leer: alles, worum es geht, als JSON.',
        },
      }),
    timeout_seconds: vine
      .number()
      .range([1, 30])
      .optional()
      .meta({
        title: 'Time-out',
        unit: 's',
        default: 10,
        advanced: true,
        de: { title: 'Zeitlimit' },
      }),
  }),
  about: 'any',

  prepare(view, config) {
    const { url, method = 'POST', headers = {}, timeout_seconds: timeout = 10 } = config
    const scope = automationScope(view)
    const given = config.body !== undefined && config.body !== null
    const compiled = given ? building('body', () => compileBody(config.body)) : null
    const plain = !given && !BODILESS.includes(method)
    const sent: Record<string, string> = {}
    if (plain || compiled) sent['Content-Type'] = compiled?.contentType ?? 'application/json'
    for (const header of building('headers', () => compileHeaders(headers)))
      sent[header.name] = building(`headers.${header.name}`, () => header.render(scope))
    const body = plain
      ? plainBody(view)
      : compiled && building('body', () => compiled.render(scope))
    if (body && body.length > MAX_BODY) throw new PrepareError('body', 'is larger than 1 MB')
    return {
      do: 'request',
      method,
      url: building('url', () => compileUrl(url)(scope)),
      headers: sent,
      body,
      timeout_seconds: timeout,
    }
  },
})
