import type { HttpContext } from '@adonisjs/core/http'
import { isOnSite } from '#accounts/domains/site_of_host'
import { HOSTED_WORDS } from '#capture/forms/hosted_words'
import { blocksOf } from '#capture/forms/rich_text'
import { pathOf, said, thanks, toThanks } from '#capture/hosted/answer_next'
import {
  type Waiting,
  confirmWaiting,
  findWaiting,
  formOfWaiting,
} from '#capture/hosted/await_confirmation'
import { draw } from '#capture/hosted/draw'
import { senderOf } from '#capture/hosted/sender_of'
import type { SiteForm } from '#capture/hosted/site_form'
import { missingPage } from '#distribution/missing_page'

/** The link of the mail. Looking at it confirms nothing: programs that scan mails look at every link. */
export default class FormConfirmationsController {
  async show(ctx: HttpContext) {
    const { of, row } = await find(ctx)
    const words = HOSTED_WORDS[of.document.language]
    if (row.state === 'confirmed') return draw(ctx, of, thanks(of))
    const button = { action: ctx.request.url(), act: 'confirm', label: words.confirm }
    const blocks = blocksOf(words.confirmText)
    return draw(ctx, of, said({ heading: words.confirmTitle, blocks, button }))
  }

  async store(ctx: HttpContext) {
    const { of, row } = await find(ctx)
    const words = HOSTED_WORDS[of.document.language]
    const result = await confirmWaiting(row, senderOf(ctx), Date.now())
    if (result === 'done') return toThanks(ctx, of)
    const again = { href: pathOf(of), label: words.again }
    return draw(
      ctx,
      of,
      result === 'gone'
        ? said({ heading: words.expiredTitle, blocks: blocksOf(words.expiredText), again }, 410)
        : said({ heading: words.faultTitle, blocks: blocksOf(words.faultText) }, 503)
    )
  }
}

async function find(ctx: HttpContext): Promise<{ of: SiteForm; row: Waiting }> {
  const row = await findWaiting(ctx.params.token, Date.now())
  const of = row && (await formOfWaiting(row))
  if (!row || !of || !isOnSite(ctx.site, of.account)) throw missingPage(ctx.request)
  return { of, row }
}
