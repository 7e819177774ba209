import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { keyFor } from '#crm/tags/key_for'
import { mergeTags } from '#crm/tags/merge_tags'
import { MAX_TAGS, countLeads, loadTags } from '#crm/tags/repository'
import { presentTag } from '#crm/tags/tag_book'
import { mergeTagInput, newTagInput, tagInput } from '#crm/validators/tags'
import { configValue } from '#distribution/config_value'
import { createConfig, deleteConfig, updateConfig } from '#distribution/configuration/configuration'
import { invalidField, notFound } from '#shared/http_problem'

/** Tags of leads, for people. */
export default class TagPagesController {
  async index({ inertia, team }: HttpContext) {
    const { account, scope } = team!
    const [{ list }, counts] = await Promise.all([
      loadTags(account.id),
      countLeads(account.id, scope),
    ])
    return inertia.render('settings/tags', {
      tags: list.map((tag) => ({ ...presentTag(tag), leads: counts.get(tag.id) ?? 0 })),
      most: MAX_TAGS,
    })
  }

  /** A name is enough; where there is a tag of that name already, that one is meant. */
  async store({ request, response, team }: HttpContext) {
    const { account, user } = team!
    const { name, color } = await request.validateUsing(newTagInput)
    const { list, byKey } = await loadTags(account.id)
    const same = list.find((tag) => sameName(tag.name, name))
    if (same) return response.send(presentTag(same))
    const form = { key: keyFor(name, (key) => byKey.has(key)), name, color }
    const made = await createConfig(account.id, 'tags', form, { actor: actorOf(user) })
    const { key } = configValue(made, 'tag')
    return response.status(201).send({ key, name, color: color ?? 'grey' })
  }

  async update({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const wish = await request.validateUsing(tagInput)
    const { list } = await loadTags(account.id)
    const other = list.find(
      ({ key, name }) => key !== params.key && wish.name && sameName(name, wish.name)
    )
    if (other)
      throw invalidField('name', 'unique', 'There is another tag of this name: merge them instead')
    const options = { actor: actorOf(user) }
    configValue(await updateConfig(account.id, 'tags', params.key, wish, options), 'tag')
    return response.noContent()
  }

  async merge({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const { into } = await request.validateUsing(mergeTagInput)
    const merged = await mergeTags(account.id, params.key, into, actorOf(user))
    if (merged === 'not_found') throw notFound('tag')
    if (merged === 'no_target') throw invalidField('into', 'exists', `There is no tag "${into}"`)
    if (merged === 'same') throw invalidField('into', 'different', 'Choose another tag')
    return response.noContent()
  }

  async destroy({ params, response, team }: HttpContext) {
    const { account, user } = team!
    configValue(await deleteConfig(account.id, 'tags', params.key, { actor: actorOf(user) }), 'tag')
    return response.noContent()
  }
}

const sameName = (one: string, other: string) =>
  one.trim().toLowerCase() === other.trim().toLowerCase()
