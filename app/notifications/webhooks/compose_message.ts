import db from '@adonisjs/lucid/services/db'
import { linksOf } from '#accounts/domains/address_for'
import { loadAccount } from '#accounts/repository'
import { accountConfig } from '#distribution/account_config'
import { mannerOf, toNotice } from '#notifications/inbox/read_inbox'
import type { NoticeData } from '#notifications/types'
import { sayNotice } from '#notifications/words/say_notice'

/** What is said of a test, so that nothing real is taken for one. */
const TEST = { text: 'This is a test. Nothing has happened.', url: '/settings/webhooks' }

/**
 * The body of a message, as Standard Webhooks has it: `type`, `timestamp`, `data`. Partners, profiles and entities are named
 * by their keys, as in the API; it holds no value of a lead.
 */
export async function composeMessage(message: {
  account_id: string
  notice_id: string | null
  created_at: number
}): Promise<string> {
  const account = (await loadAccount(message.account_id))!
  const say = (type: string, at: number, data: object) =>
    JSON.stringify({
      ...{ type, timestamp: new Date(at).toISOString() },
      data: { account: account.key, ...data },
    })
  const urlOf = await linksOf(account.id, 'app')
  if (message.notice_id === null)
    return say('test', Number(message.created_at), { ...TEST, url: urlOf(TEST.url) })

  const row = await db.from('notices').where('id', message.notice_id).first()
  const notice = toNotice(row)
  const manner = await mannerOf(account, { locale: 'en' })
  const { title, href } = sayNotice(notice, manner)
  return say(notice.kind, notice.at, {
    ...{ id: notice.id, text: title, url: urlOf(href) },
    ...withKeys(notice.data, manner),
    ...(await entityKey(account.id, notice.data)),
  })
}

async function entityKey(accountId: string, { entity }: NoticeData) {
  if (!entity) return {}
  const { entities } = await accountConfig(accountId)
  return { entity: entities.get(entity)?.key ?? null }
}

const withKeys = (
  { partner, profile, entity: _entity, ...data }: NoticeData,
  manner: Awaited<ReturnType<typeof mannerOf>>
) => ({
  ...data,
  ...(partner && { partner: manner.partner(partner).key }),
  ...(profile && { profile: manner.profile(profile).key }),
})
