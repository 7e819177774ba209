import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { accountConfig } from '#distribution/account_config'
import { missingPage } from '#distribution/missing_page'
import { removeEntry } from '#intake/suppression/entries'
import { importsOf } from '#intake/suppression/import_rows'
import { findList } from '#intake/suppression/list_rows'
import { addWritten } from '#privacy/suppression/list_entries'
import {
  changeList,
  dropList,
  listOf,
  makeList,
  presentList,
  presentLists,
} from '#privacy/suppression/lists'
import { latestEntries, searchLists } from '#privacy/suppression/search_lists'
import {
  entriesInput,
  entryInput,
  listChangeInput,
  newListInput,
  searchInput,
} from '#privacy/validators/suppression_inputs'

/** Who is not to be contacted, for people. */
export default class SuppressionPagesController {
  async index({ inertia, team }: HttpContext) {
    const { id } = team!.account
    return inertia.render('privacy/suppression', {
      lists: await presentLists(id),
      choices: await choicesOf(id),
    })
  }

  async show({ inertia, params, request, team }: HttpContext) {
    const { id } = team!.account
    const list = await findList(id, params.key)
    if (!list) throw missingPage(request)
    return inertia.render('privacy/suppression_list', {
      list: await presentList(list),
      imports: await importsOf(list),
      entries: await latestEntries(list.id),
      choices: await choicesOf(id),
    })
  }

  async search({ request, response, team }: HttpContext) {
    const { text } = await searchInput.validate(request.body())
    return response.send(await searchLists(team!.account.id, text))
  }

  async store({ request, response, team }: HttpContext) {
    const { account, user } = team!
    const written = await newListInput.validate(request.body())
    return response.created(await presentList(await makeList(account.id, written, actorOf(user))))
  }

  async update({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const list = await listOf(account.id, params.key)
    const written = await listChangeInput.validate(request.body())
    return response.send(await presentList(await changeList(list, written, actorOf(user))))
  }

  async destroy({ params, response, team }: HttpContext) {
    const { account, user } = team!
    await dropList(await listOf(account.id, params.key), actorOf(user))
    return response.noContent()
  }

  async add({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const list = await listOf(account.id, params.key)
    const written = await entriesInput.validate(request.body())
    return response.send(await addWritten(list, written, actorOf(user)))
  }

  async remove({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const list = await listOf(account.id, params.key)
    const { id } = await entryInput.validate(request.body())
    // Whoever takes it off twice has what they wanted.
    await removeEntry(list, id, actorOf(user))
    return response.noContent()
  }
}

/** Whom and what a list may be about. */
async function choicesOf(accountId: string) {
  const { partnersByKey, profilesByKey } = await accountConfig(accountId)
  const named = ({ key, name }: { key: string; name: string }) => ({ key, name })
  return {
    partners: [...partnersByKey.values()].map(named),
    profiles: [...profilesByKey.values()].map(({ profile }) => named(profile)),
  }
}
