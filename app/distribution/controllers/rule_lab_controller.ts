import type { HttpContext } from '@adonisjs/core/http'
import { showsEntity } from '#entities/entity_scope'
import { loadEntities } from '#entities/repository'

/** The page to try a rule on a lead. */
export default class RuleLabController {
  async show({ inertia, team }: HttpContext) {
    const { account, scope } = team!
    const all = await loadEntities(account.id)
    const entities = all.filter(({ id }) => showsEntity(scope, id))
    return inertia.render('rules/lab', {
      entities: entities.map(({ key, name, fields }) => ({
        key,
        name,
        fields: fields.map(({ key: field, label, type, options }) => ({
          key: field,
          label,
          type,
          options,
        })),
      })),
    })
  }
}
