import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { accountConfig } from '#distribution/account_config'
import { missingPage } from '#distribution/missing_page'
import { leadFacts } from '#distribution/story/lead_facts'
import { consentsOfLead } from '#intake/consent/read_consents'
import { loadLists } from '#intake/suppression/list_rows'
import { store } from '#store/store'
import { withdraw } from '#privacy/suppression/withdraw'
import { withdrawInput } from '#privacy/validators/suppression_inputs'

/** The proof of what somebody agreed to: to be looked at, printed and handed over. */
export default class ConsentPagesController {
  async show({ inertia, params, request, team }: HttpContext) {
    const { account } = team!
    const row = await leadRow(account.id, params.id)
    if (!row) throw missingPage(request)
    const facts = await leadFacts(await accountConfig(account.id), row)
    const lists = await loadLists(account.id)
    return inertia.render('privacy/suppression_consent', {
      lead: {
        id: facts.id,
        title: facts.title,
        entity: facts.entity,
        created_at: facts.created_at,
      },
      holder: account.name,
      consents: await consentsOfLead(account.id, facts.id),
      lists: lists.map(({ key, name }) => ({ key, name })),
    })
  }

  async json({ params, request, response, team }: HttpContext) {
    const { account } = team!
    if (!(await leadRow(account.id, params.id))) throw missingPage(request)
    const consents = await consentsOfLead(account.id, params.id)
    response.header('content-disposition', `attachment; filename="consent-${params.id}.json"`)
    response.header('cache-control', 'no-store')
    const proof = { account: account.name, lead: params.id, made_at: new Date().toISOString() }
    return response.send({ ...proof, consents })
  }

  async withdraw({ params, request, response, team }: HttpContext) {
    const { account, user } = team!
    const wish = await withdrawInput.validate(request.body())
    return response.send(await withdraw(account.id, params.id, wish, actorOf(user)))
  }
}

const leadRow = (accountId: string, id: string) =>
  store.first('select * from leads where id = ? and account_id = ?', [id, accountId])
