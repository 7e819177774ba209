import { replaceReferences } from '#accounts/secret_references'
import type { Entity } from '#entities/types'
import { secretPaths } from '#host/form'
import type { PluginRegistry } from '#host/registry'
import { checkConfigs } from '#routing/check_configs'
import { compileProfile } from '#routing/compile_profile'
import { compileRule } from '#routing/compile_rule'
import type { ProfileInput } from '#routing/parse_profile'
import { answerRuleSchema } from '#routing/rule_schema'
import type { AssignmentDocument, DeliveryConfig, RouteDocument } from '#routing/types'
import type { PluginKind } from '#sdk'
import type { Rule } from '#sdk/rule'
import type { Problem } from '#shared/result'
import { at, isObject } from '#shared/shape'
import { extractSecrets } from '#distribution/blueprint/extract_secrets'
import { isOwnSetting } from '#distribution/blueprint/environment'

export interface ProfileSurroundings {
  registry: PluginRegistry
  entity: Entity
  hasPartner(key: string): boolean
  /** The plain value of `${NAME}`, null where there is none. */
  secret(name: string): string | null
  /** Takes a literal that was found in a secret place. */
  keep(name: string, plain: string): void
}

const ANSWER_RULES = ['accepted', 'duplicate', 'pending', 'rejected']
/** After so many configs the event loop gets its turn. */
const BREATH = 100

/**
 * Checks a profile that was read well against everything around it: partners, stages, plugins, their configs, rules and
 * route. Answers the document to publish: secrets by name, plugin versions noted.
 */
export async function checkProfile(
  { document, ...profile }: ProfileInput,
  path: string,
  around: ProfileSurroundings,
  problems: Problem[]
): Promise<RouteDocument> {
  const { registry, entity } = around
  const before = problems.length
  const versions = new Map<string, string>()
  const note = (kind: PluginKind, id: string) => {
    const plugin = registry.get(kind, id)
    if (plugin) versions.set(`${kind}:${id}`, plugin.version)
  }
  if (profile.triggerStage !== null && !entity.stages.includes(profile.triggerStage))
    problems.push({
      field: `${path}.trigger.stage`,
      rule: 'unknown_stage',
      message: `the entity "${entity.key}" has no stage "${profile.triggerStage}" (it has: ${entity.stages.join(', ') || 'none'})`,
    })

  problems.push(...(await checkConfigs(document, registry, path)))
  for (const node of Object.values(document.route.nodes)) {
    note('node', node.type)
    if (isObject(node.strategy)) note('strategy', String(node.strategy.use))
  }
  const assignments: AssignmentDocument[] = []
  for (const [i, assignment] of document.assignments.entries()) {
    const here = at(`${path}.assignments`, i)
    if (!around.hasPartner(assignment.partner)) {
      const message = `there is no partner "${assignment.partner}"`
      problems.push({ field: at(here, 'partner'), rule: 'unknown_reference', message })
    }
    note('channel', assignment.delivery.use)
    const scope = [profile.key, assignment.key]
    assignments.push({
      ...assignment,
      delivery: await checkDelivery(assignment, scope, at(here, 'delivery'), around, problems),
    })
    if (i % BREATH === BREATH - 1) await new Promise((resolve) => setImmediate(resolve))
  }
  const checked: RouteDocument = { ...document, assignments }
  const compiled = compileProfile(checked, entity, registry)
  if (!compiled.ok) addOnce(compiled.problem, path, problems, before)
  return { ...checked, plugins: Object.fromEntries([...versions].sort()) }
}

/** A delivery config against its channel and the account's secrets. Answers it with every secret by name. */
export async function checkDelivery(
  { delivery }: Pick<AssignmentDocument, 'delivery'>,
  scope: string[],
  path: string,
  around: Pick<ProfileSurroundings, 'registry' | 'secret' | 'keep'>,
  problems: Problem[]
) {
  const schema = around.registry.configSchema('channel', delivery.use)
  const extracted = extractSecrets(delivery, schema ? secretPaths(schema) : [], scope, path)
  for (const { name, path: field } of extracted.references)
    if (around.secret(name) === null)
      problems.push({ field, rule: 'secret', message: whyMissing(name) })
  for (const [name, plain] of extracted.literals) around.keep(name, plain)

  // Checked with its secrets in place: a whole URL may be one.
  const { use, transform, ...written } = delivery
  const plain = replaceReferences(written, (name) => around.secret(name) ?? 'x')
  const config = transform === undefined ? plain : { ...plain, transform }
  const result = await around.registry.checkConfig('channel', use, config, path)
  if (!result.ok) problems.push(...result.problem)
  else checkAnswerRules(delivery, path, problems)
  return extracted.delivery
}

const whyMissing = (name: string) =>
  isOwnSetting(name)
    ? `${name} is a setting of this install and no secret of an account`
    : `this account has no secret ${name}; write its value here, which is stored encrypted, or apply the file by the command blueprint:apply where the environment has it`

/** Response reading is judged by the host, whatever the channel. */
function checkAnswerRules({ response }: DeliveryConfig, path: string, problems: Problem[]) {
  if (!isObject(response)) return
  for (const name of ANSWER_RULES) {
    if (!isObject(response[name])) continue
    const rule = compileRule(
      response[name] as Rule,
      answerRuleSchema,
      at(at(path, 'response'), name)
    )
    if (!rule.ok) problems.push(...rule.problem)
  }
}

/** What was said before about the same place is not said again. */
function addOnce(found: Problem[], path: string, problems: Problem[], from: number) {
  const said = new Set(problems.slice(from).map((problem) => problem.field))
  for (const problem of found) {
    const field = problem.field ? `${path}.${problem.field}` : path
    if (!said.has(field)) problems.push({ ...problem, field })
  }
}
