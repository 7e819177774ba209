import {
  PrepareError,
  definePlugin,
  vine,
  type DeliveryView,
  type Envelope,
  type ResponseConfig,
} from '#sdk'
import { channelSettings, type ChannelSettings } from '#sdk/channel_settings'
import { answerPathProblem, answerRuleProblem } from '#sdk/rule_shape'
import {
  TemplateError,
  bodyTemplateProblem,
  compileBody,
  compileHeaders,
  compileUrl,
  headersTemplateProblem,
  templateScope,
  urlTemplateProblem,
  type BodyTemplate,
  type TemplateScope,
} from '#sdk/templates'

interface WebhookConfig extends ChannelSettings {
  method?: string
  url: string
  headers?: Record<string, unknown>
  body?: unknown
  content_type?: string
  response?: ResponseConfig
}

/** Methods a request without a configured body is sent with none; all others send the lead's values. */
const BODILESS = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS'])
const METHOD = /^[A-Za-z][A-Za-z-]{0,31}$/
const MAX_BODY = 1024 * 1024

/** A check as a Vine rule; a message is the problem, null is fine. Null and absent values are not checked. */
const check = (name: string, problemOf: (value: unknown, parent: WebhookConfig) => string | null) =>
  vine.createRule(
    (value, _options, field) => {
      const problem =
        value === undefined || value === null
          ? null
          : problemOf(value, field.parent as WebhookConfig)
      if (problem) field.report(problem, name, field)
    },
    { name }
  )()

const methodOf = (config: WebhookConfig): string => (config.method ?? 'POST').toUpperCase()

const methodProblem = (value: unknown): string | null => {
  const method = String(value).toUpperCase()
  return METHOD.test(method) && method !== 'CONNECT' && method !== 'TRACE'
    ? null
    : 'must be an HTTP method such as POST'
}

function bodyProblem(body: unknown, config: WebhookConfig): string | null {
  const method = methodOf(config)
  if (method === 'GET' || method === 'HEAD') return `a ${method} request has no body`
  return bodyTemplateProblem(body, contentTypeOf(config))
}

const ruleField = (title: string) =>
  vine
    .any()
    .use(check('rule', (rule) => answerRuleProblem(rule)))
    .optional()
    .meta({ title, control: 'rule' })

const pathField = (title: string) =>
  vine
    .string()
    .use(check('path', (path) => answerPathProblem(path)))
    .optional()
    .meta({ title, description: 'A path into the answer, such as body.data.id.' })

const config = vine.object({
  method: vine
    .string()
    .use(check('method', methodProblem))
    .optional()
    .meta({ title: 'Method', default: 'POST' }),
  url: vine
    .string()
    .maxLength(4096)
    .use(check('url', (url) => urlTemplateProblem(String(url))))
    .meta({
      title: 'URL',
      description: 'Variables such as {{ lead.source }} may stand in path and query.',
    }),
  headers: vine
    .record(vine.any())
    .use(check('headers', (headers) => headersTemplateProblem(headers as object)))
    .optional()
    .meta({ title: 'Headers', control: 'key_value' }),
  body: vine.any().use(check('body', bodyProblem)).optional().meta({
    title: 'Body',
    description: 'A JSON value or text with variables. Empty: all values of the lead as JSON.',
    control: 'template',
  }),
  content_type: vine
    .string()
    .regex(/^[\w.+-]+\/[\w.+-]+(?:\s*;\s*[\w-]+=[\w."-]+)*$/)
    .optional()
    .meta({
      title: 'Content type',
      description: 'Decides how values are escaped in the body.',
      examples: [
        'application/json',
        'application/x-www-form-urlencoded',
        'application/xml',
        'text/plain',
      ],
    }),
  response: vine
    .object({
      accepted: ruleField('Accepted when'),
      duplicate: ruleField('Duplicate when'),
      pending: ruleField('Decided later when'),
      rejected: ruleField('Rejected when'),
      reason: pathField('Reason'),
      price: pathField('Price'),
      reference: pathField('Reference'),
      format: vine.enum(['json', 'xml', 'text']).optional().meta({ title: 'Read the body as' }),
    })
    .optional()
    .meta({ title: 'Reading the answer' }),
  ...channelSettings(),
})

// ---------------------------------------------------------------- the request

interface Compiled {
  method: string
  url: (scope: TemplateScope) => string
  headers: ReturnType<typeof compileHeaders>
  body: BodyTemplate | null
  /** The body is the lead's values as they are. */
  plain: boolean
  /** Content-Type to add; null where the config's headers have one, or there is no body. */
  contentType: string | null
}

const compiledByConfig = new WeakMap<WebhookConfig, Compiled>()

function compile(settings: WebhookConfig): Compiled {
  const known = compiledByConfig.get(settings)
  if (known) return known
  const method = methodOf(settings)
  const problem = methodProblem(method)
  if (problem) throw new PrepareError('method', problem)
  const given = settings.body !== undefined && settings.body !== null
  const headers = settings.headers ?? {}
  const body = given ? at('body', () => compileBody(settings.body, contentTypeOf(settings))) : null
  const plain = !given && !BODILESS.has(method)
  const labelled = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')
  const compiled: Compiled = {
    method,
    url: at('url', () => compileUrl(settings.url)),
    headers: at('headers', () => compileHeaders(headers)),
    body,
    plain,
    contentType: labelled ? null : plain ? 'application/json' : (body?.contentType ?? null),
  }
  compiledByConfig.set(settings, compiled)
  return compiled
}

/** `content_type`, or what a fixed Content-Type header says; null: by what the body looks like. */
function contentTypeOf(settings: WebhookConfig): string | null {
  if (settings.content_type) return settings.content_type
  const header = Object.entries(settings.headers ?? {}).find(
    ([name]) => name.toLowerCase() === 'content-type'
  )
  return typeof header?.[1] === 'string' && !header[1].includes('{') ? header[1] : null
}

/** Runs a step of building; a template's complaint becomes a PrepareError with the place. */
function at<T>(path: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof TemplateError)
      throw new PrepareError(path, error.message, { cause: error })
    throw error
  }
}

function prepare(view: DeliveryView, settings: WebhookConfig): Envelope {
  const compiled = compile(settings)
  const scope = templateScope(view)
  const headers: Record<string, string> = {}
  if (compiled.contentType !== null) headers['Content-Type'] = compiled.contentType
  for (const header of compiled.headers)
    headers[header.name] = at(`headers.${header.name}`, () => header.render(scope))
  const body = compiled.plain
    ? JSON.stringify(view.lead.values)
    : compiled.body && at('body', () => compiled.body!.render(scope))
  if (body !== null && body.length > MAX_BODY) throw new PrepareError('body', 'is larger than 1 MB')
  return {
    type: 'http',
    method: compiled.method,
    url: at('url', () => compiled.url(scope)),
    headers,
    body,
  }
}

export default definePlugin<WebhookConfig>({
  api: 1,
  kind: 'channel',
  id: 'webhook',
  name: 'Webhook',
  version: '1.0.0',
  description: 'Sends the lead as an HTTP request and reads the answer.',
  icon: 'webhook',
  config,
  prepare,
  async send(envelope, io, settings) {
    if (envelope.type !== 'http') throw new PrepareError('', 'a webhook sends HTTP requests only')
    const answer = await io.http(envelope, { timeoutMs: (settings.timeout_seconds ?? 10) * 1000 })
    return io.read(answer, settings.response)
  },
})
