import type { HttpContext } from '@adonisjs/core/http'
import { invalid } from '#shared/http_problem'
import type { Problem, Result } from '#shared/result'
import { readBoard, readColumn } from '#distribution/board/read_board'
import { readNews } from '#distribution/board/read_news'
import { freshTags } from '#distribution/fresh_tags'
import { listChoices } from '#distribution/lead_list/list_choices'
import { forReader } from '#distribution/lead_list/read_filter'
import { viewsFor } from '#distribution/lead_list/views_for'
import { teamConfig } from '#distribution/limit_config'
import {
  boardColumnQuery,
  boardNewsQuery,
  leadBoardQuery,
} from '#distribution/validators/lead_list'

/** The board of a pipeline: its page, and what the page asks for while it stays. */
export default class LeadBoardController {
  async index({ inertia, request, team }: HttpContext) {
    const { account, user, scope } = team!
    const { stage, ...query } = await leadBoardQuery.validate(request.qs())
    await freshTags(account.id, query.tag)
    const config = await teamConfig(team!)
    const board = await readBoard(config, forReader(query, user), Date.now())
    const choices = await listChoices(config)
    return inertia.render('leads/board', {
      query: query as never,
      board: (board.ok ? board.value : null) as never,
      problems: (board.ok ? [] : board.problem) as never,
      views: (await viewsFor({ accountId: account.id, userId: user.id }, scope)) as never,
      choices: choices as never,
      people: choices.team,
    })
  }

  async column({ request, team }: HttpContext) {
    const { cursor, ...filter } = await boardColumnQuery.validate(request.qs())
    await freshTags(team!.account.id, filter.tag)
    const config = await teamConfig(team!)
    const asked = forReader(filter, team!.user)
    return valueOf(await readColumn(config, asked, cursor ?? null, Date.now()))
  }

  async news({ request, team }: HttpContext) {
    const { since, ids = [], stage, ...filter } = await boardNewsQuery.validate(request.qs())
    await freshTags(team!.account.id, filter.tag)
    const config = await teamConfig(team!)
    return valueOf(await readNews(config, forReader(filter, team!.user), since, ids, Date.now()))
  }
}

function valueOf<T>(read: Result<T, Problem[]>): T {
  if (!read.ok) throw invalid(read.problem)
  return read.value
}
