import db from '@adonisjs/lucid/services/db'
import { recordChange } from '#accounts/config_changes'
import { planSettings } from '#accounts/plans/repository'
import type { PaymentChoice, PlanSettings } from '#accounts/plans/types'
import { resolveSecrets, storeSecrets } from '#accounts/secrets'
import { plugins } from '#host/registry'
import type { JsonSchema } from '#host/types'
import { type Problem, type Result, fail, ok } from '#shared/result'
import { isObject } from '#shared/shape'

type Properties = Record<string, JsonSchema>
const propertiesOf = (use: string) =>
  (plugins().configSchema('payment', use)?.properties ?? {}) as Properties

/** Providers to choose from, each with its form; of secrets the form learns only that they are there. */
export function paymentForms({ payment }: Pick<PlanSettings, 'payment'>) {
  return plugins()
    .list()
    .filter(({ kind, status }) => kind === 'payment' && status === 'active')
    .map(({ id, name, description, de }) => ({
      ...{ id, name, description, de, receives: Boolean(plugins().get('payment', id)?.receive) },
      fields: Object.entries(propertiesOf(id)).map(([key, schema]) => ({
        key,
        title: String(schema.title ?? key),
        help: (schema.description as string | undefined) ?? null,
        de: (schema.de as { title?: string; description?: string } | undefined) ?? null,
        secret: schema.secret === true,
        isSet: payment.use === id && payment.config[key] !== undefined,
        value:
          payment.use === id && schema.secret !== true ? String(payment.config[key] ?? '') : '',
      })),
    }))
}

/**
 * Chooses how a seller is paid. A secret that is left empty stays as it is; what comes is checked with it, kept as a secret
 * of the seller's account, and named only.
 */
export async function savePayment(
  settings: PlanSettings,
  input: { use: string; config?: Record<string, unknown> },
  { actor, now }: { actor: string; now: number }
): Promise<Result<PaymentChoice, Problem[]>> {
  const { seller, accountId } = settings
  const plugin = plugins().get('payment', input.use)
  const secretNames = new Map<string, string>()
  const plain: Record<string, unknown> = {}
  const kept = settings.payment.use === input.use ? settings.payment.config : {}
  for (const [key, schema] of Object.entries(propertiesOf(input.use))) {
    const given = input.config?.[key]
    if (given !== undefined && given !== '' && given !== null) plain[key] = given
    else if (schema.secret === true && kept[key] !== undefined) plain[key] = kept[key]
    if (schema.secret === true && plain[key] !== undefined)
      secretNames.set(key, `PLAN_PAYMENT_${input.use}_${key}`.toUpperCase())
  }
  const resolved = (await resolveSecrets(accountId, plain)) as Record<string, unknown>
  const checked = await plugins().checkConfig('payment', input.use, resolved, 'config')
  if (!checked.ok || !plugin) return fail(checked.ok ? [] : checked.problem)
  const config = { ...(isObject(checked.value) ? checked.value : {}) }
  const secrets = new Map<string, string>()
  for (const [key, name] of secretNames) {
    secrets.set(name, String(config[key]))
    config[key] = `\${${name}}`
  }
  const payment = { use: input.use, version: plugin.version, config }
  await db.transaction(async (trx) => {
    await storeSecrets(trx, accountId, secrets, now)
    await trx
      .from('plan_settings')
      .where('seller', seller)
      .update({ payment: JSON.stringify(payment), updated_at: now })
    const changes = [{ path: 'plans.payment', from: settings.payment.use, to: input.use }]
    const change = { accountId, actor, object: 'account', action: 'updated' as const }
    await recordChange(trx, { ...change, detail: { changes } })
  })
  return ok(payment)
}

/** The provider a seller is paid by, with its settings ready to be used; null where it is not there any more. */
export async function loadPayment(seller: string, only?: string) {
  const settings = await planSettings(seller)
  const use = settings?.payment.use
  if (!settings || !use || (only !== undefined && only !== use)) return null
  const plugin = plugins().get('payment', use)
  const read = plugin && plugins().readConfig('payment', use, settings.payment)
  if (!plugin || !read?.ok) return null
  return { settings, plugin, config: await resolveSecrets(settings.accountId, read.value) }
}
